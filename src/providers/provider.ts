/**
 * What a provider is: plain data that the engines read.
 *
 * A provider entry says where a service's endpoints are, how its answers name things and where it departs from the
 * standards. It holds no state and no request; the engines hold no provider's name. About nine entries in ten are pure
 * data; the others have a function where a claim must be put together.
 *
 * This folder is a library of its own: it uses `fetch` and WebCrypto and nothing of Node's, of the database or of a server.
 */

/** Parsed JSON, or what a form-encoded answer was turned into. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The configured values of a provider's own `settings`, defaults filled in. */
export type SettingValues = Readonly<Record<string, string>>;

/**
 * One of a provider's own options. The admin form, the reference and the sandbox are drawn from these.
 * Text placeholders of addresses (`{tenant}`) name settings by their key.
 */
export interface Setting {
  readonly label: string;
  readonly help?: string;
  /** `url` values are kept without a trailing slash; `host` is a bare host name. */
  readonly type: "text" | "url" | "host" | "choice";
  readonly choices?: readonly string[];
  /** A regular expression for the whole value, as in HTML's `pattern` attribute. */
  readonly pattern?: string;
  /** What stands where nothing is configured. It may name another setting (`{url}`). */
  readonly default?: string;
  readonly required?: boolean;
  /** The name that the django-allauth page gives this option. */
  readonly allauth?: string;
}

/** All that the provider has answered during one sign-in; what a claim may be read from. */
export interface Answers {
  /** The token endpoint's answer. */
  readonly token: Json;
  /** The verified claims of the ID Token (empty where there is none). */
  readonly idToken: Json;
  /** The main profile answer (after `unwrap`); the ID Token's claims where the provider has no profile call. */
  readonly profile: Json;
  /** The answers of `extra` calls by their name; `null` where an optional one failed. */
  readonly extra: Readonly<Record<string, Json>>;
  /** The parameters that came back to the callback address. */
  readonly callback: Readonly<Record<string, string>>;
  readonly settings: SettingValues;
}

/**
 * Where a claim comes from: a path into the profile (`"picture.data.url"`, `"emails[0].value"`), several paths of
 * which the first with a value wins, or a function of all answers. A path may begin with `$token.`, `$idToken.`,
 * `$extra.<name>.` or `$callback.` to read from elsewhere than the profile.
 */
export type ClaimSource = string | readonly string[] | ((answers: Answers) => unknown);

/** Claims in the names of OpenID Connect Core 1.0, section 5.1. */
export interface Claims {
  /** The provider's immutable id of the person. Never an e-mail address or a name that can change hands. */
  readonly sub: ClaimSource;
  /** The issuer or tenant that `sub` is unique in, where one entry serves several (Microsoft's `tid`). */
  readonly issuer?: ClaimSource;
  readonly preferred_username?: ClaimSource;
  readonly name?: ClaimSource;
  readonly given_name?: ClaimSource;
  readonly family_name?: ClaimSource;
  readonly email?: ClaimSource;
  /** Only boolean `true` in the answer counts; where the entry is silent an address is unverified. */
  readonly email_verified?: ClaimSource;
  readonly picture?: ClaimSource;
  readonly phone_number?: ClaimSource;
  readonly locale?: ClaimSource;
}

/** A further call, made after the profile call with the same access token. */
export interface ExtraCall {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** `false` (the default): a failure of this call leaves its answer `null` and the sign-in goes on. */
  readonly required?: boolean;
}

/** Where the access token stands in a profile call. */
export type TokenPlacement =
  | "bearer"
  | { readonly query: string }
  | { readonly header: string; readonly scheme?: string };

/** Departures from RFC 6749, each as data. */
export interface Quirks {
  /** Other names for parameters: standard name → this provider's, in the authorization request. */
  readonly authorizeNames?: Readonly<Record<string, string>>;
  /** Other names for parameters in the token request (`client_id` → `clientId`). */
  readonly tokenNames?: Readonly<Record<string, string>>;
  /** Other names in the token answer: standard name → a path in this provider's answer (`access_token` → `accessToken`). */
  readonly tokenAnswer?: Readonly<Record<string, string>>;
  /** The callback parameter that carries the code, where it is not `code`. */
  readonly codeParameter?: string;
  readonly tokenMethod?: "POST" | "GET";
  readonly tokenBody?: "form" | "json";
  /** Parameters that the standard has and this provider refuses (`redirect_uri`), left out of the token request. */
  readonly tokenOmit?: readonly string[];
  /** Names of headers are in lower case, here and below. */
  readonly tokenHeaders?: Readonly<Record<string, string>>;
  /** The profile lies inside this path of the answer (`"data"`, `"response[0]"`). */
  readonly unwrap?: string;
  readonly profileMethod?: "GET" | "POST";
  readonly profileHeaders?: Readonly<Record<string, string>>;
  /** Extra fixed query parameters of the profile call. */
  readonly profileQuery?: Readonly<Record<string, string>>;
  readonly tokenPlacement?: TokenPlacement;
  /** A failure told with HTTP 200: path of the code, and the values that mean success. */
  readonly errorField?: { readonly path: string; readonly ok: readonly (string | number)[]; readonly message?: string };
}

