/**
 * A claim's value out of a provider's answers, in one of a few exact forms. Every form is the fail-safe one: what does not
 * fit is left out, except the subject, without which there is no sign-in.
 */
import { readAnswers } from "./path.ts";
import type { Answers, ClaimSource } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";

const MAX_TEXT = 255;
const MAX_ADDRESS = 2048;
const MAX_SUBJECT = 255;

// Characters that steer the direction of text would let a name on a page rewrite what stands beside it.
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** What stands at a claim's source: the first path with a value, or what its function makes of the answers. */
export function claimValue(source: ClaimSource | undefined, answers: Answers): unknown {
  if (source === undefined) return undefined;
  if (typeof source === "function") {
    try {
      return source(answers);
    } catch {
      // A function meets answers that its author never saw; a claim that it can't make is a claim that is not there.
      return undefined;
    }
  }
  for (const path of typeof source === "string" ? [source] : source) {
    const value = readAnswers(answers, path);
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

/**
 * An immutable id: a text kept character by character, or a whole number that no parser has rounded.
 * @throws ProviderError `subject_missing` for anything else.
 */
export function subject(value: unknown): string {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string") throw new ProviderError("subject_missing", `the id is ${typeof text}`);
  if (text === "" || text.length > MAX_SUBJECT || !text.isWellFormed() || /\p{Cc}/u.test(text) || text.trim() === "") {
    throw new ProviderError("subject_missing", "the id is empty, too long or not text");
  }
  return text;
}

/** A line of text for people, at most 255 characters. */
export function line(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string") return undefined;
  const clean = text
    .slice(0, 4 * MAX_TEXT)
    .toWellFormed()
    .normalize("NFC")
    .replace(UNSEEN, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return clean === "" ? undefined : [...clean].slice(0, MAX_TEXT).join("").trim();
}

/** An https or http address without credentials. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > MAX_ADDRESS || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  if ((url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "") return;
  return url.href.length > MAX_ADDRESS ? undefined : url.href;
}

/** A telephone number as people write it. */
export function phoneNumber(value: unknown): string | undefined {
  return typeof value === "string" && /^\+?[0-9][0-9 ().-]{2,31}$/.test(value) ? value : undefined;
}

/** A language tag (BCP 47), in either of the two spellings that are about. */
export function localeTag(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{1,8}){0,4}$/.test(value) ? value : undefined;
}
