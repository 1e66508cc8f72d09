/** PKCE (RFC 7636), S256 alone: `plain` shows the verifier to whoever sees the request (RFC 9700, 2.1.1). */
import { hash } from "node:crypto";
import { sameSecret } from "../../lib/bearer.ts";

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be an S256 challenge: 32 bytes as base64url without padding. */
export const isChallenge = (text: string): boolean => CHALLENGE.test(text);

/** RFC 7636, 4.6. */
export const isVerifierOf = (verifier: string, challenge: string): boolean =>
  VERIFIER.test(verifier) && sameSecret(hash("sha256", verifier, "base64url"), challenge);
