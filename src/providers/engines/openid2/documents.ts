/**
 * The documents of OpenID 2.0's discovery: XRDS (Yadis 1.0, 7.3.2 of the specification) and links in a page (7.3.3).
 *
 * Neither needs the whole of XML or HTML: the few elements that count are picked out in one pass over the text, so that no
 * document, however it is made, takes longer than it is long. A document with a DTD or a CDATA section is not read at all.
 */

const SERVER_TYPE = "http://specs.openid.net/auth/2.0/server";
const SIGNON_TYPE = "http://specs.openid.net/auth/2.0/signon";

export interface Discovered {
  readonly endpoint: string;
  /** Left out where the server is to choose the identifier (7.3.1, `identifier_select`). */
  readonly claimedId?: string;
  readonly localId?: string;
}

export function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("<!--", from);
    const end = start === -1 ? -1 : text.indexOf("-->", start + 4);
    kept.push(text.slice(from, start === -1 ? undefined : start));
    if (start === -1 || end === -1) return kept.join("");
    from = end + 3;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "").trim();

/** An address that a document names. */
function addressIn(text: string | undefined): string | undefined {
  const address = unescaped(text ?? "");
  return /^https?:\/\//.test(address) && address.length <= 2000 && URL.canParse(address) ? address : undefined;
}

interface Ranked {
  readonly priority: number;
  readonly text: string;
}

interface Service {
  readonly priority: number;
  readonly types: string[];
  readonly uris: Ranked[];
  readonly localIds: string[];
}

const priorityIn = (attributes: string): number => {
  const [, value] = /\spriority\s*=\s*["'](\d{1,9})["']/.exec(attributes) ?? [];
  return value === undefined ? Number.POSITIVE_INFINITY : Number(value);
};

const byPriority = <T extends { readonly priority: number }>(found: readonly T[]): readonly T[] =>
  [...found].sort((left, right) => (left.priority === right.priority ? 0 : left.priority < right.priority ? -1 : 1));

/** The services of the last XRD, which is the one that describes the identifier. */
function servicesOf(text: string): readonly Service[] {
  let services: Service[] = [];
  let service: Service | undefined;
  let open: { readonly name: string; readonly priority: number; readonly from: number } | undefined;
  for (const match of text.matchAll(/<(\/?)(?:[\w.-]{1,40}:)?(XRD|Service|Type|URI|LocalID)((?:\s[^<>]{0,2000})?)>/g)) {
    const [tag, slash, name = "", attributes = ""] = match;
    if (slash === "") {
      if (name === "XRD") services = [];
      else if (name === "Service") service = { priority: priorityIn(attributes), types: [], uris: [], localIds: [] };
      else open = { name, priority: priorityIn(attributes), from: match.index + tag.length };
    } else if (name === "Service") {
      if (service !== undefined) services.push(service);
      service = undefined;
    } else if (open?.name === name) {
      const inner = unescaped(text.slice(open.from, match.index));
      if (name === "Type") service?.types.push(inner);
      else if (name === "URI") service?.uris.push({ priority: open.priority, text: inner });
      else service?.localIds.push(inner);
      open = undefined;
    }
  }
  return byPriority(services);
}

/**
 * What an XRDS document says of the identifier: a server's own service before one for this identifier alone.
 * @param ownOnly A server's own service does not count: it names nobody whom the server may speak for.
 */
export function readXrds(text: string, identifier: string, ownOnly: boolean): Discovered | undefined {
  if (/<!(?:DOCTYPE|ENTITY|\[CDATA\[)/i.test(text)) return undefined;
  const services = servicesOf(text).flatMap(({ types, uris, localIds }) => {
    const endpoint = addressIn(byPriority(uris)[0]?.text);
    return endpoint === undefined ? [] : [{ types, endpoint, localId: addressIn(localIds[0]) }];
  });
  const server = ownOnly ? undefined : services.find(({ types }) => types.includes(SERVER_TYPE));
  if (server !== undefined) return { endpoint: server.endpoint };
  const signon = services.find(({ types }) => types.includes(SIGNON_TYPE));
  if (signon === undefined) return undefined;
  const { endpoint, localId } = signon;
  return { endpoint, claimedId: identifier, ...(localId === undefined ? {} : { localId }) };
}

const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(
      tag.matchAll(/([\w-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g),
      ([, name = "", double, single]) => [name.toLowerCase(), double ?? single ?? ""],
    ),
  );

/** The page's head: what stands in its body is whoever's who may write there. */
function headOf(page: string): string {
  const start = page.search(/<head[\s>]/i);
  const rest = start === -1 ? "" : page.slice(start);
  const end = rest.search(/<(?:\/head|body)[\s>]/i);
  return end === -1 ? "" : rest.slice(0, end);
}

const tagsOf = (head: string): readonly (readonly [name: string, attributes: ReadonlyMap<string, string>])[] =>
  Array.from(head.matchAll(/<(link|meta)\s[^<>]{0,2000}>/gi), ([tag, name = ""]) => [
    name.toLowerCase(),
    attributesOf(tag),
  ]);

/** Links in the page itself. */
export function readPage(page: string, identifier: string): Discovered | undefined {
  const links = tagsOf(headOf(page)).filter(([name]) => name === "link");
  const target = (relation: string): string | undefined => {
    const link = links.find(([, attributes]) => attributes.get("rel")?.toLowerCase().split(/\s+/).includes(relation));
    return addressIn(link?.[1].get("href"));
  };
  const endpoint = target("openid2.provider");
  const localId = target("openid2.local_id");
  if (endpoint === undefined) return undefined;
  return { endpoint, claimedId: identifier, ...(localId === undefined ? {} : { localId }) };
}

/**
 * Where a page says that its XRDS document is (Yadis 1.0, 6.2.5).
 * @param header The answer's `X-XRDS-Location`.
 */
export function pointedAt(page: string, header: string | null): string | undefined {
  if (header !== null) return addressIn(header);
  const meta = tagsOf(headOf(page)).find(
    ([name, attributes]) => name === "meta" && attributes.get("http-equiv")?.toLowerCase() === "x-xrds-location",
  );
  return addressIn(meta?.[1].get("content"));
}
