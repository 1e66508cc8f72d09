/** The algorithms that clients may sign with (RFC 7518, 3): fixed here, never taken from a token (RFC 8725, 3.1). */

/** By a key of the client's own. */
export const CLIENT_JWT_ALGS = ["ES256", "ES384", "EdDSA", "Ed25519", "PS256", "PS384", "RS256", "RS384"] as const;

/** By its secret. */
export const SECRET_JWT_ALGS = ["HS256", "HS384", "HS512"] as const;
