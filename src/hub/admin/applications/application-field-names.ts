/**
 * Settings of a client and the form's fields that stand for them, by kind, with the reading of what is typed. Anything that can't
 * be read comes out as something that `readClientSettings` refuses at the right field.
 */
import type { ApplicationValues, AuthMethod } from "../../../pages/hub/admin/applications/application-values.ts";
import type { ClientSettings } from "../../clients/settings.ts";

/** Lists, one thing a line. */
export const LINES = {
  redirectUris: "redirect_uris",
  postLogoutRedirectUris: "post_logout_redirect_uris",
  resources: "resources",
  exchangeFrom: "exchange_from",
  exchangeAudiences: "exchange_audiences",
  tokenFields: "token_fields",
  requiredGroups: "required_groups",
  requiredRoles: "required_roles",
} as const;

/** Texts that may be missing. */
export const TEXTS = {
  homepage: "homepage",
  jwksUri: "jwks_uri",
  sectorIdentifier: "sector_identifier",
  userinfoSigningAlg: "userinfo_signing_alg",
  backchannelLogoutUri: "backchannel_logout_uri",
  frontchannelLogoutUri: "frontchannel_logout_uri",
  initiateLoginUri: "initiate_login_uri",
} as const;

export const FLAGS = {
  allowPassword: "password_sign_in",
  allowEmail: "email_sign_in",
  allowSignUp: "sign_up",
  requirePushedRequests: "require_pushed_requests",
  requireDpop: "require_dpop",
  backchannelLogoutSessionRequired: "backchannel_logout_session_required",
  frontchannelLogoutSessionRequired: "frontchannel_logout_session_required",
} as const;

export const NUMBERS = {
  accessTokenSeconds: "access_token_seconds",
  refreshTokenSeconds: "refresh_token_seconds",
  defaultMaxAge: "default_max_age",
} as const;

/** Where a fault of a setting is shown; a setting that is not here is called the same. */
export const FIELDS: Readonly<Partial<Record<keyof ClientSettings, keyof ApplicationValues>>> = {
  ...LINES,
  ...TEXTS,
  ...FLAGS,
  ...NUMBERS,
  grantTypes: "grant_types",
  responseTypes: "response_types",
  authMethod: "auth_method",
  customScopes: "custom_scopes",
  signingAlg: "signing_alg",
  tokenFormat: "token_format",
  subjectType: "subject_type",
};

/** The fields of one kind, each filled from its setting. */
export const filled = <Setting extends string, Field extends string, Value>(
  names: Readonly<Record<Setting, Field>>,
  value: (setting: Setting, field: Field) => Value,
) =>
  Object.fromEntries(
    (Object.entries(names) as [Setting, Field][]).map(([setting, field]) => [field, value(setting, field)]),
  ) as Record<Field, Value>;

const CONSENTS = { ask_once: "once", always: "always", trusted: "first-party" } as const;
export const CONSENT_NAMES = Object.keys(CONSENTS) as (keyof typeof CONSENTS)[];

export const AUTH_METHOD_NAMES = ["usual", "client_secret_jwt", "private_key_jwt"] as const satisfies AuthMethod[];

/** How choices are called in the form whose settings are called otherwise. */
export const chosen = {
  consent: (consent: ClientSettings["consent"]) =>
    CONSENT_NAMES.find((name) => CONSENTS[name] === consent) ?? "ask_once",
  authMethod: (method: ClientSettings["authMethod"]) => AUTH_METHOD_NAMES.find((name) => name === method) ?? "usual",
};

export const consentOf = (text: string): ClientSettings["consent"] | null => {
  const name = CONSENT_NAMES.find((each) => each === text);
  return name === undefined ? null : CONSENTS[name];
};

/** `undefined` for what is usual of its type. */
export const authMethodOf = (text: string): string | undefined => (text === "usual" || text === "" ? undefined : text);

/** Digits as their number; anything else is none, which `readClientSettings` says. */
export const numberOf = (text: string): number => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : Number.NaN);

export const orNull = (text: string): string | null => text.trim() || null;

export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** `name what it allows`, one a line. */
export const scopeLinesOf = (text: string): { name: string; description: string }[] =>
  linesOf(text).map((line) => {
    const [name = "", ...words] = line.split(/\s+/);
    return { name, description: words.join(" ") };
  });

/** A JWK Set; what is no JSON is handed on as the text that it is, to be refused. */
export function jwksOf(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
