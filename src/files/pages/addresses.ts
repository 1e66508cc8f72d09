/**
 * Addresses of pages. A folder's address is its path; where its first name is one of our own addresses (`/d`, `/sign-in`), its first
 * letter is percent-encoded, which names the same and is no route.
 */
import { Refusal } from "../../lib/errors.ts";
import { namesOf, resolvePath } from "../fs/paths.ts";

export const MANAGE = "/@manage";

/** First names of addresses that are not folders. */
const RESERVED: ReadonlySet<string> = new Set([
  "api",
  "assets",
  "d",
  "dav",
  "healthz",
  "p",
  "ping",
  "readyz",
  "sign-in",
  "sign-out",
]);

const encodedFirst = (name: string): string =>
  RESERVED.has(name) ? `%${name.charCodeAt(0).toString(16)}${name.slice(1)}` : encodeURIComponent(name);

/** The page of a file or folder. @param path Clean, as its owner sees it. */
export const pageOf = (path: string): string =>
  `/${namesOf(path)
    .map((name, index) => (index === 0 ? encodedFirst(name) : encodeURIComponent(name)))
    .join("/")}`;

/** An address below a prefix (`/@raw`). */
export const below = (prefix: string, path: string): string =>
  prefix +
  namesOf(path)
    .map((name) => `/${encodeURIComponent(name)}`)
    .join("");

/** The path that an address names, decoded once. @throws Refusal `bad_request`, `path_not_allowed` */
export function pathIn(address: string, prefix = ""): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(address.slice(prefix.length));
  } catch (cause) {
    throw new Refusal("bad_request", "The address is not percent-encoded.", { cause });
  }
  return resolvePath("/", decoded).own;
}

/** Whether an address is one of ours, where no route was found for it: nothing of the tree is meant. */
export const isReserved = (address: string): boolean => {
  const first = address.split("/", 2)[1] ?? "";
  return first.startsWith("@") || RESERVED.has(first);
};
