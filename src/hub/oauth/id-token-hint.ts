/**
 * `id_token_hint` (OpenID Connect Core, 3.1.2.1): an ID Token of ours, expired or not, that says who is expected. Somebody else
 * who is signed in is asked to sign in as them.
 */
import type { Client } from "../clients/store.ts";
import type { AuthorizationRequest } from "../flows/store.ts";
import type { Hub } from "../hub.ts";
import type { User } from "../users/store.ts";
import { subjectOf } from "./subject.ts";

/** Who an ID Token of ours speaks of to this client, and in which session; `null` where it is none of ours or another's. */
export function readIdTokenHint(
  hub: Hub,
  token: string,
  client: Client | null,
): { sub: string; clientId: string; sid: string | null } | null {
  const claims = hub.keys.verify(token, "JWT");
  if (!claims || claims.iss !== hub.issuer || typeof claims.sub !== "string" || typeof claims.aud !== "string")
    return null;
  if (client && claims.aud !== client.clientId) return null;
  return { sub: claims.sub, clientId: claims.aud, sid: typeof claims.sid === "string" ? claims.sid : null };
}

/** Whether the person is the one whom the request expects: by the hint, or by a `sub` that it asks for (5.5.1). */
export function isHinted(hub: Hub, client: Client, request: AuthorizationRequest, user: User): boolean {
  const sub = subjectOf(hub, client, user.id);
  const wanted = request.claims?.idToken.sub?.value;
  if (wanted !== undefined && wanted !== sub) return false;
  return request.idTokenHint === null || readIdTokenHint(hub, request.idTokenHint, client)?.sub === sub;
}
