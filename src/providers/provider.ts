/**
 * What a provider is: plain data that the engines read.
 *
 * A provider entry says where a service's endpoints are, how its answers name things and where it departs from the
 * standards. It holds no state and no request; the engines hold no provider's name. About nine entries in ten are pure
 * data; the others have a function where a claim must be put together.
 *
 * This folder is a library of its own: it uses `fetch` and WebCrypto and nothing of Node's, of the database or of a server.
 */

import type { ExtraCall, Quirks } from "./quirks.ts";
import type { ScriptSignIn, SettingIs } from "./script-sign-in.ts";

export type * from "./pending.ts";
export type * from "./quirks.ts";
export type * from "./script-sign-in.ts";

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
  /**
   * `url` values are kept without a trailing slash; an `address` is kept as it is written, such as an issuer that ends in
   * one; `host` is a bare host name; a `secret` is text that is shown to nobody once it is stored.
   */
  readonly type: "text" | "url" | "address" | "host" | "choice" | "secret";
  readonly choices?: readonly string[];
  /** What may be written behind a value and is not part of it: the domain that all shops share. */
  readonly suffix?: string;
  /** A regular expression for the whole value, as in HTML's `pattern` attribute. */
  readonly pattern?: string;
  /** What stands where nothing is configured. It may name another setting (`{url}`). */
  readonly default?: string;
  readonly required?: boolean;
  /** May be given anew with each sign-in (`?shop=`), where the person knows it and the administrator does not. */
  readonly perSignIn?: boolean;
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

/** How far an address that the provider reports may be trusted (incidents: an editable e-mail claim looked up a local user). */
export type EmailTrust =
  /** Recorded, never called verified. */
  | "never"
  /** Verified exactly when the provider's own flag is boolean `true`. */
  | "claim"
  /** The provider proves every address before it shows it; said by its documentation. */
  | "always";

/** `reauthenticate`: the person proves once more who they are. `rerequest`: they are asked again for what they refused. */
export type SignInAction = "reauthenticate" | "rerequest";

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
  /** How well the entry is known: how many independent sources agree on it, and when they were compared. */
  readonly known?: { readonly sources: number; readonly date: string };
  /**
   * The callback's path below `/accounts`, where it is not `/<id>/login/callback/`; what an application registered for a
   * django-allauth site goes on working with.
   */
  readonly callbackPath?: string;
  /** How the browser comes back: by GET (the default), by a form of the provider's site, or with a fragment. */
  readonly callbackBy?: "query" | "form" | "fragment";
  /**
   * Other ways of this provider, such as an older protocol: name → a whole entry of the same id. The setting `variant`,
   * which every entry with variants has, chooses one.
   */
  readonly variants?: Readonly<Record<string, Provider>>;
  /** Parameters of the authorization request for the two actions of a start address. */
  readonly actions?: Readonly<Partial<Record<SignInAction, Readonly<Record<string, string>>>>>;
  /** Another authorization address for an action. */
  readonly actionAuthorize?: Readonly<Partial<Record<SignInAction, string>>>;
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
  readonly tokenAuth?: "post" | "basic" | "none";
  readonly emailTrust: EmailTrust;
  readonly claims: Claims;
  readonly extra?: Readonly<Record<string, ExtraCall>>;
  readonly quirks?: Quirks;
  /** The provider's site shows the start page in a frame. */
  readonly embedding?: Embedding;
  /** Brand colour (`#rrggbb`) of the provider's button, where the brand's rules allow one. */
  readonly colour?: string;
}

/** A start page in a frame of the provider's site, where none of our cookies are: from there the whole window goes on. */
export interface Embedding {
  /** What switches it on. */
  readonly when: SettingIs;
  /** The sites whose frame it may be; settings are placeholders. */
  readonly framedBy: readonly string[];
  /** What the start address says of it, for browsers that do not. */
  readonly marker: { readonly parameter: string; readonly value: string };
}

