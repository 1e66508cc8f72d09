/** The `Authorization: Basic` header (RFC 7617), in UTF-8 as our challenge asks for. */

export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** Characters of the header: beyond this nothing of ours is in it. */
const LONGEST = 2048;

/** `null` where it is not there or is nothing of the kind. */
export function basicCredentials(header: string | undefined): BasicCredentials | null {
  if (header === undefined || header.length > LONGEST) return null;
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim()) ?? [];
  if (encoded === undefined) return null;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(encoded, "base64"));
  } catch {
    return null;
  }
  const colon = text.indexOf(":");
  // Control characters are in neither (RFC 7617, 2), and no database takes a NUL.
  if (colon < 1 || /[\u0000-\u001f\u007f]/.test(text)) return null;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
