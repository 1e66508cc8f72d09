/**
 * What may be shown of a request. A value is shown only where its name is on the list below, which holds nothing that opens
 * anything: of every other parameter the inspector keeps that it was there, and not even how long it was. What is not on the
 * list is never written anywhere, so there is nothing to be hidden later.
 */

/** A parameter; `null` stands for a value that is not shown. */
export type ShownParameter = readonly [name: string, value: string | null];

/** Protocol words: chosen from a few, or public by their nature (RFC 6749, 2.2: a client's id is no secret). */
const SHOWN: ReadonlySet<string> = new Set([
  "client_id",
  "response_type",
  "response_mode",
  "scope",
  "prompt",
  "max_age",
  "display",
  "ui_locales",
  "acr_values",
  "code_challenge_method",
  "grant_type",
  "token_type",
  "error",
  "consent",
  "action",
  "process",
]);
const MOST = 40;
const LONGEST_VALUE = 200;
// Longer than every name that the protocols know, and shorter than a secret that somebody has put where names belong.
const NAME = /^[A-Za-z_][\w.-]{0,23}$/;
const WORDS = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** An address to return to: all of it that is registered, and none of what travels in it. */
function shownRedirect(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const { protocol, host, pathname } = new URL(value);
  return `${protocol}${host === "" ? "" : `//${host}`}${pathname}`.slice(0, LONGEST_VALUE);
}

function shownValue(name: string, value: string): string | null {
  if (name === "redirect_uri") return shownRedirect(value);
  if (!SHOWN.has(name) || value.length > LONGEST_VALUE || !WORDS.test(value)) return null;
  if (name === "error" && !/^[a-z_.-]{1,40}$/i.test(value)) return null;
  return value;
}

export const shownParameters = (parameters: URLSearchParams): ShownParameter[] =>
  [...parameters]
    .slice(0, MOST)
    .map(([name, value]) => (NAME.test(name) ? [name, shownValue(name, value)] : ["…", null]));

/** Words of at most 16 letters, and versions: too little for a secret that can't be guessed. */
const SEGMENT = /^(?=.{0,32}$)(?:\d{1,2}(?:\.\d)?|\.?(?:[A-Za-z]{1,16}\d{0,2}(?:\.\d)?(?:[._-](?=.)|$))*)$/;

/** A path, each segment that might be somebody's secret left out: some providers have tokens in theirs. */
export const shownPath = (path: string): string =>
  path
    .slice(0, 400)
    .split("/")
    .map((segment) => (SEGMENT.test(segment) ? segment : "…"))
    .join("/");
