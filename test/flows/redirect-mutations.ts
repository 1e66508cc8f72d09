/**
 * Addresses that are almost a registered one: what redirect-URI matching has been fooled with (RFC 9700, 4.1). Each byte
 * taken away, changed, doubled, encoded, and each odd byte put at each place; then whole tricks with host, port, user
 * information, path, query and fragment.
 */

/** What is put between two bytes. The encoded forms are sent encoded once more, so that the hub sees them as they are. */
const INSERTED = [
  "/",
  ".",
  "@",
  "\\",
  "?",
  "#",
  ":",
  "*",
  " ",
  "%20",
  "%00",
  "%2f",
  "%2e%2e%2f",
  "\t",
  "\r\n",
  "\u0000",
  "é",
  "\u3002",
  ";",
];

const encoded = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
const otherCase = (character: string): string =>
  character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();

function bytewise(uri: string): string[] {
  const all: string[] = [];
  for (let at = 0; at < uri.length; at += 1) {
    const [head, character, tail] = [uri.slice(0, at), uri.charAt(at), uri.slice(at + 1)];
    all.push(
      head + tail,
      head + character + character + tail,
      head + encoded(character) + tail,
      head + otherCase(character) + tail,
    );
    all.push(
      head + String.fromCharCode(character.charCodeAt(0) + 1) + tail,
      head + String.fromCharCode(character.charCodeAt(0) ^ 1) + tail,
    );
  }
  for (let at = 0; at <= uri.length; at += 1) {
    for (const odd of INSERTED) all.push(uri.slice(0, at) + odd + uri.slice(at));
  }
  for (let length = 0; length < uri.length; length += 1) all.push(uri.slice(0, length));
  return all;
}

function tricks(uri: string): string[] {
  const match = /^([a-z.]+):\/\/([^/?:]+)(:\d+)?([^?]*)(.*)$/.exec(uri);
  if (!match) return [];
  const [, scheme = "", host = "", port = "", path = "", query = ""] = match;
  const rest = `${port}${path}${query}`;
  const evil = "evil.example";
  return [
    `${scheme}://${evil}${path}${query}`,
    `${scheme}://${host}.${evil}${rest}`,
    `${scheme}://${evil}.${host}${rest}`,
    `${scheme}://${evil}${host}${rest}`,
    `${scheme}://sub.${host}${rest}`,
    `${scheme}://${host}.${rest}`,
    `${scheme}://${host}@${evil}${rest}`,
    `${scheme}://${evil}@${host}${rest}`,
    `${scheme}://:@${host}${rest}`,
    `${scheme}://${host}%40${evil}${rest}`,
    `${scheme}://${evil}\\@${host}${rest}`,
    `${scheme}://${evil}%5c@${host}${rest}`,
    `${scheme}://${evil}#@${host}${rest}`,
    `${scheme}://${evil}?@${host}${rest}`,
    `${scheme}://${evil}/${uri}`,
    `${scheme}://${evil}/?${uri}`,
    `${scheme}://${evil}/#${uri}`,
    `${scheme}://${host}:80${path}${query}`,
    `${scheme}://${host}:443${path}${query}`,
    `${scheme}://${host}:0${path}${query}`,
    `${scheme}://${host}:8443${path}${query}`,
    `${scheme}://${host}:${path}${query}`,
    `${scheme}://${host}${port}//${path}${query}`,
    `${scheme}://${host}${port}/.${path}${query}`,
    `${scheme}://${host}${port}/x/..${path}${query}`,
    `${scheme}://${host}${port}/..${path}${query}`,
    `${scheme}://${host}${port}/%2e%2e${path}${query}`,
    `${scheme}://${host}${port}/..;${path}${query}`,
    `${scheme}://${host}${port}${path}/${query}`,
    `${scheme}://${host}${port}${path}/../evil${query}`,
    `${scheme}://${host}${port}${path}/..%2fevil${query}`,
    `${scheme}://${host}${port}${path}%2f..%2fevil${query}`,
    `${scheme}://${host}${port}${path}evil${query}`,
    `${scheme}://${host}${port}${query}`,
    `${scheme}://${host}${port}/${query}`,
    `${scheme}:${host}${rest}`,
    `${scheme}:/${host}${rest}`,
    `${scheme}:///${host}${rest}`,
    `${scheme}:\\\\${host}${rest}`,
    `//${host}${rest}`,
    `${path}${query}`,
    `http://${host}${rest}`,
    `ftp://${host}${rest}`,
    `javascript://${host}${rest}`,
    `data:text/html,${uri}`,
    `javascript:location="${uri}"`,
    `${scheme.toUpperCase()}://${host}${rest}`,
    `${scheme}://${host.toUpperCase()}${rest}`,
    `${uri}?`,
    `${uri}#`,
    `${uri}&x=y`,
    `${uri}?x=y`,
    `${uri}#x`,
    `${uri} `,
    ` ${uri}`,
    `${uri},${scheme}://${evil}/`,
    `${uri}|${scheme}://${evil}/`,
    encodeURIComponent(uri),
    encodeURIComponent(encodeURIComponent(uri)),
    "*",
    "null",
    "undefined",
    "[]",
    `["${uri}"]`,
    `^${uri}$`,
    ".*",
  ];
}

/** More than five hundred texts, none of which is the address. */
export const redirectMutations = (uri: string): string[] =>
  [...new Set([...bytewise(uri), ...tricks(uri)])].filter((each) => each !== uri);