/** An OAuth 2.0 provider (RFC 6749): the person is whoever the profile call says. */
export interface OAuth2Provider extends ProviderBase {
  readonly protocol: "oauth2";
  /** Addresses may hold `{setting}` placeholders. */
  readonly authorize: string;
  readonly token: string;
  /** Left out where the token answer itself describes the person; it is the profile then. */
  readonly userinfo?: string;
  readonly revoke?: string;
  /** A sign-in by the provider's own script on our page, where a setting chooses it. */
  readonly scriptSignIn?: ScriptSignIn;
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

/** Signature methods of OAuth 1.0 (RFC 5849, 3.4). */
export type OAuth1Signature = "HMAC-SHA1" | "RSA-SHA1" | "PLAINTEXT";

/**
 * An OAuth 1.0a provider (RFC 5849): the person is whoever the signed profile call says. The callback is bound by the
 * request token.
 */
export interface OAuth1Provider extends ProviderBase {
  readonly protocol: "oauth1";
  readonly requestToken: string;
  readonly authorize: string;
  readonly token: string;
  /** Left out where the access token answer itself describes the person. */
  readonly userinfo?: string;
  /** Default `HMAC-SHA1`. With `RSA-SHA1` the client secret is a private key, PKCS #8 in PEM. */
  readonly signature?: OAuth1Signature;
  /** How profile calls are made: signed (the default), or by `quirks.tokenPlacement` and placeholders. */
  readonly profileAuth?: "signed" | "unsigned";
  /** `false`: the provider sends no `oauth_callback_confirmed` (it was added by 1.0a). Default `true`. */
  readonly callbackConfirmed?: boolean;
  /** Where scopes go. Default: with the request for a request token. */
  readonly scopeIn?: "request" | "authorize";
  /** Further parameters of the request for a request token. */
  readonly requestParams?: Readonly<Record<string, string>>;
}

/** An attribute that is asked of an OpenID 2.0 server (Attribute Exchange 1.0, 5.1). */
export interface OpenIdAttribute {
  /** The type's address. */
  readonly type: string;
  readonly required?: boolean;
}

/**
 * An OpenID 2.0 provider: the person is the claimed identifier of a verified assertion. With `server` the endpoint is
 * fixed; without, it is found from the identifier that the person gives (the setting `identifier`).
 *
 * The verified assertion is read as the ID Token's claims: `{ claimed_id, id, sreg: {…}, ax: {…} }`. It is the profile too,
 * unless `userinfo` answers with one. The settings `identifier`, `realm`, `stateless` (`true` or `false`) and
 * `extraAttributes` (`alias=type`, `!` behind a required one) are the engine's, where the entry declares them.
 */
export interface OpenId2Provider extends ProviderBase {
  readonly protocol: "openid2";
  /** The server's endpoint. */
  readonly server?: string;
  /** An identifier to discover, where the person gives none (`https://me.example.com`). */
  readonly identifier?: string;
  /** A regular expression for the whole claimed identifier; its group `id`, where it has one, is `{idToken.id}`. */
  readonly claimedId?: string;
  /** Simple Registration 1.1 fields: asked for, and needed. */
  readonly sreg?: { readonly optional?: readonly string[]; readonly required?: readonly string[] };
  /** Attribute Exchange: alias → what is asked for. */
  readonly attributes?: Readonly<Record<string, OpenIdAttribute>>;
  /** `true`: no association; the server is asked about each assertion (OpenID 2.0, 11.4.2). Default `false`. */
  readonly stateless?: boolean;
  /** A call that describes the person, by placeholders (`{idToken.id}`, `{clientSecret}`). */
  readonly userinfo?: string;
}

/**
 * A sign-in whose callback is the person, signed with a secret that the provider shares with us; or an assertion that
 * the provider checks for us.
 */
export interface SignedProvider extends ProviderBase {
  readonly protocol: "signed";
  readonly authorize: string;
  /**
   * Parameters of the authorization address, with placeholders; `{callbackAddress}` is our callback address with its state.
   * Or the hex MD5 of such a text.
   */
  readonly request: Readonly<Record<string, string | { readonly md5: string }>>;
  readonly proof: Proof;
}

/** How the callback of a {@link SignedProvider} is proved. */
export type Proof =
  /** Telegram: `hash` over the other parameters, sorted, a line each, by HMAC-SHA256 with the hash of the secret. */
  | {
      readonly kind: "lines";
      readonly parameter: string;
      /** The parameter with the time of the assertion in Unix seconds. */
      readonly time: string;
      /** Setting with the seconds that an assertion is good for. */
      readonly maxAge: string;
      /** A parameter that may carry all others as base64url JSON. */
      readonly packed?: string;
    }
  /** Discourse: a payload in base64 and its hex HMAC-SHA256, both ways, with a nonce and our address inside. */
  | {
      readonly kind: "payload";
      readonly payload: string;
      readonly signature: string;
      readonly nonce: string;
      readonly returnTo: string;
    }
  /** Draugiem: a code in the callback, redeemed by a GET whose answer is the person. */
  | {
      readonly kind: "exchange";
      readonly code: string;
      /** A parameter of the callback, and the value that means success. */
      readonly success?: { readonly parameter: string; readonly value: string };
      readonly url: string;
      readonly query: Readonly<Record<string, string>>;
      /** Where an access token is in the answer, if there is one. */
      readonly accessToken?: string;
    }
  /** Persona: an assertion that the provider's verifier looks at. */
  | {
      readonly kind: "assertion";
      readonly parameter: string;
      readonly verifier: string;
      readonly body: Readonly<Record<string, string>>;
      /** Members of the verifier's answer and what they must be, with placeholders. */
      readonly expect: Readonly<Record<string, string>>;
    };

export type Provider = OAuth2Provider | OidcProvider | OAuth1Provider | OpenId2Provider | SignedProvider;

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
  /** Empty where the protocol has none. */
  readonly accessToken: string;
  /** OAuth 1.0: what calls with the access token are signed with. */
  readonly tokenSecret?: string;
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
  /** `true`: whoever configures this vouches for every address that the provider reports. The page's `VERIFIED_EMAIL`. */
  readonly verifiedEmail?: boolean;
}
