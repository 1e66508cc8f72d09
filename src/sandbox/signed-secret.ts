/**
 * Client secrets that are JWTs (RFC 7515 with ES256): the key that a developer would have downloaded once, and what the
 * emulated provider checks of each secret that is made with it.
 */
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { SandboxApp } from "./apps.ts";

/** Half a year: the longest life that Apple allows. Seconds. */
const LONGEST = 15_777_000;

/** A new private key, PKCS #8 in PEM. */
export const newSigningSecret = (): string =>
  generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString()
    .trim();

function part(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? "", "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isSigned(text: string, signature: string, key: string): boolean {
  try {
    const publicKey = { key: createPublicKey(key), dsaEncoding: "ieee-p1363" as const };
    return verify("sha256", Buffer.from(text), publicKey, Buffer.from(signature, "base64url"));
  } catch {
    // The application was registered with something that is no key.
    return false;
  }
}

/** What is wrong with a secret, or `null`. @param now Unix seconds. */
export function signedSecretFault(app: SandboxApp, secret: string, audience: string, now: number): string | null {
  const [head, body, signature, more] = secret.split(".");
  const { alg, kid } = part(head);
  const { iss, sub, aud, iat, exp } = part(body);
  if (signature === undefined || more !== undefined || alg !== "ES256")
    return "The client secret is no JWT with ES256.";
  if (typeof kid !== "string" || kid === "") return "The client secret names no key.";
  if (!isSigned(`${head}.${body}`, signature, app.clientSecret)) {
    return "The client secret is signed with another key.";
  }
  if (typeof iss !== "string" || iss === "") return "The client secret names no issuer.";
  if (sub !== app.clientId || aud !== audience) return "The client secret is another client's, or for somebody else.";
  if (typeof iat !== "number" || typeof exp !== "number" || iat > now + 60 || exp <= now || exp - iat > LONGEST) {
    return "The client secret is not of now.";
  }
  return null;
}
