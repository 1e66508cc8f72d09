/**
 * `Content-Disposition` (RFC 6266) of a file's own name: as `filename*` in UTF-8 (RFC 8187), and as `filename` for what does not
 * know that, where every sign that some program reads otherwise is an underscore.
 */

/** RFC 8187, 3.2.1: what stands for itself; `encodeURIComponent` leaves four more. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export const contentDisposition = (name: string, type: "attachment" | "inline"): string =>
  `${type}; filename="${name.replace(/[^\x20-\x7e]|["\\%;]/gu, "_")}"; filename*=UTF-8''${extended(name)}`;
