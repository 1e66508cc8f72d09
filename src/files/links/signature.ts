/**
 * Signed links, byte for byte as AList makes them: `base64url(HMAC-SHA256(key, "<clean full path>:<expire>")) ":" <expire>`, with
 * padding, under the setting `token`. Whoever holds one may read that one file; it names no person. A new token ends them all.
 */
import { createHmac } from "node:crypto";
import { sameSecret } from "../../lib/bearer.ts";
import { Refusal } from "../../lib/errors.ts";

/**
 * @param key The setting `token`.
 * @param path Clean and full.
 * @param expire Unix seconds; 0 never.
 */
export const signLink = (key: string, path: string, expire: number): string =>
  `${createHmac("sha256", key).update(`${path}:${expire}`).digest("base64").replaceAll("+", "-").replaceAll("/", "_")}:${expire}`;

/**
 * @param now Unix seconds.
 * @throws Refusal `link_invalid` in AList's words
 */
export function checkLink(key: string, path: string, sign: string, now: number): void {
  const given = sign.replace(/\/+$/, "");
  const colon = given.lastIndexOf(":");
  const expire = given.slice(colon + 1);
  if (colon === -1 || expire === "") throw new Refusal("link_invalid", "expire missing");
  if (!/^\d{1,12}$/.test(expire)) throw new Refusal("link_invalid", "expire invalid");
  // Proven first: what is said of the time of a link that is none would be said to anybody.
  if (key === "" || !sameSecret(signLink(key, path, Number(expire)), given))
    throw new Refusal("link_invalid", "sign invalid");
  if (expire !== "0" && Number(expire) < now) throw new Refusal("link_invalid", "sign expired");
}
