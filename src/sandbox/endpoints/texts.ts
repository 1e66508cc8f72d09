/**
 * Every text of a request that could name a client or a token: what tells two providers on one path apart, and where a
 * token is looked for that an entry places by itself.
 */

const MOST_LENGTH = 4096;

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function textsOf(request: Request, query: URLSearchParams, body: Uint8Array | null): ReadonlySet<string> {
  const texts = new Set(query.values());
  const posted = body === null ? "" : Buffer.from(body).toString();
  for (const value of new URLSearchParams(posted).values()) texts.add(value);
  for (const [, value] of posted.matchAll(/"([^"\\]{1,4096})"/g)) if (value !== undefined) texts.add(value);
  for (const segment of new URL(request.url).pathname.split("/")) texts.add(decoded(segment));
  const authorization = request.headers.get("authorization") ?? "";
  const [scheme = "", value = ""] = authorization.split(" ", 2);
  texts.add(value);
  if (scheme.toLowerCase() === "basic") {
    const [clientId = ""] = Buffer.from(value, "base64").toString().split(":", 1);
    texts.add(decoded(clientId));
  }
  for (const [, quoted] of authorization.matchAll(/oauth_(?:consumer_key|token)="([^"]{1,4096})"/g)) {
    texts.add(decoded(quoted ?? ""));
  }
  for (const [name, header] of request.headers) if (/token|key/i.test(name)) texts.add(header);
  texts.delete("");
  return new Set([...texts].filter((text) => text.length <= MOST_LENGTH));
}
