/**
 * What the sandbox must be told about a provider beyond its catalogue entry: how it describes a person, and where its
 * answers depart from the standards. Everything here is optional; an entry without a shape is answered for by
 * `derived.ts`. A shape is written from the provider's published documentation, never from the entry, so that each
 * proves the other.
 */
import type { Json, Provider, SettingValues } from "../../providers/provider.ts";
import type { Identifiers } from "../identifiers.ts";
import type { Person } from "../people.ts";
import type { Place, Rejection, WireAnswer } from "../rejection.ts";

/** What is known where an emulated provider answers about a person. */
export interface AnswerContext {
  readonly provider: Provider;
  /** The settings that the addresses showed, defaults filled in. */
  readonly settings: SettingValues;
  /** The issuer of an OpenID Connect provider; empty elsewhere. */
  readonly issuer: string;
  readonly clientId: string;
  /** The granted scope. */
  readonly scope: ReadonlySet<string>;
  /** Unix seconds. */
  readonly now: number;
  /** When the person consented. Unix seconds. */
  readonly authTime: number;
  readonly person: Person;
  /** The person's identifiers at this provider. */
  readonly ids: Identifiers;
  /** Identifiers that everybody at this provider shares (its tenant, its organization). */
  readonly shared: Identifiers;
}

export type JsonObject = { readonly [key: string]: Json };

/** What a provider's token endpoint does with refresh tokens. */
export interface RefreshRule {
  /** Whether this sign-in gets one; the authorization request's own parameters are at hand. */
  readonly given: (scope: ReadonlySet<string>, authorize: ReadonlyMap<string, string>) => boolean;
  /**
   * At a refresh: `spend` gives a new one and kills the old, `renew` gives a new one and lets the old live, `keep`
   * repeats the same, `omit` answers without one.
   */
  readonly rotation: "spend" | "renew" | "keep" | "omit";
}

/** How this provider tells an application about a token that its script gave. */
export interface ScriptInspection {
  /** The parameter with the token. */
  readonly token: string;
  /** The parameter with the application's client id, `|`, and its secret. */
  readonly credentials: string;
  /** @param inspected `null` where the application has no such token. */
  readonly answer: (
    inspected: { readonly context: AnswerContext; readonly isValid: boolean; readonly expiresAt: number } | null,
  ) => JsonObject;
}

export interface Shape {
  /** The shapes of the entry's variants. */
  readonly variants?: Readonly<Record<string, Shape>>;
  /** Values for settings without a default, so that a self-hosted provider has addresses to show. */
  readonly demo?: SettingValues;
  /**
   * Endpoints of an entry that leaves them to discovery, and the discovery document's own where it is not under the
   * issuer.
   */
  readonly endpoints?: Readonly<
    Partial<Record<"authorize" | "token" | "userinfo" | "jwks" | "revoke" | "discovery", string>>
  >;
  /** In the form of this provider's own client ids. Random. */
  readonly clientId?: () => string;
  readonly clientSecret?: () => string;

  /** The scopes the provider knows; one that ends in `*` stands for all that begin so. Left out: not checked. */
  readonly scopes?: readonly string[];
  /** What happens to a scope the provider does not know. Default `refuse`. */
  readonly unknownScope?: "refuse" | "drop";
  /** A request without a scope is sound. Default: only where the protocol is not OpenID Connect. */
  readonly scopeOptional?: boolean;
  readonly responseTypeOptional?: boolean;
  /** Parameters that the authorization request must carry with these values. */
  readonly authorizeRequires?: Readonly<Record<string, string>>;
  readonly pkceRequired?: boolean;
  /**
   * `prompt=none`: answered from the browser's session or with `login_required` (`session`, the default of OpenID
   * Connect), skips the page where there is a session (`skip`), or means nothing (`ignored`, the default elsewhere).
   */
  readonly promptNone?: "session" | "skip" | "ignored";
  /** A request with a fault is shown as a page even where it could be sent back to the application. */
  readonly faultsAsPages?: boolean;
  /** Further parameters of the callback. */
  readonly callback?: (context: AnswerContext, code: string) => Readonly<Record<string, string>>;
  /** The callback's parameters in place of `error` and `error_description`. */
  readonly refusedCallback?: (
    rejection: Rejection,
    context: { readonly issuer: string },
  ) => Readonly<Record<string, string>>;

