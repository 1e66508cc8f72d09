/** Text as XML 1.0 has it (2.2, 2.4, 3.3.3): what it means is escaped, and what it can't hold is replaced. */

/** What XML 1.0 can't hold at all, such as a control character in a file's name. */
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

const possible = (text: string): string => text.toWellFormed().replace(IMPOSSIBLE, "\ufffd");

export const escapeText = (text: string): string =>
  possible(text).replace(/[&<>\r]/g, (sign) => REFERENCES[sign] ?? sign);

export const escapeAttribute = (text: string): string =>
  possible(text).replace(/[&<>"\r\n\t]/g, (sign) => REFERENCES[sign] ?? sign);
