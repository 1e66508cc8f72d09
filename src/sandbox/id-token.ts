/**
 * ID Tokens (OpenID Connect Core, 2 and 3.1.3.6) and access tokens in the form of JWTs, signed with the emulated
 * provider's own key; and the ways in which the faults spoil an ID Token.
 */
import { createHash, randomUUID } from "node:crypto";
import type { JWTPayload } from "jose";
import { SignJWT } from "jose";
import { randomToken } from "../lib/random.ts";
import type { AnswerContext, JsonObject } from "./answers/shape.ts";
import type { Emulation } from "./emulation.ts";
import type { Grant } from "./grants.ts";
import type { SigningKey } from "./keys.ts";
import type { World } from "./world.ts";
import { subjectOf } from "./world.ts";

/** Seconds. */
const LIFETIME = 3600;
const DAY = 86_400;

export const signingAlg = ({ provider }: Emulation): string =>
  (provider.protocol === "oidc" ? provider.idTokenAlgs?.[0] : undefined) ?? "RS256";

/** Whose key signs. Making one takes a moment, so the providers whose answers are derived share theirs. */
export const keyOwner = ({ provider, isDerived }: Emulation): string => (isDerived ? "(derived)" : provider.id);

/** The left half of the access token's hash, by the hash that the signature uses (Core, 3.1.3.6). */
function atHash(alg: string, accessToken: string): string {
  const name = alg.startsWith("Ed") ? "sha512" : `sha${alg.slice(-3)}`;
  const digest = createHash(name).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const sign = (claims: JWTPayload, key: SigningKey, kid = key.kid): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid, typ: "JWT" }).sign(key.privateKey);

function spoilt(claims: JWTPayload, fault: Grant["fault"]): JWTPayload {
  const { iat = 0 } = claims;
  switch (fault) {
    case "wrong_nonce":
      return { ...claims, nonce: randomToken(16) };
    case "wrong_audience":
      return { ...claims, aud: "somebody-elses-application" };
    case "wrong_issuer":
      return { ...claims, iss: "https://issuer.example.org" };
    case "expired_id_token":
      return { ...claims, iat: iat - DAY, exp: iat - DAY + 60 };
    default:
      return claims;
  }
}

export interface IdTokenOptions {
  /** Only the first ID Token of a sign-in carries the nonce. */
  readonly nonce: string | undefined;
  /** Where it is given, its hash goes in. */
  readonly accessToken: string | undefined;
}

export async function mintIdToken(
  world: World,
  emulation: Emulation,
  context: AnswerContext,
  fault: Grant["fault"],
  { nonce, accessToken }: IdTokenOptions,
): Promise<string> {
  const { shape } = emulation;
  const alg = signingAlg(emulation);
  const claims: JWTPayload = {
    iss: context.issuer,
    aud: context.clientId,
    iat: context.now,
    exp: context.now + (shape.idTokenLifetime ?? LIFETIME),
    ...(nonce === undefined ? {} : { nonce }),
    ...(accessToken === undefined || shape.atHash === false ? {} : { at_hash: atHash(alg, accessToken) }),
    ...shape.idToken?.(context),
    sub: subjectOf(emulation, context),
  };
  if (fault === "unsigned_id_token") return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`;
  const key = await world.keys.signing(keyOwner(emulation), alg);
  if (fault !== "foreign_key") return sign(spoilt(claims, fault), key);
  return sign(claims, await world.keys.foreign(keyOwner(emulation), alg), key.kid);
}

/** An access token that is a JWT with the shape's own claims. @param lifetime Seconds, or `null`. */
export async function mintAccessToken(
  world: World,
  emulation: Emulation,
  context: AnswerContext,
  claims: JsonObject,
  lifetime: number | null,
): Promise<string> {
  const key = await world.keys.signing(keyOwner(emulation), signingAlg(emulation));
  const { now } = context;
  const exp = lifetime === null ? {} : { exp: now + lifetime };
  return sign({ iss: context.issuer, iat: now, ...exp, jti: randomUUID(), ...claims }, key);
}
