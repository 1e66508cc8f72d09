/**
 * What can be said of a client, and what of that is allowed. The one reading of such settings: the console's form, the
 * command line and the API all come through `readClientSettings`.
 */
import { z } from "zod";
import { type FieldFault, fieldFaults, fieldRefusal } from "../../lib/errors.ts";
import { redirectUriFault } from "../../lib/redirect-uri.ts";
import { TAG_NAME, tagKey } from "../groups/tags.ts";

export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
export const EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
export const JWT_BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The grant types that a client may be given. `implicit` and `password` are switches among `DANGERS`. */
export const GRANT_TYPES = [
  "authorization_code",
  "refresh_token",
  "client_credentials",
  DEVICE_GRANT,
  EXCHANGE_GRANT,
  JWT_BEARER_GRANT,
] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** Response types (OAuth 2.0 Multiple Response Types); those with `token` need the switch for implicit answers. */
export const RESPONSE_TYPES = [
  "code",
  "id_token",
  "code id_token",
  "token",
  "id_token token",
  "code token",
  "code id_token token",
] as const;
export type ResponseType = (typeof RESPONSE_TYPES)[number];

export const TOKEN_FORMATS = ["standard", "JWT", "JWT-Empty", "JWT-Custom", "JWT-Standard"] as const;
export type TokenFormat = (typeof TOKEN_FORMATS)[number];

export const AUTH_METHODS = ["secret", "client_secret_jwt", "private_key_jwt", "none"] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];

export const SIGNING_ALGS = ["ES256", "RS256", "EdDSA"] as const;
export type SigningAlg = (typeof SIGNING_ALGS)[number];

/** Scopes that tell of a person what the organization has made them: they are given to an application, never taken by it. */
export const MEMBERSHIP_SCOPES = ["roles", "groups"] as const;
export type MembershipScope = (typeof MEMBERSHIP_SCOPES)[number];

/** The scopes of OpenID Connect Core, 5.4 and 11, and ours; the first is what a request without scope gets. */
export const STANDARD_SCOPES = [
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "offline_access",
  ...MEMBERSHIP_SCOPES,
] as const;

/** Compatibility switches. Each is named for its danger, is off unless chosen, and is audited when it is used. */
export const DANGERS = {
  dangerouslyAllowCodeWithoutPkce:
    "A confidential client may leave PKCE out: a stolen code can be injected (RFC 9700, 2.1.1).",
  dangerouslyAllowMissingRedirectUri:
    "A code without PKCE may be redeemed without its redirect address, though there are several: one that was caught at another address can be slipped in (RFC 6749, 4.1.3).",
  dangerouslyAllowImplicit:
    "Access tokens in the address of a redirect: they leak by history, logs and scripts (RFC 9700, 2.1.2).",
  dangerouslyAllowPasswordGrant:
    "The application sees the person's password, and no second factor is asked (RFC 9700, 2.4).",
  dangerouslyAllowTokenInQuery:
    "Access tokens in the query of userinfo and account calls: they end up in logs (RFC 9700, 4.3.2).",
  dangerouslyAllowMissingSecretWithPkce:
    "A confidential client may leave its secret out when it uses PKCE: who steals a code and verifier needs nothing more.",
  dangerouslyExposeUpstreamTokens:
    "The tokens of sign-in providers are shown to applications by get-account: whoever holds one acts as the person there.",
} as const;
export type Danger = keyof typeof DANGERS;

/** Seconds that tokens may live: of access tokens from issue on, of refresh tokens without use. */
export const LIFETIMES = {
  accessToken: { least: 60, most: 900, usual: 600 },
  refreshToken: { least: 300, most: 31_536_000, usual: 2_592_000 },
} as const;

