/**
 * OpenID Connect Discovery 1.0: the provider's metadata. The document must name exactly the issuer that was asked for
 * (section 4.3); otherwise one provider could speak in another's name.
 */
import { isJsonObject } from "../json.ts";
import type { Json } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { document } from "./document-cache.ts";
import type { Context } from "./engine.ts";

/** Seconds. Endpoints move rarely, and a provider that is down must not stop a sign-in that needs only its tokens. */
const FRESH = 3600;
const KEEP = 86_400;

export interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint?: string;
  readonly revocation_endpoint?: string;
  /** RFC 9207, section 3. */
  readonly authorization_response_iss_parameter_supported: boolean;
}

const anotherIssuer = (): ProviderError =>
  new ProviderError("bad_answer", "discovery: the document names another issuer");

function readMetadata(body: Json, issuer: string): Metadata {
  if (!isJsonObject(body) || body.issuer !== issuer) {
    throw anotherIssuer();
  }
  const address = (name: string): string | undefined => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value !== "string" || !/^https?:\/\//.test(value) || !URL.canParse(value)) {
      throw new ProviderError("bad_answer", `discovery: ${name} is not an address`);
    }
    // What is said over TLS does not send secrets where there is none.
    if (/^https:/.test(issuer) && !/^https:/.test(value)) {
      throw new ProviderError("bad_answer", `discovery: ${name} is not an https address`);
    }
    return value;
  };
  const required = (name: string): string => {
    const value = address(name);
    if (value === undefined) throw new ProviderError("bad_answer", `discovery: no ${name}`);
    return value;
  };
  const userinfo = address("userinfo_endpoint");
  const revocation = address("revocation_endpoint");
  return {
    issuer,
    authorization_endpoint: required("authorization_endpoint"),
    token_endpoint: required("token_endpoint"),
    jwks_uri: required("jwks_uri"),
    ...(userinfo === undefined ? {} : { userinfo_endpoint: userinfo }),
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
    authorization_response_iss_parameter_supported: body.authorization_response_iss_parameter_supported === true,
  };
}

/**
 * The metadata of an issuer.
 * @throws ProviderError `bad_answer` where the document is not this issuer's or lacks an endpoint, `unreachable`.
 */
export async function discover(context: Context, issuer: string): Promise<Metadata> {
  const metadata = await document({
    kind: "metadata",
    fetch: context.fetch,
    url: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    now: context.now,
    freshFor: FRESH,
    keepFor: KEEP,
    read: (body) => readMetadata(body, issuer),
  });
  // Two spellings of an issuer, with and without a slash at the end, share an address and not a name.
  if (metadata.issuer !== issuer) throw anotherIssuer();
  return metadata;
}
