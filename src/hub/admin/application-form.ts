/**
 * The form of an application and the settings of a client: the same things under two sets of names, turned into each other
 * here. What is allowed is decided by `readClientSettings` alone; the form keeps what was typed, to show it again.
 */
import type { FieldFault, FieldFaults } from "../../lib/errors.ts";
import type {
  ApplicationErrors,
  ApplicationLimits,
  ApplicationValues,
} from "../../pages/hub/admin/application-fields.tsx";
import type { DangerousSwitch } from "../../pages/hub/admin/dangerous.tsx";
import {
  type ClientSettings,
  DANGERS,
  type Danger,
  GRANT_TYPES,
  LIFETIMES,
  readClientSettings,
  SIGNING_ALGS,
  STANDARD_SCOPES,
} from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import type { FormFields } from "../web/route.ts";

export const limits: ApplicationLimits = {
  signingAlgs: SIGNING_ALGS,
  scopes: STANDARD_SCOPES,
  accessTokenMinimum: LIFETIMES.accessToken.least,
  accessTokenMaximum: LIFETIMES.accessToken.most,
  refreshTokenMinimum: LIFETIMES.refreshToken.least,
  refreshTokenMaximum: LIFETIMES.refreshToken.most,
};

const TYPES = ["confidential", "public", "native"] as const;
const CONSENTS = { ask_once: "once", always: "always", trusted: "first-party" } as const;
const CONSENT_NAMES = Object.keys(CONSENTS) as (keyof typeof CONSENTS)[];
const DANGER_NAMES = Object.keys(DANGERS) as Danger[];

/** Setting names and the fields that stand for them; a setting that is not here is called the same. */
const FIELDS: Readonly<Partial<Record<keyof ClientSettings, keyof ApplicationValues>>> = {
  redirectUris: "redirect_uris",
  grantTypes: "grant_types",
  allowPassword: "password_sign_in",
  allowSignUp: "sign_up",
  signingAlg: "signing_alg",
  accessTokenSeconds: "access_token_seconds",
  refreshTokenSeconds: "refresh_token_seconds",
};

/** One of the known values; what a bent form sends besides is refused by `readClientSettings`, not shown again. */
const known = <T extends string>(values: readonly T[], text: string, usual: T): T =>
  values.find((value) => value === text) ?? usual;

/** What the form shows of a client. */
export const valuesOf = (client: ClientSettings & { readonly disabledAt: number | null }): ApplicationValues => ({
  name: client.name,
  type: client.type,
  enabled: client.disabledAt === null,
  homepage: client.homepage ?? "",
  redirect_uris: client.redirectUris.join("\n"),
  grant_types: client.grantTypes,
  password_sign_in: client.allowPassword,
  sign_up: client.allowSignUp,
  consent: CONSENT_NAMES.find((name) => CONSENTS[name] === client.consent) ?? "ask_once",
  scopes: client.scopes,
  signing_alg: client.signingAlg,
  access_token_seconds: String(client.accessTokenSeconds),
  refresh_token_seconds: String(client.refreshTokenSeconds),
});

/** What the form shows before anything is typed. */
export const newValues: ApplicationValues = {
  name: "",
  type: "confidential",
  enabled: true,
  homepage: "",
  redirect_uris: "",
  grant_types: ["authorization_code", "refresh_token"],
  password_sign_in: true,
  sign_up: false,
  consent: "ask_once",
  scopes: STANDARD_SCOPES,
  signing_alg: SIGNING_ALGS[0],
  access_token_seconds: String(LIFETIMES.accessToken.usual),
  refresh_token_seconds: String(LIFETIMES.refreshToken.usual),
};

/** What the form shows when it is shown again: what was sent. */
export const typedValues = (form: FormFields, client: Client | null): ApplicationValues => ({
  name: form.get("name"),
  type: client?.type ?? known(TYPES, form.get("type"), "confidential"),
  enabled: client === null || form.get("enabled") === "true",
  homepage: form.get("homepage"),
  redirect_uris: form.get("redirect_uris"),
  grant_types: GRANT_TYPES.filter((type) => form.all("grant_types").includes(type)),
  password_sign_in: form.get("password_sign_in") === "true",
  sign_up: form.get("sign_up") === "true",
  consent: known(CONSENT_NAMES, form.get("consent"), "ask_once"),
  scopes: form.all("scopes"),
  signing_alg: form.get("signing_alg"),
  access_token_seconds: form.get("access_token_seconds"),
  refresh_token_seconds: form.get("refresh_token_seconds"),
});

/** The dangerous switches that an application of this type can have; one that is being made has none yet. */
export const switchesOf = (client: Client | null, on: readonly string[]): DangerousSwitch[] =>
  client?.type === "confidential" ? DANGER_NAMES.map((name) => ({ name, on: on.includes(name) })) : [];

/** The dangerous switches that are on in a form. */
export const typedDangers = (form: FormFields): Danger[] => DANGER_NAMES.filter((name) => form.get(name) === "true");

/** Digits as their number; anything else is none, which `readClientSettings` says. */
const number = (text: string): number => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : Number.NaN);

/**
 * The settings that a form asks for.
 * @param client The client that is changed: what the form has no field for stays as it is.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readApplicationForm(form: FormFields, client: Client | null): ClientSettings {
  const consent = form.get("consent");
  return readClientSettings({
    name: form.get("name"),
    homepage: form.get("homepage").trim() === "" ? null : form.get("homepage").trim(),
    type: client?.type ?? form.get("type"),
    redirectUris: form
      .get("redirect_uris")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    postLogoutRedirectUris: client?.postLogoutRedirectUris ?? [],
    grantTypes: form.all("grant_types"),
    scopes: form.all("scopes"),
    signingAlg: form.get("signing_alg"),
    accessTokenSeconds: number(form.get("access_token_seconds")),
    refreshTokenSeconds: number(form.get("refresh_token_seconds")),
    consent: CONSENT_NAMES.some((name) => name === consent)
      ? CONSENTS[known(CONSENT_NAMES, consent, "ask_once")]
      : consent,
    allowSignUp: form.get("sign_up") === "true",
    allowPassword: form.get("password_sign_in") === "true",
    dangers: typedDangers(form),
  });
}

/** What is wrong, by the form's own names. */
export function errorsOf(fields: FieldFaults): ApplicationErrors {
  const errors: Record<string, FieldFault> = {};
  for (const [name, fault] of Object.entries(fields)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof ClientSettings] : undefined;
    errors[field ?? name] = fault;
  }
  return errors;
}
