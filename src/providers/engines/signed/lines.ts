/**
 * The callback's parameters signed line by line (Telegram's login widget): sorted by name, `name=value`, a line feed
 * between two; HMAC-SHA256 by the SHA-256 of the shared secret. A parameter more or less, and the signature does not fit.
 */
import { parseJson } from "../../json.ts";
import type { Json } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import type { CallbackParameters } from "../callback.ts";
import type { Context } from "../engine.ts";
import { hmac, sha, toHex } from "../hash.ts";
import { equalInConstantTime } from "../random.ts";
import type { Lines, Proved } from "./flow.ts";

/** Seconds that the provider's clock may be ahead. */
const SKEW = 60;

const refused = (why: string): ProviderError => new ProviderError("id_token_invalid", `callback: ${why}`);

/** The text that is signed. */
export const checkString = (fields: CallbackParameters): string =>
  Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join("\n");

/** All parameters in one, as base64url of a flat JSON object: how they fit into a fragment. */
function unpacked(text: string): CallbackParameters {
  let value: Json;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    value = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ProviderError("bad_answer", "callback: the packed parameters can't be read", error);
  }
  if (value === false) throw new ProviderError("access_denied", "callback: nobody");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ProviderError("bad_answer", "callback: the packed parameters are no object");
  }
  const fields = Object.entries(value).map(([name, member]) => {
    if (typeof member !== "string" && !(typeof member === "number" && Number.isSafeInteger(member))) {
      throw new ProviderError("bad_answer", "callback: a packed parameter is no text");
    }
    return [name, String(member)] as const;
  });
  return Object.fromEntries(fields);
}

/** @returns Unix seconds until which the assertion would be believed. */
function checkTime(context: Context, proof: Lines, time: string | undefined): number {
  const at = /^\d{1,12}$/.test(time ?? "") ? Number(time) : Number.NaN;
  const maxAge = Number(context.settings[proof.maxAge]);
  if (!Number.isInteger(maxAge) || maxAge < 1) {
    throw new ProviderError("misconfigured", `setting ${proof.maxAge}: not a number of seconds`);
  }
  const age = context.now() - at;
  if (!(age >= -SKEW && age <= maxAge)) throw refused(`${proof.time} is not of now`);
  return at + maxAge + 1;
}

export async function verifyLines(context: Context, proof: Lines, callback: CallbackParameters): Promise<Proved> {
  const packed = proof.packed === undefined ? undefined : callback[proof.packed];
  const given = packed === undefined ? callback : unpacked(packed);
  const { [proof.parameter]: signature = "", state: _, ...fields } = given;
  const secret = context.app.clientSecret ?? "";
  if (secret === "") throw new ProviderError("misconfigured", "no client secret");
  const expected = toHex(await hmac("SHA-256", await sha("SHA-256", secret), checkString(fields)));
  if (!equalInConstantTime(expected, signature)) throw refused("the signature does not fit");
  const until = checkTime(context, proof, fields[proof.time]);
  // Nothing in the assertion says for which sign-in it was made, so it is good for one alone.
  const isNew = (await context.nonces?.use(context.provider.id, expected, until)) ?? true;
  if (!isNew) throw new ProviderError("assertion_used", "callback: the assertion has been used");
  return { profile: fields };
}