  readonly tokenAuth?: readonly ("post" | "basic" | "none")[];
  readonly tokenBodies?: readonly ("form" | "json")[];
  /** How the token endpoint writes: JSON, form-encoded, or form-encoded unless JSON is accepted. Default `json`. */
  readonly tokenFormat?: "json" | "form" | "accept";
  /**
   * Whether the token request must repeat the redirect address (`required`, the default) or may leave it out
   * (`optional`).
   */
  readonly tokenRedirectUri?: "required" | "optional";
  /** Begins every code or token of this provider. */
  readonly prefixes?: { readonly code?: string; readonly access?: string; readonly refresh?: string };
  /** Seconds an access token lives; `null`: it does not expire. Default 3600. */
  readonly lifetime?: number | null;
  readonly refresh?: RefreshRule;
  /** The token answer as this provider gives it. Default: the standard one, renamed as the entry's quirks say. */
  readonly token?: (standard: JsonObject, context: AnswerContext) => JsonObject;
  /**
   * The access token is a JWT with these claims (`iat`, `exp`, `jti` and `iss` are added), or the ID Token itself.
   * Default: opaque.
   */
  readonly accessToken?: "idToken" | ((context: AnswerContext) => JsonObject);

  /** The claimed identifier of an OpenID 2.0 assertion. Default: by the entry's pattern, else one of the sandbox's. */
  readonly claimedId?: (context: AnswerContext) => string;

  /** The subject of the ID Token and of userinfo. Default: a UUID. */
  readonly subject?: (context: AnswerContext) => string;
  readonly issuer?: (context: AnswerContext) => string;
  /** What the ID Token says beyond `iss`, `sub`, `aud`, `iat`, `exp`, `nonce` and `at_hash`. */
  readonly idToken?: (context: AnswerContext) => JsonObject;
  /** Default `true`. */
  readonly atHash?: boolean;
  /** Seconds an ID Token is valid. Default 3600. */
  readonly idTokenLifetime?: number;
  /** The profile call's answer. */
  readonly profile?: (context: AnswerContext) => Json;
  /** The answers of the entry's `extra` calls by their names. */
  readonly extra?: Readonly<Record<string, (context: AnswerContext) => Json>>;
  /** Scopes of which a profile or extra call needs one; `profile` or the extra call's name → scopes. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** Words that may stand before the token in `Authorization`. Default `Bearer`. */
  readonly schemes?: readonly string[];
  readonly profileMethods?: readonly ("GET" | "POST")[];
  readonly userAgentRequired?: boolean;
  /** Whether revocation asks for the client's credentials (RFC 7009, 2.1). Default `true`. */
  readonly revokeAuthenticates?: boolean;

  /** What the script's `login` gives its callback. @param lifetime Seconds. */
  readonly scriptAnswer?: (token: string, lifetime: number, context: AnswerContext) => JsonObject;
  readonly scriptInspection?: ScriptInspection;
  /** A grant by which an application gets another token for an access token: its type, and the parameter with the token. */
  readonly exchange?: { readonly grantType: string; readonly parameter: string };

  /** The discovery document, from the standard one. */
  readonly discovery?: (document: JsonObject, settings: SettingValues) => JsonObject;
  /** Further members of each published key. */
  readonly keyMembers?: (settings: SettingValues) => JsonObject;
  /** The provider's own form of an objection; `null` where the standard's is right. */
  readonly reject?: (rejection: Rejection, place: Place, context: RejectContext) => WireAnswer | null;
}

export interface RejectContext {
  /** Unix seconds. */
  readonly now: number;
  /** A fresh UUID, for providers that number their answers. */
  readonly requestId: string;
  readonly clientId: string;
}
