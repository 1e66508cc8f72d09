/**
 * The fetching of a client's own document (draft-ietf-oauth-client-id-metadata-document, 4 and 6): through the one guarded way
 * out, so to public addresses alone and without redirects, 5 KB at most and within five seconds. Nothing that is in the
 * document is believed but what it may say: that its `client_id` is its own address, byte for byte, and no secret.
 */

import { OutboundError, type OutboundErrorCode } from "../../lib/outbound.ts";
import type { Hub } from "../hub.ts";
import { type ClientMetadata, MetadataFault, readClientMetadata } from "./registration-metadata.ts";

const MOST_BYTES = 5120;
const MOST_MILLISECONDS = 5000;
/** Seconds that a document is believed: as its `Cache-Control` says within bounds, an hour where it says nothing. */
const KEPT = { least: 60, most: 86_400, usual: 3600 } as const;

export type FetchedDocument =
  | { readonly is: "document"; readonly metadata: ClientMetadata; readonly keptSeconds: number }
  /** There is none, or none that describes a client: said by the address itself. */
  | { readonly is: "refused"; readonly why: unknown }
  /** Nobody knows: the address could not be reached just now. */
  | { readonly is: "unreachable"; readonly why: unknown };

/** RFC 9111, 5.2.2: of `Cache-Control` the freshness alone matters here. */
export function keptSeconds(cacheControl: string | null): number {
  const text = (cacheControl ?? "").toLowerCase();
  if (/(?:^|[\s,])no-(?:store|cache)(?=$|[\s,=])/.test(text)) return KEPT.least;
  const [, age] = /(?:^|[\s,])max-age="?(\d{1,9})"?(?=$|[\s,])/.exec(text) ?? [];
  return age === undefined ? KEPT.usual : Math.min(KEPT.most, Math.max(KEPT.least, Number(age)));
}

/**
 * What passes: an address that is down, and one that is left alone for a while because others of its host were. Taken for a refusal,
 * whoever names a few slow addresses of a host would put out the clients that are at home there.
 */
const PASSING: ReadonlySet<OutboundErrorCode> = new Set(["unreachable", "timeout", "busy", "circuit_open"]);

export async function fetchDocument(
  { toApplications }: Pick<Hub, "toApplications">,
  clientId: string,
): Promise<FetchedDocument> {
  try {
    const response = await toApplications(clientId, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(MOST_MILLISECONDS),
    });
    const passing = response.status >= 500 || response.status === 429;
    if (response.status !== 200)
      return { is: passing ? "unreachable" : "refused", why: new Error(`status ${response.status}`) };
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength > MOST_BYTES) throw invalid("The document is larger than 5 KB.");
    const type = (response.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
    if (!/^application\/(?:json|[\w.-]+\+json)$/.test(type)) throw invalid("The document is not application/json.");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const kept = keptSeconds(response.headers.get("cache-control"));
    return { is: "document", metadata: readDocument(clientId, text), keptSeconds: kept };
  } catch (why) {
    const passing =
      (why instanceof OutboundError && PASSING.has(why.code)) ||
      (why instanceof DOMException && why.name === "TimeoutError");
    return { is: passing ? "unreachable" : "refused", why };
  }
}

const invalid = (message: string) => new MetadataFault("invalid_client_metadata", message);

/** Members that can't be kept in a public place, or that only a registration gives. */
const FORBIDDEN = ["client_secret", "client_secret_expires_at", "registration_access_token", "registration_client_uri"];

/** @throws MetadataFault, or SyntaxError where it is no JSON */
export function readDocument(clientId: string, text: string): ClientMetadata {
  if (text.includes("\\u0000")) throw invalid("The document holds a NUL.");
  const document: unknown = JSON.parse(text);
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw invalid("The document is not a JSON object.");
  const said = document as Readonly<Record<string, unknown>>;
  if (said["client_id"] !== clientId) throw invalid("client_id is not the address of the document.");
  if (FORBIDDEN.some((name) => Object.hasOwn(said, name))) throw invalid("The document holds a secret.");
  // RFC 7591 takes a secret for usual, which there can be none of here (4.1): what is usual is no credential.
  const metadata = readClientMetadata({ token_endpoint_auth_method: "none", ...said });
  const { token_endpoint_auth_method: method, grant_types } = metadata;
  if (method !== "none" && method !== "private_key_jwt")
    throw invalid("token_endpoint_auth_method must be none or private_key_jwt.");
  if (!grant_types.every((type) => type === "authorization_code" || type === "refresh_token" || type === "implicit"))
    throw invalid("Clients of this kind get tokens for a person at a browser alone.");
  if (metadata.redirect_uris.length === 0) throw invalid("redirect_uris is needed.");
  return metadata;
}
