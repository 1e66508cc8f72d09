/** The headers of pages and of everything else. Nothing inline runs, nobody frames us, nothing is cached that is somebody's. */

const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const PAGE_CSP = [...CSP, "form-action 'self'"].join("; ");
const LEAVING_CSP = CSP.join("; ");

/** @param frames The origins whose pages this page loads in frames: none but those of applications that somebody is being signed out of. */
export const pageHeaders = (formLeavesOrigin: boolean, frames: readonly string[] = []) => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    (formLeavesOrigin ? LEAVING_CSP : PAGE_CSP) + (frames.length === 0 ? "" : `; frame-src ${frames.join(" ")}`),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
});

/** On every answer. */
export const commonHeaders = (secure: boolean): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
});