/** How far an address that the provider reports may be trusted (incidents: an editable e-mail claim looked up a local user). */
export type EmailTrust =
  /** Recorded, never called verified. */
  | "never"
  /** Verified exactly when the provider's own flag is boolean `true`. */
  | "claim"
  /** The provider proves every address before it shows it; said by its documentation. */
  | "always";

/** What every protocol's entry has. */
export interface ProviderBase {
  /** The entry's id in the catalogue: lower case, and the segment of its callback address. */
  readonly id: string;
  readonly name: string;
  /** Where an application is registered with the provider. */
  readonly register?: string;
  /** The provider's own documentation of its sign-in. */
  readonly docs?: string;
  readonly status?: "live" | "renamed" | "moved" | "closed";
  /** One line for the administrator: what has changed, what to mind, with a date. */
  readonly note?: string;
  readonly settings?: Readonly<Record<string, Setting>>;
  /**
   * Further placeholders, worked out from the settings: an API's address that depends on the server's. What a function
   * returns stands in the address as it is.
   */
  readonly derived?: Readonly<Record<string, (settings: SettingValues) => string>>;
  readonly scope: readonly string[];
  readonly scopeSeparator?: string;
  /** Extra fixed parameters of the authorization request. They can never replace a protocol parameter. */
  readonly authorizeParams?: Readonly<Record<string, string>>;
  readonly pkce: boolean;
  /** How the client authenticates at the token endpoint (OpenID Connect Core, section 9). Default `post`. */
  readonly tokenAuth?: "post" | "basic";
  readonly emailTrust: EmailTrust;
  readonly claims: Claims;
  readonly extra?: Readonly<Record<string, ExtraCall>>;
  readonly quirks?: Quirks;
  /** Brand colour (`#rrggbb`) of the provider's button, where the brand's rules allow one. */
  readonly colour?: string;
}

/** An OAuth 2.0 provider (RFC 6749): the person is whoever the profile call says. */
export interface OAuth2Provider extends ProviderBase {
  readonly protocol: "oauth2";
  /** Addresses may hold `{setting}` placeholders. */
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  readonly revoke?: string;
  /** The authorization server's own identifier (RFC 8414), where it publishes one; `iss` of RFC 9207 must equal it. */
  readonly issuer?: string;
}

/** Signatures that an ID Token may carry: asymmetric ones only, since a shared secret proves nothing about who signed. */
export type IdTokenAlg =
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512"
  | "ES256"
  | "ES384"
  | "ES512"
  | "EdDSA"
  | "Ed25519";

/**
 * An OpenID Connect provider: the person is whoever the verified ID Token says. Endpoints come from discovery at
 * `issuer`, unless the entry names all of them; the issuer in the discovery document must equal `issuer` exactly.
 */
export interface OidcProvider extends ProviderBase {
  readonly protocol: "oidc";
  readonly issuer: string;
  readonly authorize?: string;
  readonly token?: string;
  readonly userinfo?: string;
  readonly jwks?: string;
  readonly revoke?: string;
  /** `true`: also call userinfo (its `sub` must equal the ID Token's) and let its claims come first. Default `false`. */
  readonly callUserinfo?: boolean;
  /**
   * Where one entry serves many tenants, the ID Token's `iss` is this template with `{claim}` placeholders filled from
   * the token's own claims (Microsoft: `https://login.microsoftonline.com/{tid}/v2.0`), accepted only when the setting
   * named by `when` has one of the listed values. `except` lists values of a claim that are refused, by setting value.
   */
  readonly issuerTemplate?: IssuerTemplate;
  /** Other spellings that the same issuer signs with (Google: without `https://`). */
  readonly issuerAliases?: readonly string[];
  /** Default: every `IdTokenAlg`. */
  readonly idTokenAlgs?: readonly IdTokenAlg[];
}

/** See {@link OidcProvider.issuerTemplate}. */
export interface IssuerTemplate {
  readonly template: string;
  readonly when: Readonly<Record<string, readonly string[]>>;
  /** Setting value of `when` → claim → values that a token may not have. */
  readonly except?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export type Provider = OAuth2Provider | OidcProvider;

/** A person as the provider describes them, in OpenID Connect's names. */
export interface Profile {
  /** Unique and immutable within `issuer`. */
  readonly sub: string;
  /** The OIDC issuer, the tenant's issuer, or the entry's id-free origin: what `sub` is unique in. */
  readonly issuer: string;
  readonly preferred_username?: string;
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly email?: string;
  readonly email_verified: boolean;
  readonly picture?: string;
  readonly phone_number?: string;
  readonly locale?: string;
  /** The provider's answers as they came, for the administrator's view. Never tokens. */
  readonly raw: Json;
}

/** What the provider gave besides the person. */
export interface UpstreamTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Verified. Where the protocol has none, one that came along all the same is left out. */
  readonly idToken?: string;
  /** Unix seconds. */
  readonly expiresAt?: number;
  readonly scope?: string;
}

/** One registration with a provider: the catalogue's entry and what the provider gave for it. */
export interface ProviderApp {
  readonly provider: Provider;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Our callback address, as registered with the provider, byte for byte. */
  readonly redirectUri: string;
  /** Replaces the entry's scopes. */
  readonly scope?: readonly string[];
  /** Further authorization parameters; the protocol's own are refused. */
  readonly authorizeParams?: Readonly<Record<string, string>>;
}

/** What must be kept between start and callback: on the server, single-use, bound to the browser. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce?: string;
  readonly codeVerifier?: string;
}
