/**
 * Departures from the standards, each as data. An entry names the ones its provider has; the engines and the sandbox
 * read the same list, so that what one sends the other checks.
 *
 * Values here and fixed parameters elsewhere may hold placeholders, filled when the call is made: a setting or a derived
 * value (`{tenant}`), a part (see {@link AddressPart}), `{clientId}`, `{clientSecret}`, `{redirectUri}`, `{origin}` (of the
 * redirect address), `{state}`, `{code}`, `{accessToken}`, and anything that has been answered by then: `{callback.device_id}`, `{token.openid}`,
 * `{idToken.sub}`, `{extra.me.openid}`, `{profile.id}`. In an address a value is percent-encoded and stays within its
 * segment or parameter; elsewhere it stands as it is. A parameter or header whose placeholder is a setting that is left
 * empty is not sent.
 */
import type { Json } from "./provider.ts";

/** Where the access token stands in a profile call. `none`: nowhere, or where a placeholder puts it. */
export type TokenPlacement =
  | "bearer"
  | "none"
  | { readonly query: string }
  | { readonly header: string; readonly scheme?: string };

/**
 * A piece of an address that an answer decides: a host or a data centre. It stands in addresses as `{name}`. The pattern
 * says which values are the provider's own; any other ends the sign-in, so that no answer can point a token elsewhere.
 */
export interface AddressPart {
  /** Where it comes from: `$callback.region`, `$token.api_server`, or a claim's path into the profile. */
  readonly from: string;
  /** A regular expression for the whole value. */
  readonly pattern: string;
  /** What stands where the answer has none. */
  readonly default?: string;
}

/**
 * How a profile call is signed besides carrying its token.
 * `tokenHmac`: the hex HMAC-SHA256 of the access token by the client secret.
 * `sortedMd5`: the hex MD5 of all parameters, sorted by name and put together, with a secret behind them.
 */
export type CallSignature =
  | { readonly kind: "tokenHmac"; readonly parameter: string }
  | {
      readonly kind: "sortedMd5";
      readonly parameter: string;
      /** How one parameter is written. */
      readonly pairs: "name=value" | "namevalue";
      /** The client secret, or the hex MD5 of access token and client secret. */
      readonly secret: "client" | "tokenAndClient";
      /** Parameters that are sent and not signed. */
      readonly except?: readonly string[];
    };

/** The body of a call: a form, or JSON. */
export type CallBody = { readonly form: Readonly<Record<string, string>> } | { readonly json: Json };

/** What the provider answers in. `jsonp` is JSON as the argument of a function call. */
export type AnswerFormat = "json" | "jsonp" | "form";

/** A further call, made with the same access token. */
export interface ExtraCall {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: CallBody;
  /** Default: the entry's own placement. */
  readonly tokenPlacement?: TokenPlacement;
  readonly format?: AnswerFormat;
  /** `true`: made before the profile call, one after the other, so that the profile's address may name its answer. */
  readonly before?: boolean;
  /** `false` (the default): a failure of this call leaves its answer `null` and the sign-in goes on. */
  readonly required?: boolean;
}

/** A client secret that is a signed JWT (RFC 7515 with ES256), made from a key for each request. */
export interface SignedSecret {
  readonly kind: "jwt";
  readonly audience: string;
  /** The setting that holds the issuer (Apple's team id). */
  readonly issuer: string;
  /** The setting that holds the key's id. The key itself, PKCS #8 in PEM, is the client secret. */
  readonly keyId: string;
}

/** See the head of this file for placeholders. */
export interface Quirks {
  /** Other names for parameters: standard name → this provider's, in the authorization request. */
  readonly authorizeNames?: Readonly<Record<string, string>>;
  /** Standard parameters that this provider refuses, left out of the authorization request. Never `state`. */
  readonly authorizeOmit?: readonly ("response_type" | "scope")[];
  /** What the authorization address ends in, after `#`. */
  readonly authorizeFragment?: string;
  /** Other names for parameters in the token request (`client_id` → `clientId`). */
  readonly tokenNames?: Readonly<Record<string, string>>;
  /** Other names in the token answer: standard name → a path in this provider's answer (`access_token` → `accessToken`). */
  readonly tokenAnswer?: Readonly<Record<string, string>>;
  /**
   * Where the token itself says what it is good for (`$idToken.scp`), as a text or a list: it is kept as the scope, and a
   * token that is good for less than the registration asks for is refused.
   */
  readonly grantedScope?: string;
  /** A fixed text before the token answer's JSON. */
  readonly tokenAnswerPrefix?: string;
  /** The callback parameter that carries the code, where it is not `code`. */
  readonly codeParameter?: string;
  readonly tokenMethod?: "POST" | "GET";
  readonly tokenBody?: "form" | "json";
  /** Parameters that the standard has and this provider refuses (`redirect_uri`), left out of the token request. */
  readonly tokenOmit?: readonly string[];
  /** Further parameters of the token request. */
  readonly tokenParams?: Readonly<Record<string, string>>;
  /** Names of headers are in lower case, here and below. */
  readonly tokenHeaders?: Readonly<Record<string, string>>;
  /** How the client secret is made, where it is not the text that was registered. */
  readonly clientSecret?: SignedSecret;
  /** `plain`: the verifier itself is the challenge (RFC 7636, 4.2), for a provider that knows no other. */
  readonly pkceMethod?: "S256" | "plain";
  /** `unsupported`: the provider puts no nonce into its ID Token; `state` and PKCE alone bind it to the sign-in. */
  readonly nonce?: "unsupported";
  /** Pieces of addresses that an answer decides. */
  readonly parts?: Readonly<Record<string, AddressPart>>;
  /** The profile lies inside this path of the answer (`"data"`, `"response[0]"`). */
  readonly unwrap?: string;
  readonly profileMethod?: "GET" | "POST";
  readonly profileHeaders?: Readonly<Record<string, string>>;
  /** Further query parameters of the profile call. */
  readonly profileQuery?: Readonly<Record<string, string>>;
  /** The profile call's body; the call is a POST then. */
  readonly profileBody?: CallBody;
  readonly profileFormat?: AnswerFormat;
  readonly tokenPlacement?: TokenPlacement;
  /** How the profile call and the further calls are signed. */
  readonly callSignature?: CallSignature;
  /** The callback parameter with the hex HMAC-SHA256, by the client secret, of all others, sorted, as a query. */
  readonly callbackHmac?: string;
  /** The same of the start address, where the provider itself opens it; one without the parameter was opened by a person. */
  readonly launchHmac?: string;
  /** Values of `error` in the callback, besides `access_denied`, that say the person refused. */
  readonly deniedErrors?: readonly string[];
  /** A failure told with HTTP 200: path of the code, and the values that mean success. */
  readonly errorField?: { readonly path: string; readonly ok: readonly (string | number)[]; readonly message?: string };
  /** Answers that are kept with the profile's raw answers for the administrator, by path (`$callback.realmId`). */
  readonly keep?: readonly string[];
}
