/** Where a measured oidc-provider lives, and what is made for it before it starts: clients, signing keys, cookie keys. */
import { generateKeyPairSync, randomBytes, type webcrypto } from "node:crypto";
import type { Credentials } from "../driver/request.ts";

export interface PeerPlace {
  readonly port: number;
  /** The file of its SQLite storage; `null` for its own in-memory storage. */
  readonly file: string | null;
  /** A JSON file of `PeerSecrets`. */
  readonly secrets: string;
}

export interface PeerSecrets {
  readonly client: Credentials;
  readonly jwks: readonly (webcrypto.JsonWebKey & {
    readonly kid: string;
    readonly alg: string;
    readonly use: "sig";
  })[];
  readonly cookieKeys: readonly string[];
}

/** The resource servers of this run: for them alone are its access tokens JWTs (RFC 8707). */
export const RESOURCES = {
  ES256: "https://es256.example",
  RS256: "https://rs256.example",
} as const;

export const INTERACTION = "/interaction/";

export function makeSecrets(): PeerSecrets {
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return {
    client: { clientId: randomBytes(10).toString("hex"), clientSecret: randomBytes(32).toString("base64url") },
    jwks: [
      { ...ec, kid: "es256", alg: "ES256", use: "sig" },
      { ...rsa, kid: "rs256", alg: "RS256", use: "sig" },
    ],
    cookieKeys: [randomBytes(32).toString("base64url")],
  };
}
