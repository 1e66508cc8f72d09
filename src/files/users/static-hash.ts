/**
 * AList's static hash: what its clients send to `login/hash` in place of the password. It is worth as much as the password, so
 * what is stored is Argon2id over it; `login` makes it of the password first, and both ways in meet one stored value.
 */
import { hash } from "node:crypto";

const SUFFIX = "-https://github.com/alist-org/alist";
const FORM = /^[0-9a-f]{64}$/;

export const staticHash = (password: string): string => hash("sha256", `${password}${SUFFIX}`, "hex");

/** Whether a text could be one. */
export const isStaticHash = (text: string): boolean => FORM.test(text);
