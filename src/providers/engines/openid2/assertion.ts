/**
 * A positive assertion (OpenID Authentication 2.0, 10.1) and its verification (11), in the order in which it is believed:
 * for our address, from the server that was asked, signed, of this moment, used once, and about an identifier that this
 * server may speak for.
 */
import type { PendingOpenId } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { call, succeeded } from "../answer.ts";
import type { Context } from "../engine.ts";
import { fromBase64, hmac, toBase64 } from "../hash.ts";
import { equalInConstantTime } from "../random.ts";
import { discoverOpenId, normalisedIdentifier } from "./discovery.ts";
import { type Fields, parseKeyValues, signedText } from "./key-values.ts";

const NS = "http://specs.openid.net/auth/2.0";
/** Seconds around now that a response nonce may be of (11.3). */
const NONCE_SKEW = 300;
/** 10.1: these must be signed, the identifiers where they are there. */
const MUST_BE_SIGNED = ["op_endpoint", "return_to", "response_nonce", "assoc_handle", "claimed_id", "identity"];

const refused = (why: string): ProviderError => new ProviderError("id_token_invalid", `assertion: ${why}`);

/** The signed fields, by their full names, after every one that must be signed is. */
function signedFields(fields: Fields): Fields {
  const names = (fields["openid.signed"] ?? "").split(",");
  const missing = MUST_BE_SIGNED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw refused(`${missing[0]} is not signed`);
  if (new Set(names).size !== names.length) throw refused("a field is signed twice");
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[`openid.${name}`];
      return value === undefined ? [] : [[`openid.${name}`, value]];
    }),
  );
}

async function hasOurSignature(pending: PendingOpenId, fields: Fields, now: number): Promise<boolean> {
  const { association } = pending;
  if (association === undefined || association.handle !== fields["openid.assoc_handle"]) return false;
  if (association.expiresAt <= now) throw refused("the association has expired");
  const hash = association.type === "HMAC-SHA256" ? "SHA-256" : "SHA-1";
  const text = signedText((fields["openid.signed"] ?? "").split(","), fields);
  const expected = toBase64(await hmac(hash, fromBase64(association.macKey), text));
  if (!equalInConstantTime(expected, fields["openid.sig"] ?? "")) throw refused("the signature does not fit");
  return true;
}

/** 11.4.2: the server that was asked says whether it has made this assertion. It says so once. */
async function askServer({ fetch }: Context, endpoint: string, fields: Fields): Promise<void> {
  const own = Object.entries(fields).filter(([name]) => name.startsWith("openid."));
  const body = new URLSearchParams([
    ...own.filter(([name]) => name !== "openid.mode"),
    ["openid.mode", "check_authentication"],
  ]);
  const answer = await call(fetch, endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
  if (!succeeded(answer)) throw new ProviderError("provider_error", `check_authentication: status ${answer.status}`);
  if (parseKeyValues(answer.text)?.is_valid !== "true") throw refused("the server says that it is not valid");
}

/** 11.3: of now, and not seen before where the caller remembers them. */
async function checkNonce({ now, nonces }: Context, endpoint: string, nonce: string): Promise<void> {
  const [, moment] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)[\x21-\x7e]{0,235}$/.exec(nonce) ?? [];
  const at = moment === undefined ? Number.NaN : Date.parse(moment) / 1000;
  if (!(Math.abs(at - now()) <= NONCE_SKEW)) throw refused("the nonce is not of now");
  if (nonces !== undefined && !(await nonces.use(endpoint, nonce, at + NONCE_SKEW))) {
    throw refused("the nonce was used before");
  }
}

/** 11.1: every parameter of our address came back, and the address is ours. */
function checkReturnTo(returnTo: string, expected: string): void {
  if (returnTo !== expected) throw new ProviderError("state_mismatch", "assertion: return_to is another address");
}

/**
 * 11.2: whether this server may speak for the identifier. What was discovered before must have come back unchanged; an
 * identifier that the server chose is discovered now, unless the entry's pattern has settled it.
 */
async function checkIdentifier(
  context: Context,
  pending: PendingOpenId,
  claimedId: string,
  localId: string,
  pattern: string | undefined,
): Promise<void> {
  if (pattern !== undefined) {
    if (!new RegExp(`^(?:${pattern})$`, "v").test(claimedId))
      throw refused("the identifier is not one of this server's");
    return;
  }
  if (pending.claimedId !== undefined && claimedId.replace(/#.*$/, "") === pending.claimedId) {
    if (localId !== (pending.localId ?? pending.claimedId)) throw refused("the local identifier is another one");
    return;
  }
  const found = await discoverOpenId(context, normalisedIdentifier(claimedId), true);
  const own = found.localId ?? found.claimedId;
  if (found.endpoint !== pending.endpoint || localId.replace(/#.*$/, "") !== own) {
    throw refused("this server may not speak for the identifier");
  }
}

export interface Assertion {
  readonly claimedId: string;
  /** The signed fields, by their full names. */
  readonly signed: Fields;
}

/**
 * @param returnTo Our callback address, as it was sent.
 * @param pattern The entry's pattern for identifiers that its server speaks for.
 * @throws ProviderError with the reason.
 */
export async function verifyAssertion(
  context: Context,
  pending: PendingOpenId,
  fields: Fields,
  returnTo: string,
  pattern: string | undefined,
): Promise<Assertion> {
  if (fields["openid.ns"] !== NS || fields["openid.mode"] !== "id_res") throw refused("not a positive assertion");
  const signed = signedFields(fields);
  checkReturnTo(signed["openid.return_to"] ?? "", returnTo);
  if (signed["openid.op_endpoint"] !== pending.endpoint) throw refused("it is of another server");
  const claimedId = signed["openid.claimed_id"] ?? "";
  const localId = signed["openid.identity"] ?? "";
  if (!/^https?:\/\//.test(claimedId) || localId === "") throw refused("it names nobody");
  if (!(await hasOurSignature(pending, fields, context.now()))) await askServer(context, pending.endpoint, fields);
  await checkNonce(context, pending.endpoint, signed["openid.response_nonce"] ?? "");
  await checkIdentifier(context, pending, claimedId, localId, pattern);
  return { claimedId, signed };
}
