/**
 * The client secret of one request: the text that was registered, or a JWT made for the moment (RFC 7519, signed with
 * ES256, RFC 7518, 3.4) by a provider's rule that its entry holds as data.
 */
import { SignJWT } from "jose/jwt/sign";
import { importPKCS8 } from "jose/key/import";
import { ProviderError } from "../provider-error.ts";
import type { Context } from "./engine.ts";

/** Seconds. Made for each request, so it need not live longer than one. */
const LIFETIME = 300;

/**
 * @throws ProviderError `misconfigured` where the registered secret is not the key that the entry needs.
 */
export async function clientSecretOf({ app, provider, settings, now }: Context): Promise<string | undefined> {
  const signed = provider.quirks?.clientSecret;
  if (signed === undefined) return app.clientSecret;
  let key: CryptoKey;
  try {
    key = await importPKCS8(pem(app.clientSecret ?? ""), "ES256");
  } catch (error) {
    throw new ProviderError("misconfigured", "the client secret is not a private key in PEM (PKCS #8, P-256)", error);
  }
  const issuedAt = now();
  return new SignJWT({ sub: app.clientId, aud: signed.audience, iss: settings[signed.issuer] ?? "" })
    .setProtectedHeader({ alg: "ES256", kid: settings[signed.keyId] ?? "" })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME)
    .sign(key);
}

/** A key that went through a form of one line has spaces, or `\\n`, where its lines ended. */
function pem(text: string): string {
  const [, body = ""] = /^\s*-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----\s*$/s.exec(text) ?? [];
  const base64 = body.replace(/\\n|\s/g, "");
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`;
}
