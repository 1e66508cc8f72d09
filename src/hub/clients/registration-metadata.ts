/**
 * Client metadata (RFC 7591, 2; OpenID Connect Dynamic Client Registration, 2): what a client says of itself, whether it
 * sends it to be registered or keeps it in a document of its own. Unknown members are dropped and never told back, and so
 * are `null` and empty ones; a known member that is not understood is refused, so that no client believes in what it has not got.
 */
import { z } from "zod";
import { Refusal } from "../../lib/errors.ts";
import { redirectUriFault } from "../../lib/redirect-uri.ts";
import { CLIENT_JWT_ALGS, SECRET_JWT_ALGS } from "./jwt-algs.ts";
import { DEVICE_GRANT, SIGNING_ALGS } from "./settings.ts";

export type MetadataFaultCode = "invalid_redirect_uri" | "invalid_client_metadata";

/** What is wrong with metadata: the code of RFC 7591, 3.2.2, and a sentence that repeats nothing that was sent. */
export class MetadataFault extends Error {
  override readonly name = "MetadataFault";
  readonly code: MetadataFaultCode;

  constructor(code: MetadataFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const invalid = (message: string) => new MetadataFault("invalid_client_metadata", message);

/** Grant types of the wire; `implicit` goes with response types and is no grant type of ours. */
const WIRE_GRANTS = ["authorization_code", "refresh_token", "implicit", "client_credentials", DEVICE_GRANT] as const;
const WIRE_RESPONSES = ["code", "id_token", "code id_token"] as const;
const WIRE_METHODS = [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
  "private_key_jwt",
  "none",
] as const;

/** Members that would be promises which nobody here keeps. */
const UNSUPPORTED = [
  "id_token_encrypted_response_alg",
  "id_token_encrypted_response_enc",
  "userinfo_encrypted_response_alg",
  "userinfo_encrypted_response_enc",
  "request_object_encryption_alg",
  "request_object_encryption_enc",
  "introspection_encrypted_response_alg",
  "introspection_encrypted_response_enc",
  "authorization_signed_response_alg",
  "authorization_encrypted_response_alg",
];

const text = (most: number) => z.string().trim().min(1).max(most);
/** What people read: one line, in the order in which it is written, so that nothing hides the mark that is put behind it. */
const line = (most: number) =>
  z
    .string()
    .transform((typed) => typed.replace(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\s]+/gu, " ").trim())
    .pipe(z.string().min(1).max(most));
/** An address that people are sent to or that we call: https, or http on one's own machine. */
const address = z.string().refine((uri) => /^https?:/.test(uri) && redirectUriFault(uri) === null);
const addresses = z.array(z.string()).max(50);
const seconds = z.number().int().min(0).max(31_536_000);

const members = z.object({
  redirect_uris: addresses.optional(),
  post_logout_redirect_uris: addresses.optional(),
  response_types: z.array(z.enum(WIRE_RESPONSES)).max(10).optional(),
  grant_types: z.array(z.enum(WIRE_GRANTS)).max(10).optional(),
  application_type: z.enum(["web", "native"]).optional(),
  client_name: line(80).optional(),
  client_uri: address.optional(),
  logo_uri: address.optional(),
  policy_uri: address.optional(),
  tos_uri: address.optional(),
  initiate_login_uri: z
    .string()
    .refine((uri) => uri.startsWith("https://") && redirectUriFault(uri) === null)
    .optional(),
  contacts: z.array(text(200)).max(10).optional(),
  scope: z.string().max(2000).optional(),
  software_id: text(200).optional(),
  software_version: text(100).optional(),
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(20) }).optional(),
  jwks_uri: address.optional(),
  token_endpoint_auth_method: z.enum(WIRE_METHODS).optional(),
  token_endpoint_auth_signing_alg: z.enum([...CLIENT_JWT_ALGS, ...SECRET_JWT_ALGS]).optional(),
  request_object_signing_alg: z.enum(CLIENT_JWT_ALGS).optional(),
  subject_type: z.enum(["public", "pairwise"]).optional(),
  sector_identifier_uri: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  id_token_signed_response_alg: z.enum(SIGNING_ALGS).optional(),
  userinfo_signed_response_alg: z.enum(SIGNING_ALGS).optional(),
  introspection_signed_response_alg: z.enum(SIGNING_ALGS).optional(),
  default_max_age: seconds.optional(),
  require_auth_time: z.boolean().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  dpop_bound_access_tokens: z.boolean().optional(),
  backchannel_logout_uri: address.optional(),
  backchannel_logout_session_required: z.boolean().optional(),
  frontchannel_logout_uri: address.optional(),
  frontchannel_logout_session_required: z.boolean().optional(),
});

type Members = z.output<typeof members>;

/** Metadata with its defaults filled in, consistent in itself. */
export interface ClientMetadata extends Members {
  readonly redirect_uris: string[];
  readonly response_types: NonNullable<Members["response_types"]>;
  readonly grant_types: NonNullable<Members["grant_types"]>;
  readonly token_endpoint_auth_method: NonNullable<Members["token_endpoint_auth_method"]>;
  readonly id_token_signed_response_alg: NonNullable<Members["id_token_signed_response_alg"]>;
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** @throws MetadataFault */
export function readClientMetadata(input: unknown): ClientMetadata {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw invalid("The metadata is not a JSON object.");
  const sent = Object.fromEntries(Object.entries(input).filter(([, value]) => !isNothing(value)));
  const unkept = UNSUPPORTED.find((name) => Object.hasOwn(sent, name));
  if (unkept !== undefined) throw invalid(`${unkept} is not supported.`);
  const parsed = members.safeParse(sent);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? "The metadata");
    throw new MetadataFault(
      name === "redirect_uris" ? "invalid_redirect_uri" : "invalid_client_metadata",
      `${name} is not valid, or not supported.`,
    );
  }
  const metadata = withDefaults(parsed.data);
  checkAddresses(metadata);
  checkKinds(metadata);
  checkProof(metadata);
  return metadata;
}

