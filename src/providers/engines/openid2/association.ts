/**
 * A shared secret with an OpenID server (OpenID Authentication 2.0, 8): HMAC-SHA256 over Diffie-Hellman, and whatever weaker
 * pair the server knows instead. An association lives as long as its server says and is kept per way out.
 */
import type { OpenIdAssociation } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { call } from "../answer.ts";
import type { Context, ProviderFetch } from "../engine.ts";
import { fromBase64, sha, toBase64 } from "../hash.ts";
import { keyPair, sharedSecret } from "./diffie-hellman.ts";
import { type Fields, parseKeyValues } from "./key-values.ts";

const NS = "http://specs.openid.net/auth/2.0";
/** Seconds that an association must have left when a sign-in starts: a person takes their time. */
const LEAST_LEFT = 900;
const MOST = 100;

interface Kind {
  readonly type: OpenIdAssociation["type"];
  readonly session: "DH-SHA256" | "DH-SHA1";
  readonly hash: "SHA-256" | "SHA-1";
  /** Bytes of the MAC key. */
  readonly length: number;
}

const kinds: readonly Kind[] = [
  { type: "HMAC-SHA256", session: "DH-SHA256", hash: "SHA-256", length: 32 },
  { type: "HMAC-SHA1", session: "DH-SHA1", hash: "SHA-1", length: 20 },
];

/** An association, or the kind that the server would rather have; `undefined`: it wants none. */
type Outcome = OpenIdAssociation | Kind | undefined;

const exclusiveOr = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((byte, index) => byte ^ (right[index] ?? 0));

function suggested(fields: Fields): Kind | undefined {
  if (fields.error_code !== "unsupported-type") return undefined;
  return kinds.find(({ type, session }) => type === fields.assoc_type && session === fields.session_type);
}

async function ask({ fetch, now }: Context, endpoint: string, kind: Kind): Promise<Outcome> {
  const pair = keyPair();
  const request = {
    "openid.ns": NS,
    "openid.mode": "associate",
    "openid.assoc_type": kind.type,
    "openid.session_type": kind.session,
    "openid.dh_consumer_public": pair.publicKey,
  };
  const answer = await call(fetch, endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(request).toString(),
  });
  const fields = parseKeyValues(answer.text);
  if (fields === undefined) return undefined;
  if (answer.status !== 200) return suggested(fields);
  const { assoc_handle: handle = "", enc_mac_key: masked = "", dh_server_public: other = "" } = fields;
  const life = Number(/^\d{1,9}$/.test(fields.expires_in ?? "") ? fields.expires_in : 0);
  const agreed = fields.assoc_type === kind.type && fields.session_type === kind.session;
  if (!agreed || !/^[\x21-\x7e]{1,255}$/.test(handle)) return undefined;
  try {
    const mask = await sha(kind.hash, sharedSecret(pair, other));
    const macKey = fromBase64(masked);
    if (macKey.length !== kind.length) return undefined;
    return { handle, type: kind.type, macKey: toBase64(exclusiveOr(macKey, mask)), expiresAt: now() + life };
  } catch {
    return undefined;
  }
}

const isAssociation = (outcome: Outcome): outcome is OpenIdAssociation => outcome !== undefined && "handle" in outcome;

async function associateAnew(context: Context, endpoint: string): Promise<OpenIdAssociation | undefined> {
  const [first] = kinds;
  const outcome = first === undefined ? undefined : await ask(context, endpoint, first);
  if (outcome === undefined || isAssociation(outcome)) return outcome;
  const second = await ask(context, endpoint, outcome);
  return isAssociation(second) ? second : undefined;
}

const kept = new WeakMap<ProviderFetch, Map<string, OpenIdAssociation>>();

/**
 * An association with the server that outlives the sign-in.
 * @returns Nothing where the server makes none; it is asked about the assertion then (11.4.2).
 */
export async function associate(context: Context, endpoint: string): Promise<OpenIdAssociation | undefined> {
  const cache = kept.get(context.fetch) ?? new Map<string, OpenIdAssociation>();
  kept.set(context.fetch, cache);
  const known = cache.get(endpoint);
  if (known !== undefined && known.expiresAt > context.now() + LEAST_LEFT) return known;
  let made: OpenIdAssociation | undefined;
  try {
    made = await associateAnew(context, endpoint);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return undefined;
  }
  if (made === undefined || made.expiresAt <= context.now() + LEAST_LEFT) return undefined;
  const [oldest] = cache.keys();
  if (cache.size >= MOST && oldest !== undefined) cache.delete(oldest);
  cache.set(endpoint, made);
  return made;
}
