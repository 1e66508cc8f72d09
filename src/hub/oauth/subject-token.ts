/**
 * The subject token of an exchange (RFC 8693, 2.1): a token of ours, read back. It must be alive in the store, not only in its
 * signature: an access token with its grant, an ID Token with a grant behind it that lives in the same sign-in. An ID Token
 * says who somebody is, so no more can be had for it than the scopes that speak of that.
 */
import type { Reader } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { type Client, findClient } from "../clients/store.ts";
import { findGrant, type GrantRow } from "../grants/grants.ts";
import type { Standing } from "../grants/may-issue.ts";
import type { Hub } from "../hub.ts";
import { grantable, scopeNames } from "./scope.ts";
import { sessionIdOf } from "./subject.ts";
import { findAccessToken } from "./tokens.ts";

/** A living token of a person. */
export interface SubjectToken {
  /** The client that it was issued to, enabled. */
  readonly issuedTo: Client;
  readonly grant: GrantRow;
  readonly standing: Standing | undefined;
  readonly scope: readonly string[];
  readonly audience: readonly string[];
  /** Unix seconds. */
  readonly expiresAt: number;
  /** Thumbprint of the DPoP key that it is bound to. */
  readonly jkt: string | null;
}

/** What an ID Token speaks of. */
const IDENTITY_SCOPES = ["openid", "profile", "email", "address", "phone"];

async function grantAlive(
  hub: Hub,
  grantId: number,
  clientId: string,
): Promise<Pick<SubjectToken, "issuedTo" | "grant" | "standing"> | null> {
  const issuedTo = await findClient(hub.db, clientId);
  const found = await findGrant(hub.db, grantId, seconds(hub.clock));
  if (
    !issuedTo ||
    issuedTo.disabledAt !== null ||
    !found ||
    found.grant.client_id !== issuedTo.id ||
    found.grant.revoked_at !== null
  )
    return null;
  return { issuedTo, grant: found.grant, standing: found.standing };
}

/** @returns `null` for anything but a living access token of a person. */
export async function readAccessSubject(hub: Hub, text: string): Promise<SubjectToken | null> {
  const token = await findAccessToken(hub, text);
  const alive = token?.grant ? await grantAlive(hub, token.grant.id, token.clientId) : null;
  if (!token || !alive) return null;
  return {
    ...alive,
    scope: scopeNames(token.scope),
    audience: token.audience,
    expiresAt: token.expiresAt,
    jkt: token.jkt,
  };
}

const livingGrants = statement<{ userId: string; clientId: string; authTime: number; now: number }>()((db, p) =>
  db
    .selectFrom("grants")
    .select(["id", "session_id"])
    .where("user_id", "=", p("userId"))
    .where("client_id", "=", p("clientId"))
    .where("authenticated_at", "=", p("authTime"))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", p("now"))
    .orderBy("id", "desc")
    .limit(50),
);

/** The latest grant of the sign-in that an ID Token tells of. */
async function grantBehind(
  reader: Reader,
  hub: Hub,
  client: Client,
  claims: { sub: string; sid: unknown; authTime: number },
): Promise<number | undefined> {
  const { sub, sid, authTime } = claims;
  const rows = await reader.all(livingGrants, { userId: sub, clientId: client.id, authTime, now: seconds(hub.clock) });
  return rows.find(({ session_id }) => (session_id === null ? sid === undefined : sid === sessionIdOf(hub, session_id)))
    ?.id;
}

/** @returns `null` for anything but an ID Token of ours, in time, whose grant and sign-in live. */
export async function readIdTokenSubject(hub: Hub, text: string): Promise<SubjectToken | null> {
  const claims = hub.keys.verify(text, "JWT");
  if (!claims) return null;
  const { iss, aud, sub, sid, exp, auth_time: authTime } = claims;
  const clientId = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (iss !== hub.issuer || typeof clientId !== "string" || typeof sub !== "string" || typeof authTime !== "number")
    return null;
  if (typeof exp !== "number" || exp <= seconds(hub.clock)) return null;
  const client = await findClient(hub.db, clientId);
  // A pairwise subject can't be led back to a person.
  if (client?.subjectType !== "public") return null;
  const grantId = await grantBehind(hub.db, hub, client, { sub, sid, authTime });
  const alive = grantId === undefined ? null : await grantAlive(hub, grantId, clientId);
  if (!alive) return null;
  return {
    ...alive,
    scope: grantable(scopeNames(alive.grant.scope), IDENTITY_SCOPES),
    audience: [clientId],
    expiresAt: exp,
    jkt: alive.grant.dpop_jkt,
  };
}