export interface ClientSettings {
  readonly name: string;
  readonly homepage: string | null;
  readonly type: "confidential" | "public" | "native";
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly grantTypes: readonly GrantType[];
  readonly scopes: readonly string[];
  readonly signingAlg: SigningAlg;
  /** Seconds, at most 900. */
  readonly accessTokenSeconds: number;
  /** Seconds without use after which a refresh token ends. */
  readonly refreshTokenSeconds: number;
  readonly consent: "first-party" | "once" | "always";
  readonly allowSignUp: boolean;
  readonly allowPassword: boolean;
  /** A code or link by mail signs people in, where the hub sends mail. */
  readonly allowEmail: boolean;
  readonly dangers: readonly Danger[];
  readonly responseTypes: readonly ResponseType[];
  readonly authMethod: AuthMethod;
  /** The client's public keys (RFC 7517), given or to be fetched. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | null;
  readonly jwksUri: string | null;
  /** Resource indicators (RFC 8707) that it may name. */
  readonly resources: readonly string[];
  readonly customScopes: readonly CustomScope[];
  readonly tokenFormat: TokenFormat;
  /** The user's fields in a token of the format JWT-Custom. */
  readonly tokenFields: readonly string[];
  readonly subjectType: "public" | "pairwise";
  /** The host that pairwise subjects are made for; the redirect URIs' where there is none. */
  readonly sectorIdentifier: string | null;
  readonly requirePushedRequests: boolean;
  readonly requireDpop: boolean;
  readonly userinfoSigningAlg: SigningAlg | null;
  /** Seconds. */
  readonly defaultMaxAge: number | null;
  /** Public client ids whose tokens it may exchange, besides its own. */
  readonly exchangeFrom: readonly string[];
  readonly exchangeAudiences: readonly string[];
  /** Where the hub posts a Logout Token when a session ends (OpenID Connect Back-Channel Logout, 2.2). */
  readonly backchannelLogoutUri: string | null;
  readonly backchannelLogoutSessionRequired: boolean;
  /** What a browser that signs out loads in a hidden frame (OpenID Connect Front-Channel Logout, 2): on an origin of a redirect URI. */
  readonly frontchannelLogoutUri: string | null;
  /** Whether that address is given `iss` and `sid`. */
  readonly frontchannelLogoutSessionRequired: boolean;
  /** Where it begins a sign-in that somebody else asks for, https (OpenID Connect Core, 4): what "open" in a person's list leads to. */
  readonly initiateLoginUri: string | null;
  /** Groups and roles by name: who has none of them can't be signed in to it. Both empty: everybody can. */
  readonly requiredGroups: readonly string[];
  readonly requiredRoles: readonly string[];
}

/** A scope of the application's own, with what the consent page says of it. */
export interface CustomScope {
  readonly name: string;
  readonly description: string;
}

const uris = z
  .array(z.string().trim())
  .max(50)
  .check((context) => {
    for (const uri of context.value) {
      const fault = redirectUriFault(uri);
      if (fault) context.issues.push({ code: "custom", input: uri, message: fault });
    }
  });

const lifetime = ({ least, most, usual }: (typeof LIFETIMES)[keyof typeof LIFETIMES]) =>
  z.number().int().min(least).max(most).default(usual);

const https = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((uri) => redirectUriFault(uri) === null, "redirect_insecure")
  .nullable()
  .default(null);

/** Host and port in letters that mean nothing in a header: the host of a frame stands in one. */
const PLAIN_HOST = /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?(?:[/?]|$)/i;

/** Where an application listens: as strict as for a redirect URI, without the schemes of native applications. */
const listener = z
  .url({ protocol: /^https?$/, abort: true })
  .check((context) => {
    const fault = redirectUriFault(context.value) ?? (PLAIN_HOST.test(context.value) ? null : "redirect_not_absolute");
    if (fault) context.issues.push({ code: "custom", input: context.value, message: fault });
  })
  .nullable()
  .default(null);

/** RFC 8707, 2: an absolute URI without fragment; `*` stands for any. */
const resource = z
  .string()
  .max(500)
  .refine(
    (uri) => uri === "*" || (/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(uri) && !uri.includes("#") && URL.canParse(uri)),
    "invalid_url",
  );
const keys = z
  .array(z.looseObject({ kty: z.string() }))
  .max(20)
  .refine((list) => list.every((key) => !("d" in key) && !("k" in key)), "invalid");

/** Names of groups or roles: each once. */
const names = z
  .array(z.string().trim().regex(TAG_NAME, "invalid"))
  .max(50)
  .default([])
  .transform((list) => [...new Map(list.map((name) => [tagKey(name), name])).values()]);

