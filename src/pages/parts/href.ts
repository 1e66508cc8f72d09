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

/**
 * Where a form is sent. It is always the program's own path, so anything else is a mistake in the program.
 *
 * @throws TypeError when the address is not one that `safeHref` lets through
 */
export const formAction = (action: string): string => {
  const safe = safeHref(action);
  if (safe === undefined) throw new TypeError("A form must be sent to a path or to an http or https address.");
  return safe;
};
