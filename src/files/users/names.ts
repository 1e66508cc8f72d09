/**
 * Usernames: what one may be, and when two are the same. Any sign that can be seen is allowed, for AList allows all and people
 * come here with the names that their platforms give them; what can't be seen, or turns the reading direction, is not.
 */
import { fieldRefusal } from "../../lib/errors.ts";

/** Code points. */
const LONGEST = 64;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** What two usernames must share to be the same. */
export const usernameKey = (name: string): string => name.normalize("NFKC").toLowerCase().trim();

/** The username as it will be kept. @throws Refusal `field_invalid` */
export function readUsername(text: string): string {
  const name = text.normalize("NFC").trim();
  // Compatibility forms may fold to nothing but spaces, or to much more than was typed.
  const key = usernameKey(name);
  if (name === "" || key === "") throw fieldRefusal({ username: "required" });
  if ([...name].length > LONGEST || [...key].length > LONGEST * 4) throw fieldRefusal({ username: "too_long" });
  if (UNSEEN.test(name) || UNSEEN.test(key)) throw fieldRefusal({ username: "invalid" });
  return name;
}