/** RFC 7591, 2, and OpenID Connect Dynamic Client Registration, 2. What only one of two says follows from the other. */
function withDefaults(sent: Members): ClientMetadata {
  const responses = sent.response_types ?? responsesOf(sent.grant_types);
  return {
    ...sent,
    redirect_uris: [...new Set(sent.redirect_uris ?? [])],
    response_types: [...new Set(responses)],
    grant_types: [...new Set(sent.grant_types ?? grantsOf(responses))],
    token_endpoint_auth_method: sent.token_endpoint_auth_method ?? "client_secret_basic",
    id_token_signed_response_alg: sent.id_token_signed_response_alg ?? "RS256",
  };
}

const responsesOf = (grants: Members["grant_types"]): ClientMetadata["response_types"] => {
  if (grants === undefined || grants.includes("authorization_code")) return ["code"];
  return grants.includes("implicit") ? ["id_token"] : [];
};

const grantsOf = (responses: ClientMetadata["response_types"]): ClientMetadata["grant_types"] => [
  ...(responses.some((type) => type.split(" ").includes("code")) ? (["authorization_code"] as const) : []),
  ...(responses.some((type) => type.split(" ").includes("id_token")) ? (["implicit"] as const) : []),
];

const isOwnMachine = (uri: string): boolean => /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$)/i.test(uri);
const isWebAddress = (uri: string): boolean => uri.startsWith("https://");

/** Redirect URIs by the rules of every other client, and by those of its `application_type`. */
function checkAddresses({
  redirect_uris,
  post_logout_redirect_uris,
  response_types,
  application_type,
}: ClientMetadata): void {
  const refuse = (why: string) => new MetadataFault("invalid_redirect_uri", why);
  if (response_types.length > 0 && redirect_uris.length === 0) throw refuse("redirect_uris is needed.");
  if (redirect_uris.some((uri) => redirectUriFault(uri) !== null))
    throw refuse(
      "A redirect URI must be https, http on the person's own machine, or of a reverse-domain scheme, and without fragment.",
    );
  if (post_logout_redirect_uris?.some((uri) => redirectUriFault(uri) !== null))
    throw invalid("post_logout_redirect_uris is not valid.");
  const isWeb = application_type === "web";
  if (isWeb && !redirect_uris.every((uri) => isWebAddress(uri) || isOwnMachine(uri)))
    throw refuse("A web application has no private-use scheme.");
  // OpenID Connect Dynamic Client Registration, 2: what comes in the address may go over TLS to a named host alone.
  if (
    application_type !== "native" &&
    response_types.some((type) => type.includes("id_token")) &&
    !redirect_uris.every(isWebAddress)
  )
    throw refuse("An ID Token in the answer goes to https addresses alone.");
}

/** RFC 7591, 2.1: grant types and response types say the same. */
function checkKinds({ grant_types, response_types }: ClientMetadata): void {
  const implied: readonly string[] = grantsOf(response_types);
  const own: readonly string[] = grant_types.filter((type) => type === "authorization_code" || type === "implicit");
  if (implied.length !== own.length || implied.some((type) => !own.includes(type)))
    throw invalid("grant_types and response_types do not go together.");
  if (grant_types.length === 0) throw invalid("grant_types is needed.");
  if (grant_types.every((type) => type === "refresh_token"))
    throw invalid("A refresh token comes from another grant type.");
}

/** How the client proves itself, and with what. */
function checkProof(metadata: ClientMetadata): void {
  const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: alg, jwks, jwks_uri } = metadata;
  if (jwks !== undefined && jwks_uri !== undefined) throw invalid("jwks and jwks_uri exclude each other.");
  if (jwks?.keys.some((key) => "d" in key || "k" in key)) throw invalid("jwks holds a key that is not public.");
  if (method === "private_key_jwt" && jwks === undefined && jwks_uri === undefined)
    throw invalid("private_key_jwt needs jwks or jwks_uri.");
  const algs: readonly string[] =
    method === "private_key_jwt" ? CLIENT_JWT_ALGS : method === "client_secret_jwt" ? SECRET_JWT_ALGS : [];
  if (alg !== undefined && !algs.includes(alg))
    throw invalid("token_endpoint_auth_signing_alg does not go with token_endpoint_auth_method.");
  if (method === "none" && metadata.grant_types.includes("client_credentials"))
    throw invalid("A client without credentials can't have client_credentials.");
}

/** The members of `field_invalid`, as the fault that a client is told. */
export function faultOfSettings(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.code !== "field_invalid") return error;
  const [name = "name"] = Object.keys(error.fields);
  return name === "redirectUris"
    ? new MetadataFault("invalid_redirect_uri", "redirect_uris is not valid.", error)
    : new MetadataFault("invalid_client_metadata", `The metadata is not valid: ${name}.`, error);
}
