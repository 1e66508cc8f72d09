/** The headers of pages and of everything else. Nothing inline runs, nobody frames us, nothing is cached that is somebody's. */

/** What a page may do that others may not. Everything is a list of origins, or a switch that is off. */
export interface OwnPolicy {
  /** Whose scripts run on it. */
  readonly scripts?: readonly string[];
  /** Whom those scripts call and frame. */
  readonly reaches?: readonly string[];
  /** Whether it stays in touch with a window that it opens. */
  readonly opensWindows?: boolean;
  /** Who may show it in a frame. `X-Frame-Options` stays: where there is `frame-ancestors`, browsers pass it over (HTML, 7.6). */
  readonly framedBy?: readonly string[];
}

const list = (first: string, origins: readonly string[] = []): string => [first, ...origins].join(" ");

const policy = (leaves: boolean, { scripts, reaches, framedBy }: OwnPolicy): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `script-src ${list("'self'", scripts)}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    `frame-ancestors ${framedBy === undefined ? "'none'" : framedBy.join(" ")}`,
    ...(leaves ? [] : ["form-action 'self'"]),
    ...(reaches === undefined ? [] : [`connect-src ${reaches.join(" ")}`, `frame-src ${reaches.join(" ")}`]),
  ].join("; ");

const PAGE_CSP = policy(false, {});
const LEAVING_CSP = policy(true, {});
const NOTHING: OwnPolicy = {};

/** @param frames The origins whose pages this page loads in frames: none but those of applications that somebody is being signed out of. */
export const pageHeaders = (formLeavesOrigin: boolean, frames: readonly string[] = [], own: OwnPolicy = NOTHING) => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    (own !== NOTHING ? policy(formLeavesOrigin, own) : formLeavesOrigin ? LEAVING_CSP : PAGE_CSP) +
    (frames.length === 0 ? "" : `; frame-src ${frames.join(" ")}`),
  "cross-origin-opener-policy": own.opensWindows === true ? "same-origin-allow-popups" : "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
});

/** On every answer. */
export const commonHeaders = (secure: boolean): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
});
