/** Key-value form (OpenID Authentication 2.0, 4.1.1): what servers answer in, and what signatures are made over. */

export type Fields = Readonly<Record<string, string>>;

const MAX_LINES = 100;

/**
 * The fields of an answer.
 * @returns Nothing where the text is not in this form, or names a field twice.
 */
export function parseKeyValues(text: string): Fields | undefined {
  const fields = new Map<string, string>();
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length > MAX_LINES) return undefined;
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (name === "" || name === "__proto__" || fields.has(name)) return undefined;
    fields.set(name, line.slice(colon + 1).trim());
  }
  return Object.fromEntries(fields);
}

/** The text that a signature is made over (6.1): the named fields in their order, a line each. */
export const signedText = (names: readonly string[], fields: Fields): string =>
  names.map((name) => `${name}:${fields[`openid.${name}`] ?? ""}\n`).join("");
