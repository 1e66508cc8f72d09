/**
 * The key ring in memory: signs with the key whose time it is, verifies with those that are published, and holds the JWKS
 * (RFC 7517) ready as bytes. It reads the table again every half minute, which is far less than a new key's lead, so that
 * hubs on one database agree without talking to each other.
 *
 * ES256 and EdDSA sign on the spot (a few tens of microseconds); RSA signs on a thread, for it would hold up everybody.
 * Verification takes the algorithm from the key that the `kid` names, never from the token, and ignores `jku`, `jwk` and
 * `x5u` (RFC 8725, 3.1).
 */
import { hash, type KeyObject, sign, verify } from "node:crypto";
import type { Database } from "../../db/database.ts";
import type { Clock } from "../../lib/clock.ts";
import { seconds } from "../../lib/clock.ts";
import type { Vault } from "../../lib/seal.ts";
import { SIGNING_ALGS, type SigningAlg } from "../clients/settings.ts";
import { loadKeys, makeKey, type SigningKey, storeKey } from "./store.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

/** Seconds between two readings of the table. */
const RELOAD_SECONDS = 30;

const TOKEN_TYPES = ["JWT", "at+jwt", "logout+jwt", "token-introspection+jwt"] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenClaims = Readonly<Record<string, unknown>>;

export interface KeyRing {
  /** A compact JWS (RFC 7515) by the algorithm's present key. */
  sign(alg: SigningAlg, type: TokenType, claims: TokenClaims): Promise<string>;
  /** The claims of a JWS of ours of that type, or `null`; times and audience are the caller's to check. */
  verify(token: string, type: TokenType): TokenClaims | null;
  /** The JWKS as bytes, with its ETag. */
  jwks(): { readonly body: Buffer; readonly etag: string };
  /** The keys that are published, for administrators. */
  list(): readonly SigningKey[];
  /** Reads the table again. */
  reload(): Promise<void>;
  close(): void;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Signer {
  readonly key: SigningKey;
  readonly headers: Readonly<Record<TokenType, string>>;
}

const signWith = (key: KeyObject, alg: SigningAlg, data: Buffer): Promise<Buffer> | Buffer => {
  if (alg === "ES256") return sign("sha256", data, { key, dsaEncoding: "ieee-p1363" });
  if (alg === "EdDSA") return sign(null, data, key);
  return new Promise((resolve, reject) => {
    sign("sha256", data, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });
};

const isSignedBy = ({ alg, publicKey }: SigningKey, data: Buffer, signature: Buffer): boolean => {
  if (alg === "ES256")
    return signature.length === 64 && verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
  return verify(alg === "EdDSA" ? null : "sha256", data, publicKey, signature);
};

/** Reads a JSON object of base64url; anything else is `null`. */
function decode(part: string): TokenClaims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as TokenClaims) : null;
  } catch {
    return null;
  }
}

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/**
 * Opens the ring, making the first key of each algorithm where there is none.
 * @throws Refusal `encryption_key_wrong`
 */
export async function openKeyRing(
  deps: { readonly db: Database; readonly clock: Clock; readonly vault: Vault },
  onReloadError: (error: unknown) => void,
): Promise<KeyRing> {
  const { db, clock } = deps;
  let keys: readonly SigningKey[] = [];
  let signers = new Map<SigningAlg, Signer>();
  let published: { body: Buffer; etag: string } = { body: Buffer.alloc(0), etag: "" };
  let byKid = new Map<string, SigningKey>();
  /** The second at which the picture changes by itself: a key begins to sign or is withdrawn. */
  let changesAt = 0;

  const verified = new VerifiedTokens();

  const arrange = () => {
    const now = seconds(clock);
    keys = keys.filter((key) => key.withdrawnAt === null || key.withdrawnAt > now);
    byKid = new Map(keys.map((key) => [key.kid, key]));
    signers = new Map();
    for (const alg of SIGNING_ALGS) {
      const [key] = keys
        .filter((each) => each.alg === alg && each.activeAt <= now)
        .sort((a, b) => b.activeAt - a.activeAt || b.createdAt - a.createdAt);
      if (!key) continue;
      const header = (typ: TokenType) => encode({ alg, typ, kid: key.kid });
      signers.set(alg, {
        key,
        headers: Object.fromEntries(TOKEN_TYPES.map((typ) => [typ, header(typ)])) as Record<TokenType, string>,
      });
    }
    const body = Buffer.from(JSON.stringify({ keys: keys.map((key) => key.publicJwk) }));
    published = { body, etag: `"${hash("sha256", body, "base64url").slice(0, 22)}"` };
    changesAt = Math.min(
      Number.MAX_SAFE_INTEGER,
      ...keys.flatMap((key) => [key.activeAt, key.withdrawnAt ?? 0]).filter((at) => at > now),
    );
  };
  const present = () => {
    if (seconds(clock) >= changesAt) arrange();
  };

  const reload = async () => {
    keys = await loadKeys(db, deps);
    arrange();
  };

  await reload();
  const missing = SIGNING_ALGS.filter((alg) => !signers.has(alg));
  if (missing.length > 0) {
    const fresh = await Promise.all(missing.map(makeKey));
    const now = seconds(clock);
    await db.write(async (tx) => {
      // Hubs that start together wait at this row for each other, so that the second finds what the first has made.
      await tx.query
        .insertInto("settings")
        .values({ key: "signing-keys", value: "{}", updated_at: now })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ updated_at: now }))
        .execute();
      for (const key of fresh) {
        const known = await tx.query
          .selectFrom("signing_keys")
          .select("kid")
          .where("alg", "=", key.alg)
          .where("withdrawn_at", "is", null)
          .where("active_at", "<=", now)
          .executeTakeFirst();
        if (!known) await storeKey(tx, deps, key, now);
      }
    });
    await reload();
  }

  const timer = setInterval(() => void reload().catch(onReloadError), RELOAD_SECONDS * 1000);
  timer.unref();

  return {
    async sign(alg, type, claims) {
      present();
      const signer = signers.get(alg);
      if (!signer) throw new Error(`there is no key for ${alg}`);
      const input = `${signer.headers[type]}.${encode(claims)}`;
      const signature = await signWith(signer.key.privateKey, alg, Buffer.from(input));
      const end = signature.toString("base64url");
      const token = `${input}.${end}`;
      if (type === "at+jwt") verified.add(end, { token, type, kid: signer.key.kid, claims });
      return token;
    },
    verify(token, type) {
      if (token.length > 16_384) return null;
      present();
      const known = verified.find(token, type);
      if (known) return byKid.has(known.kid) ? known.claims : null;
      const match = COMPACT.exec(token);
      if (!match) return null;
      const [, head = "", payload = "", signature = ""] = match;
      const header = decode(head);
      const key = typeof header?.kid === "string" ? byKid.get(header.kid) : undefined;
      if (!key || header?.alg !== key.alg || header.typ !== type || "crit" in header) return null;
      const bytes = Buffer.from(signature, "base64url");
      // Base64url has more than one spelling of the same bytes; only the one that we wrote is ours.
      if (bytes.toString("base64url") !== signature) return null;
      const claims = isSignedBy(key, Buffer.from(`${head}.${payload}`), bytes) ? decode(payload) : null;
      if (claims && type === "at+jwt") verified.add(signature, { token, type, kid: key.kid, claims });
      return claims;
    },
    jwks() {
      present();
      return published;
    },
    list: () => {
      present();
      return keys;
    },
    reload,
    close: () => clearInterval(timer),
  };
}
