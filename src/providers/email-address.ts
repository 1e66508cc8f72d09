/**
 * E-mail addresses from strangers: normalised first and judged afterwards, because a character that only becomes `@`, a
 * comma or a space by normalisation would otherwise pass. What is not plainly one address is no address.
 */

// RFC 5322's dot-atom, with letters of any script (RFC 6531).
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*$/u;

/**
 * The address in one form: NFKC, the domain in lower case and ASCII (`xn--`), the local part's case kept.
 * @returns Nothing where the value is not one address of at most 254 characters.
 */
export function normaliseEmail(value: unknown): string | undefined {
  // The size is judged before anything that takes time.
  if (typeof value !== "string" || value.length > 320 || !value.isWellFormed()) return undefined;
  const parts = value.normalize("NFKC").split("@");
  const [local = "", domain = ""] = parts;
  if (parts.length !== 2 || local.length > 64 || !LOCAL.test(local) || !DOMAIN.test(domain)) return undefined;
  const host = `https://${domain}/`;
  if (!URL.canParse(host)) return undefined;
  // A host that is read as a number is an IP address, which no mailbox here has.
  const { hostname } = new URL(host);
  if (/^[\d.]+$/.test(hostname) || hostname === "") return undefined;
  const address = `${local}@${hostname}`;
  return address.length <= 254 ? address : undefined;
}
