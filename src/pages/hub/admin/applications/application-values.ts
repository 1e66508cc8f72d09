/** What the form of an application holds, by the names of its fields, and what may be wrong with them. */
import type { FieldErrors } from "../../../parts/field.tsx";
import type { Text } from "../../../text/index.ts";

type Words = Text["admin"]["application"];
export type ApplicationType = keyof Words["types"];
export type GrantType = keyof Words["grants"];
export type ConsentMode = keyof Words["consents"];
export type ResponseType = keyof Words["responses"];
export type AuthMethod = keyof Words["authMethods"];
export type TokenFormat = keyof Words["formats"];
export type SubjectType = keyof Words["subjects"];

/** What the form shows: the stored values, or what was sent and refused. Numbers are digits, or what was typed instead. */
export interface ApplicationValues {
  readonly name: string;
  readonly type: ApplicationType;
  readonly enabled: boolean;
  readonly homepage: string;
  /** One address a line. */
  readonly redirect_uris: string;
  readonly grant_types: readonly GrantType[];
  readonly password_sign_in: boolean;
  readonly email_sign_in: boolean;
  readonly sign_up: boolean;
  readonly consent: ConsentMode;
  readonly scopes: readonly string[];
  readonly signing_alg: string;
  readonly access_token_seconds: string;
  readonly refresh_token_seconds: string;

  readonly response_types: readonly ResponseType[];
  /** `usual` is a secret where it can keep one. */
  readonly auth_method: AuthMethod;
  /** A JWK Set (RFC 7517, 5). */
  readonly jwks: string;
  readonly jwks_uri: string;
  readonly require_pushed_requests: boolean;
  readonly require_dpop: boolean;
  readonly default_max_age: string;

  /** `name what the consent page says`, one a line. */
  readonly custom_scopes: string;
  /** One a line. */
  readonly resources: string;
  readonly exchange_from: string;
  readonly exchange_audiences: string;

  /** One a line. */
  readonly required_groups: string;
  readonly required_roles: string;

  readonly token_format: TokenFormat;
  /** One a line. */
  readonly token_fields: string;
  readonly subject_type: SubjectType;
  readonly sector_identifier: string;
  /** Empty for answers that are not signed. */
  readonly userinfo_signing_alg: string;

  /** One a line. */
  readonly post_logout_redirect_uris: string;
  readonly backchannel_logout_uri: string;
  readonly backchannel_logout_session_required: boolean;
  readonly frontchannel_logout_uri: string;
  readonly frontchannel_logout_session_required: boolean;
  readonly initiate_login_uri: string;
}

/** `dangers` stands for the switches together. */
export type ApplicationErrors = FieldErrors<keyof ApplicationValues | "dangers">;

/** What the server allows. */
export interface ApplicationLimits {
  /** JWS algorithms (RFC 7518, section 3.1). */
  readonly signingAlgs: readonly string[];
  readonly scopes: readonly (keyof Text["scopes"])[];
  /** Seconds. */
  readonly accessTokenMinimum: number;
  /** Seconds. */
  readonly accessTokenMaximum: number;
  /** Seconds. */
  readonly refreshTokenMinimum: number;
  /** Seconds. */
  readonly refreshTokenMaximum: number;
}

/** What each group of fields is drawn from. */
export interface FieldGroupProps {
  readonly t: Text;
  readonly values: ApplicationValues;
  readonly errors: ApplicationErrors;
  readonly limits: ApplicationLimits;
  readonly creating: boolean;
}

/** Choices of a list of words, in its order. */
export const choicesOf = <Value extends string>(
  labels: Readonly<Record<Value, string>>,
  hints?: Readonly<Record<Value, string>>,
) => (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value], hint: hints?.[value] }));
