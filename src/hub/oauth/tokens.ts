/**
 * The tokens we issue, and reading them back.
 *
 * Access tokens are `at+jwt` (RFC 9068), ID Tokens `JWT` (OpenID Connect Core, 2): another `typ`, so neither passes for the
 * other. No row is stored for an access token. Its `jti` begins with the id of its grant, and whoever reads a token looks
 * the grant up: a revoked grant, a disabled person or a sign-out ends it at once.
 */
import { hash } from "node:crypto";
import { seconds } from "../../lib/clock.ts";
import { randomBytes } from "../../lib/random.ts";
import type { SigningAlg, TokenFormat } from "../clients/settings.ts";
import { type Client, findClient } from "../clients/store.ts";
import { storedClaims } from "../grants/claims-parameter.ts";
import { findGrantOfToken, type GrantRow, isRevoked } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { tokenRoom } from "../roles/token-room.ts";
import type { User } from "../users/store.ts";
import { claimsOf, requestedClaims } from "./claims.ts";
import { membershipClaims } from "./membership-claims.ts";
import { audienceOf, storedResources } from "./resource.ts";
import { scopeNames } from "./scope.ts";
import { sessionIdOf, subjectOf } from "./subject.ts";
import { formatClaims } from "./token-format.ts";

/** Seconds that clocks may differ. */
const SKEW_SECONDS = 60;

const newJti = (grantId: number): string => {
  const bytes = Buffer.allocUnsafe(20);
  bytes.writeBigUInt64BE(BigInt(grantId));
  randomBytes(12).copy(bytes, 8);
  return bytes.toString("base64url");
};

/** The grant that a `jti` of ours begins with: 0 for a client's own token, -1 where it is none of ours. */
export const grantIdOf = (jti: string): number => {
  const bytes = Buffer.from(jti, "base64url");
  return bytes.length === 20 ? Number(bytes.readBigUInt64BE()) : -1;
};

/** What an access token is issued for: a person's grant, or the client itself. */
export type TokenGrant = Pick<
  GrantRow,
  "id" | "user_id" | "authenticated_at" | "resource" | "dpop_jkt" | "acr" | "nonce" | "amr"
>;

/** @returns a JWT access token that lives `client.accessTokenSeconds`. @param audience Where it is meant for; the client itself by default. @param jkt The key that it is bound to. */
export async function issueAccessToken(
  hub: Hub,
  client: Client,
  grant: TokenGrant | null,
  scope: string,
  audience?: readonly string[],
  jkt = grant?.dpop_jkt ?? null,
): Promise<string> {
  const now = seconds(hub.clock);
  return hub.keys.sign(client.signingAlg, "at+jwt", {
    ...(grant ? await membershipClaims(hub, client, grant.user_id, scopeNames(scope), tokenRoom()) : {}),
    ...(await formatClaims(hub, client, grant, scope, "access-token")),
    iss: hub.issuer,
    sub: grant ? subjectOf(hub, client, grant.user_id) : client.clientId,
    aud: audience ?? audienceOf(grant ? storedResources(grant.resource) : [], client.clientId),
    client_id: client.clientId,
    scope,
    iat: now,
    exp: now + client.accessTokenSeconds,
    jti: newJti(grant?.id ?? 0),
    ...(grant && grant.authenticated_at > 0 ? { auth_time: grant.authenticated_at } : {}),
    ...(grant?.acr ? { acr: grant.acr } : {}),
    ...(jkt === null ? {} : { cnf: { jkt } }),
  });
}

/** The left half of the hash that belongs to the algorithm (OpenID Connect Core, 3.1.3.6 and 3.3.2.11). */
const halfHash = (alg: SigningAlg, token: string): string => {
  const digest = hash(alg === "EdDSA" ? "sha512" : "sha256", token, "buffer");
  return digest.subarray(0, digest.length / 2).toString("base64url");
};

export interface IdTokenBesides {
  /** What is given with it, which it is bound to. */
  readonly accessToken: string | null;
  readonly code?: string | null;
  /** Whether it also holds the claims of the scopes: it does where no access token can ask for them, and beside a code's. */
  readonly withClaims: boolean;
}

