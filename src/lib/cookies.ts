/**
 * Cookies (RFC 6265bis). Over https every cookie of ours carries the `__Host-` prefix: bound to this host, the whole
 * path and TLS. Over plain http, which is for one's own machine, the prefix is not allowed and left off.
 */

export interface CookieOptions {
  /** Seconds; left out, the cookie ends with the browser's session. 0 removes it. */
  readonly maxAge?: number;
  readonly sameSite?: "Lax" | "Strict" | "None";
}

export interface Cookie {
  readonly name: string;
  read(header: string | undefined): string | undefined;
  /** A `Set-Cookie` value. */
  write(value: string, options?: CookieOptions): string;
  clear(): string;
}

/** The first cookie of that name; a second one of the same name could only come from another path or a mischief. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  let from = 0;
  while (from < header.length) {
    let end = header.indexOf(";", from);
    if (end === -1) end = header.length;
    while (header[from] === " ") from += 1;
    const equals = header.indexOf("=", from);
    if (equals !== -1 && equals < end && header.slice(from, equals) === name)
      return header.slice(equals + 1, end).trim();
    from = end + 1;
  }
  return undefined;
}

export function cookie(baseName: string, secure: boolean): Cookie {
  const name = secure ? `__Host-${baseName}` : baseName;
  const write = (value: string, { maxAge, sameSite = "Lax" }: CookieOptions = {}) =>
    `${name}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}${
      maxAge === undefined ? "" : `; Max-Age=${maxAge}`
    }`;
  return { name, read: (header) => readCookie(header, name), write, clear: () => write("", { maxAge: 0 }) };
}
