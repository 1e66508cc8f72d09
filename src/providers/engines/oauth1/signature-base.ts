/**
 * The signature base string (RFC 5849, 3.4.1): what of a request is signed, in the one form that both sides can make.
 * A character encoded otherwise, or a parameter left out, and no signature fits.
 */

export type Parameter = readonly [name: string, value: string];

/** RFC 3986's unreserved characters stand as they are, everything else is encoded (3.6). */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** 3.4.1.2: scheme, host and path; the port only where it is not the scheme's own. */
function baseAddress(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

const inOrder = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** 3.4.1.3.2: encoded first, sorted by name and then by value, byte by byte. */
export function normalisedParameters(parameters: Iterable<Parameter>): string {
  return Array.from(parameters, ([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([leftName, left], [rightName, right]) => inOrder(leftName, rightName) || inOrder(left, right))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/**
 * @param parameters Those of the `Authorization` header (without `realm` and `oauth_signature`) and of a form body; the
 *   address's query is added here (3.4.1.3.1).
 */
export function signatureBase(method: string, address: string, parameters: Iterable<Parameter>): string {
  const url = new URL(address);
  const all = normalisedParameters([...url.searchParams, ...parameters]);
  return [method.toUpperCase(), baseAddress(url), all].map(percentEncode).join("&");
}