export async function issueIdToken(
  hub: Hub,
  client: Client,
  user: User,
  grant: GrantRow,
  besides: IdTokenBesides,
): Promise<string> {
  const now = seconds(hub.clock);
  const { accessToken, code, withClaims } = besides;
  return hub.keys.sign(client.signingAlg, "JWT", {
    ...(withClaims ? claimsOf(user, scopeNames(grant.scope)) : {}),
    ...requestedClaims(user, storedClaims(grant.claims)?.idToken),
    ...(withClaims ? await membershipClaims(hub, client, user.id, scopeNames(grant.scope), tokenRoom()) : {}),
    ...(await formatClaims(hub, client, grant, grant.scope, "id-token", user)),
    iss: hub.issuer,
    sub: subjectOf(hub, client, user.id),
    aud: client.clientId,
    azp: client.clientId,
    iat: now,
    exp: now + client.accessTokenSeconds,
    jti: newJti(grant.id),
    ...(grant.authenticated_at > 0 ? { auth_time: grant.authenticated_at } : {}),
    ...(grant.amr === "" ? {} : { amr: grant.amr.split(" ") }),
    ...(grant.acr === null ? {} : { acr: grant.acr }),
    ...(grant.session_id === null ? {} : { sid: sessionIdOf(hub, grant.session_id) }),
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
    ...(accessToken === null ? {} : { at_hash: halfHash(client.signingAlg, accessToken) }),
    ...(code ? { c_hash: halfHash(client.signingAlg, code) } : {}),
  });
}

/** A living access token. */
export interface AccessToken {
  readonly jti: string;
  readonly clientId: string;
  readonly sub: string;
  readonly audience: readonly string[];
  readonly scope: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Thumbprint of the DPoP key that it is bound to. */
  readonly jkt: string | null;
  /** Whose it is; `null` for a client's own token. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly grant: GrantRow | null;
  /** How its client wants userinfo's answers signed; `null` for a client's own token. */
  readonly userinfoSigningAlg: SigningAlg | null;
  /** Its client's; `null` for a client's own token. */
  readonly tokenFormat: TokenFormat | null;
}

const jktOf = (cnf: unknown): string | null =>
  typeof cnf === "object" && cnf !== null && "jkt" in cnf && typeof cnf.jkt === "string" ? cnf.jkt : null;

/** Signature, type, issuer and times; says nothing of whether it was taken back. */
export function readAccessToken(
  hub: Hub,
  token: string,
): Omit<AccessToken, "person" | "grant" | "userinfoSigningAlg" | "tokenFormat"> | null {
  const claims = hub.keys.verify(token, "at+jwt");
  if (!claims) return null;
  const { iss, sub, aud, client_id, scope, iat, exp, jti } = claims;
  const now = seconds(hub.clock);
  if (
    iss !== hub.issuer ||
    typeof sub !== "string" ||
    typeof client_id !== "string" ||
    typeof scope !== "string" ||
    typeof jti !== "string" ||
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    !Array.isArray(aud) ||
    exp <= now ||
    iat > now + SKEW_SECONDS
  ) {
    return null;
  }
  return {
    jti,
    clientId: client_id,
    sub,
    audience: aud as string[],
    scope,
    issuedAt: iat,
    expiresAt: exp,
    jkt: jktOf(claims.cnf),
  };
}

/** The access token if it is valid now: not expired, not revoked, its grant, person and sign-in alive. */
export async function findAccessToken(hub: Hub, token: string): Promise<AccessToken | null> {
  const read = readAccessToken(hub, token);
  if (!read) return null;
  const grantId = grantIdOf(read.jti);
  if (grantId < 0) return null;
  if (grantId === 0) {
    if (await isRevoked(hub.db, read.jti)) return null;
    const client = await findClient(hub.db, read.clientId);
    return client && client.disabledAt === null
      ? { ...read, person: null, grant: null, userinfoSigningAlg: null, tokenFormat: null }
      : null;
  }
  const found = await findGrantOfToken(hub.db, grantId, read.jti, seconds(hub.clock));
  const { grant, standing, userName, livingClientId, userinfoSigningAlg = null, tokenFormat = null } = found ?? {};
  if (!grant || !standing || grant.revoked_at !== null || livingClientId !== read.clientId) return null;
  if (standing.userDisabledAt !== null || standing.organizationDisabledAt !== null || standing.sessionEndedAt !== null)
    return null;
  const person = { id: grant.user_id, name: userName ?? "" };
  return { ...read, person, grant, userinfoSigningAlg, tokenFormat };
}
