/** The username that somebody new gets: what their platform calls them, as far as a username may be that. */
import { hash } from "node:crypto";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomText } from "../../lib/random.ts";
import type { Profile } from "../../providers/provider.ts";
import type { Platform } from "../platforms/platform.ts";
import { readUsername } from "../users/names.ts";
import { findUserByName } from "../users/store.ts";

/** Code points that a username has at most. */
const LONGEST = 64;
/** Of a subject that stands behind a name; of a longer one, a hash does. */
const LONGEST_SUBJECT = 40;
/** Letters of the last name that is tried. */
const CHANCE = 10;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Where AList takes the name that is shown, since a handle is missing or is an address. */
const BY_NAME: ReadonlySet<string> = new Set(["microsoft", "google", "dingtalk"]);

const nameless = (what: string): Refusal => new Refusal("bad_request", `cannot get username from ${what} provider`);

const cut = (text: string, most: number): string => [...text].slice(0, most).join("").trim();

/** What the platform calls the person. @throws Refusal `bad_request` where it says nothing */
export function platformUsername({ entry }: Pick<Platform, "entry">, profile: Profile): string {
  const { name = "", preferred_username: handle = "" } = profile;
  const wish = entry.id === "oidc" ? handle : BY_NAME.has(entry.id) ? name || handle : handle || name;
  const seen = cut(wish.normalize("NFC").replace(UNSEEN, ""), LONGEST);
  if (seen === "") throw nameless(entry.id === "oidc" ? "OIDC" : "SSO");
  return readUsername(seen);
}

/** With the id at the platform behind it: what somebody gets whose name is taken. */
export function withSsoId(username: string, subject: string): string {
  const seen = subject.replace(UNSEEN, "");
  const isShort = seen === subject && [...subject].length <= LONGEST_SUBJECT;
  const id = isShort ? subject : hash("sha256", subject, "hex").slice(0, 16);
  return readUsername(`${cut(username, LONGEST - [...id].length - 1)}_${id}`);
}

/**
 * The name, or the one with the id behind it, or one with something that nobody can have taken before: whoever guesses the first
 * two keeps nobody out. An account that has the name is never taken for the person's own.
 */
export async function freeUsername(reader: Reader, username: string, subject: string): Promise<string> {
  for (const name of [username, withSsoId(username, subject)]) if (!(await findUserByName(reader, name))) return name;
  return readUsername(
    `${cut(username, LONGEST - CHANCE - 1)}_${randomText(CHANCE, "0123456789abcdefghjkmnpqrstvwxyz")}`,
  );
}
