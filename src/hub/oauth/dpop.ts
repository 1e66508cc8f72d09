/**
 * DPoP (RFC 9449): a proof that the caller holds a key, sent with a request. A token that was issued with such a proof is good
 * only with another one of the same key, so a stolen token alone is good for nothing. Each proof is for one method and one
 * address of ours (from the configuration, never from `Host`), for a minute, and once.
 */
import { hash } from "node:crypto";
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from "jose";
import { seconds } from "../../lib/clock.ts";
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { spendProof } from "../grants/used-proofs.ts";
import type { Hub } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";

export const DPOP_ALGS = ["ES256", "ES384", "EdDSA", "Ed25519", "PS256", "RS256"] as const;

/** Seconds that a proof's `iat` may differ from our clock. */
const SKEW_SECONDS = 60;
const LONGEST = 8192;

const invalid = (why: string) => new OAuthError("invalid_dpop_proof", why);

/** The key and claims of a proof whose signature holds; `null` where it does not. */
async function verified(hub: Hub, proof: string) {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...DPOP_ALGS],
      typ: "dpop+jwt",
      currentDate: new Date(hub.clock()),
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ["jti", "htm", "htu", "iat"],
    });
    return { payload, jwk: protectedHeader.jwk as JWK };
  } catch {
    return null;
  }
}

/**
 * The thumbprint (RFC 7638) of the key that this request proves; `null` where it proves none.
 * @param accessToken The token that the request is made with, which the proof names (4.3, 10 to 12).
 * @throws OAuthError `invalid_dpop_proof`
 */
export async function provenKey(hub: Hub, http: EndpointRequest, accessToken?: string): Promise<string | null> {
  const proof = http.headers.dpop;
  if (proof === undefined) return null;
  // A second header of the name would be joined to this one by a comma, which no JWT holds.
  if (typeof proof !== "string" || proof.length > LONGEST || proof.includes(","))
    throw invalid("There must be one DPoP proof.");
  const found = await verified(hub, proof);
  if (!found || "d" in found.jwk) throw invalid("The DPoP proof is not valid.");
  const { jti, htm, htu, iat, ath } = found.payload;
  const now = seconds(hub.clock);
  if (htm !== http.method || htu !== `${hub.issuer}${http.path}`)
    throw invalid("The DPoP proof is for another request.");
  if (typeof iat !== "number" || Math.abs(now - iat) > SKEW_SECONDS)
    throw invalid("The DPoP proof is too old, or of another time.");
  if (accessToken !== undefined && ath !== hash("sha256", accessToken, "base64url"))
    throw invalid("The DPoP proof is for another token.");
  const jkt = await calculateJwkThumbprint(found.jwk);
  const isFirst =
    typeof jti === "string" &&
    jti.length <= 500 &&
    (await hub.db.write((tx) => spendProof(tx, `dpop ${jkt}`, jti, now + 2 * SKEW_SECONDS)));
  if (!isFirst) throw invalid("The DPoP proof was used already.");
  return jkt;
}
