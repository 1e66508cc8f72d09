/**
 * Addresses that come from data. Escaping keeps an address inside its attribute but does not stop `javascript:` from
 * running on a click, so a link, an image or a form gets its address through here.
 */

/**
 * The address itself when it is a path on this origin (`/…`) or an absolute http or https address, otherwise undefined,
 * which leaves the attribute out.
 *
 * Refused as well: `//host` and `/\host`, which browsers read as another origin's address, and control characters,
 * which browsers take out before they read (`/<tab>/host`).
 */
export const safeHref = (href: string): string | undefined => {
  if (/[\p{Cc}\\]/u.test(href)) return undefined;
  if (/^\/(?!\/)/.test(href)) return href;
  return /^https?:\/\//i.test(href) && URL.canParse(href) ? href : undefined;
};

/** An application's own address, which may also be of a scheme that a reversed domain names (RFC 8252, 7.1). */
export const applicationHref = (href: string): string | undefined =>
  safeHref(href) ??
  (/^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:/i.test(href) && !/[\p{Cc}\\]/u.test(href) ? href : undefined);

/** The address itself when it is a path on this origin, otherwise undefined: for what is loaded, not followed. */
export const ownPath = (href: string): string | undefined => (href.startsWith("/") ? safeHref(href) : undefined);

/**
 * Where a form is sent. It is always the program's own path, so anything else is a mistake in the program.
 *
 * @throws TypeError when it is not a path on this origin
 */
export const formAction = (action: string): string => {
  const safe = ownPath(action);
  if (safe === undefined) throw new TypeError("A form must be sent to a path on this origin.");
  return safe;
};
