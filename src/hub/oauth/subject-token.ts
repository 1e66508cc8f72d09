/**
 * The subject token of an exchange (RFC 8693, 2.1): a token of ours, read back. It must be alive in the store, not only in its
 * signature: an access token and an ID Token with the grant that their `jti` begins with. An ID Token
 * says who somebody is, so no more can be had for it than the scopes that speak of that.
 */
import { seconds } from "../../lib/clock.ts";
import { type Client, findClient } from "../clients/store.ts";
import { findGrant, type GrantRow } from "../grants/grants.ts";
import type { Standing } from "../grants/may-issue.ts";
import type { Hub } from "../hub.ts";
import { grantable, scopeNames } from "./scope.ts";
import { subjectOf } from "./subject.ts";
import { findAccessToken, grantIdOf } from "./tokens.ts";

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

/** @returns `null` for anything but an ID Token of ours, in time, whose grant and sign-in live. */
export async function readIdTokenSubject(hub: Hub, text: string): Promise<SubjectToken | null> {
  const claims = hub.keys.verify(text, "JWT");
  if (!claims) return null;
  const { iss, aud, sub, exp, jti } = claims;
  const clientId = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (iss !== hub.issuer || typeof clientId !== "string" || typeof jti !== "string") return null;
  if (typeof exp !== "number" || exp <= seconds(hub.clock)) return null;
  const alive = await grantAlive(hub, grantIdOf(jti), clientId);
  if (!alive || sub !== subjectOf(hub, alive.issuedTo, alive.grant.user_id)) return null;
  return {
    ...alive,
    scope: grantable(scopeNames(alive.grant.scope), IDENTITY_SCOPES),
    audience: [clientId],
    expiresAt: exp,
    jkt: alive.grant.dpop_jkt,
  };
}
