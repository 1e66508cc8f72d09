/**
 * The ID Token (OpenID Connect Core 1.0, 2 and 3.1.3.7; RFC 8725). A sign-in stands on this file.
 *
 * The algorithm is chosen by the entry and never by the token; keys come from the provider's address and never from the
 * token's header; an encrypted token, a critical extension or a token typed for another use is refused. Claims are read
 * from the very bytes that were signed, by the strict parser.
 */

import type { CompactJWSHeaderParameters, CompactVerifyResult, CryptoKey } from "jose";
import * as errors from "jose/errors";
import { compactVerify } from "jose/jws/compact/verify";
import { idTokenAlgs } from "../entry.ts";
import { isJsonObject, parseJson } from "../json.ts";
import type { Json, OidcProvider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { checkAccessTokenHash } from "./at-hash.ts";
import type { Context } from "./engine.ts";
import { acceptedIssuer, checkKeyIssuer } from "./issuer.ts";
import type { Keys } from "./jwks.ts";
import { keysAt } from "./jwks.ts";
import { equalInConstantTime } from "./random.ts";

/** Seconds that two clocks may differ by. */
const SKEW = 60;
const MAX_LENGTH = 65_536;

type IdTokenClaims = { readonly [claim: string]: Json };

export interface VerifiedIdToken {
  readonly claims: IdTokenClaims;
  /** The issuer, spelled as the entry spells it. */
  readonly issuer: string;
}

const invalid = (why: string, cause?: unknown): ProviderError => new ProviderError("id_token_invalid", why, cause);

const isType = (typ: unknown): boolean =>
  typ === undefined || (typeof typ === "string" && /^(?:application\/)?jwt$/i.test(typ));

async function verifyWith(token: string, keys: Keys, algorithms: readonly string[]): Promise<CompactVerifyResult> {
  const options = { algorithms: [...algorithms] };
  try {
    return await compactVerify(token, (header: CompactJWSHeaderParameters) => keys.find(plainHeader(header)), options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return verifyWithAny(token, error, options);
  }
}

/** Several keys fit a header that names none, or share its id: one of them must have signed. */
async function verifyWithAny(
  token: string,
  candidates: AsyncIterable<CryptoKey>,
  options: { algorithms: string[] },
): Promise<CompactVerifyResult> {
  for await (const key of candidates) {
    try {
      return await compactVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

/** All that may choose a key: the algorithm, already allowed, and the key's id. */
const plainHeader = ({ alg, kid }: CompactJWSHeaderParameters): CompactJWSHeaderParameters =>
  kid === undefined ? { alg } : { alg, kid };

async function verifySignature(
  context: Context,
  token: string,
  jwks: string,
  algorithms: readonly string[],
): Promise<{ verified: CompactVerifyResult; keys: Keys }> {
  const keys = await keysAt(context, jwks);
  try {
    return { verified: await verifyWith(token, keys, algorithms), keys };
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw invalid("signature", error);
  }
  const renewed = await keysAt(context, jwks, true);
  try {
    return { verified: await verifyWith(token, renewed, algorithms), keys: renewed };
  } catch (error) {
    throw invalid("signature", error);
  }
}

function readClaims(payload: Uint8Array): IdTokenClaims {
  try {
    const claims = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    if (isJsonObject(claims)) return claims;
  } catch (error) {
    throw invalid("claims are not JSON", error);
  }
  throw invalid("claims are not an object");
}

function checkAudience({ aud, azp }: IdTokenClaims, clientId: string): void {
  const audiences: readonly (Json | undefined)[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.every((audience) => typeof audience === "string") || !audiences.includes(clientId)) {
    throw invalid("aud does not name this client");
  }
  if (azp === undefined ? audiences.length > 1 : azp !== clientId) throw invalid("azp does not name this client");
}

function checkTimes({ exp, iat, nbf }: IdTokenClaims, now: number): void {
  if (typeof exp !== "number" || typeof iat !== "number") throw invalid("exp or iat is missing");
  if (exp <= now - SKEW) throw invalid("expired");
  if (iat > now + SKEW) throw invalid("issued in the future");
  if (nbf !== undefined && (typeof nbf !== "number" || nbf > now + SKEW)) throw invalid("not valid yet");
}

/** A nonce that nobody sent belongs to another sign-in, as much as one that differs. */
function checkNonce(claim: Json | undefined, sent: string | undefined): void {
  if (sent === undefined && claim === undefined) return;
  if (sent === undefined || typeof claim !== "string" || !equalInConstantTime(sent, claim)) throw invalid("nonce");
}

/**
 * The claims of an ID Token that has passed every check.
 * @param nonce The nonce that was sent with the authorization request; nothing where the provider supports none.
 * @param accessToken The access token that came with it, for `at_hash`.
 * @throws ProviderError `id_token_invalid`; `unreachable` or `bad_answer` where the keys can't be had.
 */
export async function verifyIdToken(
  context: Context & { readonly provider: OidcProvider },
  token: string | undefined,
  jwks: string,
  nonce: string | undefined,
  accessToken: string,
): Promise<VerifiedIdToken> {
  // 1. It is there, and it is a signed token: three parts, not the five of an encrypted one.
  if (token === undefined) throw invalid("the token answer has no id_token");
  if (token.length > MAX_LENGTH || token.split(".", 6).length !== 3) throw invalid("not a signed token");

  // 2. The signature, by a key of this provider, with an algorithm that the entry allows.
  const algorithms = context.provider.idTokenAlgs ?? idTokenAlgs;
  const { verified, keys } = await verifySignature(context, token, jwks, algorithms);
  const { alg, kid, typ, crit } = verified.protectedHeader;
  if (!isType(typ) || crit !== undefined) throw invalid("the header is not an ID Token's");

  // 3. The claims, from the bytes that were signed.
  const claims = readClaims(verified.payload);

  // 4. The issuer, and whether the key may speak for it.
  const issuer = acceptedIssuer(context, claims);
  checkKeyIssuer(context.provider, claims, keys.member(kid, "issuer"));

  // 5. For this client.
  checkAudience(claims, context.app.clientId);

  // 6. For this moment.
  checkTimes(claims, context.now());

  // 7. For this sign-in.
  checkNonce(claims.nonce, nonce);

  // 8. For this access token.
  await checkAccessTokenHash(claims.at_hash, accessToken, alg);

  // 9. For somebody.
  if (typeof claims.sub !== "string" || claims.sub === "") throw invalid("sub is missing");
  return { claims, issuer };
}