const shape = z
  .strictObject({
    name: z.string().trim().min(1, "required").max(100),
    homepage: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .default(null),
    type: z.enum(["confidential", "public", "native"]).default("confidential"),
    redirectUris: uris.default([]),
    postLogoutRedirectUris: uris.default([]),
    grantTypes: z.array(z.enum(GRANT_TYPES)).default(["authorization_code", "refresh_token"]),
    scopes: z.array(z.enum(STANDARD_SCOPES)).default(["openid", "profile", "email", "offline_access"]),
    signingAlg: z.enum(SIGNING_ALGS).default("ES256"),
    accessTokenSeconds: lifetime(LIFETIMES.accessToken),
    refreshTokenSeconds: lifetime(LIFETIMES.refreshToken),
    consent: z.enum(["first-party", "once", "always"]).default("once"),
    allowSignUp: z.boolean().default(false),
    allowPassword: z.boolean().default(true),
    allowEmail: z.boolean().default(false),
    dangers: z.array(z.enum(Object.keys(DANGERS) as [Danger, ...Danger[]])).default([]),
    responseTypes: z.array(z.enum(RESPONSE_TYPES)).default(["code"]),
    authMethod: z.enum(AUTH_METHODS).optional(),
    jwks: z.object({ keys }).nullable().default(null),
    jwksUri: https,
    resources: z.array(resource).max(50).default([]),
    customScopes: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/),
          description: z.string().trim().max(200),
        }),
      )
      .max(100)
      .default([]),
    tokenFormat: z.enum(TOKEN_FORMATS).default("standard"),
    tokenFields: z.array(z.string().max(60)).max(100).default([]),
    subjectType: z.enum(["public", "pairwise"]).default("public"),
    sectorIdentifier: z.string().max(253).nullable().default(null),
    requirePushedRequests: z.boolean().default(false),
    requireDpop: z.boolean().default(false),
    userinfoSigningAlg: z.enum(SIGNING_ALGS).nullable().default(null),
    defaultMaxAge: z.number().int().min(0).max(31_536_000).nullable().default(null),
    exchangeFrom: z.array(z.string().max(100)).max(50).default([]),
    exchangeAudiences: z.array(z.string().max(500)).max(50).default([]),
    backchannelLogoutUri: listener,
    backchannelLogoutSessionRequired: z.boolean().default(false),
    frontchannelLogoutUri: listener,
    frontchannelLogoutSessionRequired: z.boolean().default(false),
    initiateLoginUri: https.refine((uri) => uri === null || uri.startsWith("https:"), "redirect_insecure"),
    requiredGroups: names,
    requiredRoles: names,
  })
  .transform((settings) => ({
    ...settings,
    authMethod: settings.authMethod ?? (settings.type === "confidential" ? ("secret" as const) : ("none" as const)),
  }))
  .check((context) => {
    const { type, grantTypes, redirectUris, dangers } = context.value;
    const refuse = (path: string, message: FieldFault) =>
      context.issues.push({ code: "custom", input: context.value, path: [path], message });
    if (grantTypes.length === 0) refuse("grantTypes", "required");
    if (grantTypes.includes("authorization_code") && redirectUris.length === 0) {
      refuse("redirectUris", "required");
    }
    if (type !== "confidential" && grantTypes.includes("client_credentials")) {
      refuse("grantTypes", "invalid_choice");
    }
    if (type !== "confidential" && dangers.includes("dangerouslyAllowCodeWithoutPkce")) {
      refuse("dangers", "invalid_choice");
    }
    if (
      grantTypes.includes("refresh_token") &&
      !REFRESHABLE.some((type) => grantTypes.includes(type)) &&
      !dangers.includes("dangerouslyAllowPasswordGrant")
    ) {
      refuse("grantTypes", "invalid_choice");
    }
    const { responseTypes, authMethod, jwks, jwksUri, customScopes } = context.value;
    if (
      responseTypes.some((value) => value.split(" ").includes("token")) &&
      !dangers.includes("dangerouslyAllowImplicit")
    ) {
      refuse("responseTypes", "invalid_choice");
    }
    if ((type === "confidential") !== (authMethod !== "none")) refuse("authMethod", "invalid_choice");
    if (authMethod === "private_key_jwt" && jwks === null && jwksUri === null) refuse("jwks", "required");
    if (jwks !== null && jwksUri !== null) refuse("jwksUri", "invalid");
    if (type !== "confidential" && (grantTypes.includes(EXCHANGE_GRANT) || grantTypes.includes(JWT_BEARER_GRANT)))
      refuse("grantTypes", "invalid_choice");
    const { frontchannelLogoutUri } = context.value;
    if (frontchannelLogoutUri !== null && !redirectUris.some((uri) => isOfOneOrigin(uri, frontchannelLogoutUri)))
      refuse("frontchannelLogoutUri", "invalid");
    const names = customScopes.map((scope) => scope.name);
    if (
      new Set(names).size !== names.length ||
      names.some((name) => (STANDARD_SCOPES as readonly string[]).includes(name))
    )
      refuse("customScopes", "taken");
  });

/** OpenID Connect Front-Channel Logout, 2: a frame is loaded only from where the client's answers go as well. */
const isOfOneOrigin = (redirectUri: string, uri: string): boolean => {
  const [one, other] = [URL.parse(redirectUri)?.origin, URL.parse(uri)?.origin];
  return one !== undefined && one !== "null" && one === other;
};

/** Grants of a person, which may give a refresh token. */
const REFRESHABLE: readonly GrantType[] = ["authorization_code", DEVICE_GRANT, EXCHANGE_GRANT];

const isFault = (text: string): text is FieldFault => Object.hasOwn(fieldFaults, text);

/** The checks above say what is wrong by its code; zod's own are told by their kind. */
function faultOf(issue: z.core.$ZodIssue): FieldFault {
  if (isFault(issue.message)) return issue.message;
  if (issue.code === "too_small") return issue.origin === "string" ? "too_short" : "out_of_range";
  if (issue.code === "too_big") return issue.origin === "string" ? "too_long" : "out_of_range";
  if (issue.code === "invalid_value") return "invalid_choice";
  if (issue.code === "invalid_format") return "invalid_url";
  return issue.code === "invalid_type" && issue.expected === "number" ? "invalid_number" : "invalid";
}

export type ClientSettingsInput = z.input<typeof shape>;

/**
 * @param input What somebody wishes, of whatever form it is; what is left out is as usual.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readClientSettings(input: { readonly [name in keyof ClientSettings]?: unknown }): ClientSettings {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldFault> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? "name")] ??= faultOf(issue);
  throw fieldRefusal(fields);
}
