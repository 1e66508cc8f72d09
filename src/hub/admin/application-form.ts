/**
 * The form of an application and the settings of a client: the same things under two sets of names, turned into each other
 * here. What is allowed is decided by `readClientSettings` alone; the form keeps what was typed, to show it again.
 */
import type { FieldFault, FieldFaults } from "../../lib/errors.ts";
import type {
  ApplicationErrors,
  ApplicationLimits,
  ApplicationValues,
  GrantType as OfferedGrant,
} from "../../pages/hub/admin/application-fields.tsx";
import type { DangerousName, DangerousSwitch } from "../../pages/hub/admin/dangerous.tsx";
import { en } from "../../pages/text/index.ts";
import {
  type ClientSettings,
  DANGERS,
  type Danger,
  GRANT_TYPES,
  type GrantType,
  LIFETIMES,
  readClientSettings,
  SIGNING_ALGS,
  STANDARD_SCOPES,
} from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import { isTemplate, responseTypesWith, type Template, templateSettings } from "../clients/template.ts";
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

/** What the console has words for is what it offers; what else an application has stays as it is. */
const isOfferedGrant = (type: GrantType): type is GrantType & OfferedGrant =>
  Object.hasOwn(en.admin.application.grants, type);
const isOfferedDanger = (name: Danger): name is Danger & DangerousName => Object.hasOwn(en.admin.dangerous, name);
const OFFERED_DANGERS = (Object.keys(DANGERS) as Danger[]).filter(isOfferedDanger);

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
  grant_types: client.grantTypes.filter(isOfferedGrant),
  password_sign_in: client.allowPassword,
  sign_up: client.allowSignUp,
  consent: CONSENT_NAMES.find((name) => CONSENTS[name] === client.consent) ?? "ask_once",
  scopes: client.scopes,
  signing_alg: client.signingAlg,
  access_token_seconds: String(client.accessTokenSeconds),
  refresh_token_seconds: String(client.refreshTokenSeconds),
});

const usual = readClientSettings({ name: "New", redirectUris: ["https://app.example.com/callback"] });

const SETTING_NAMES = Object.keys(usual) as (keyof ClientSettings)[];
const settingsOf = (client: Client): Partial<ClientSettings> =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, client[name]]));

/** What the form shows before anything is typed: what is usual or what the template says, with the gaps to fill in. */
export const newValues = (template: Template): ApplicationValues => ({
  ...valuesOf({ ...usual, ...templateSettings(template), disabledAt: null }),
  name: "",
  redirect_uris: "",
});

export const readTemplate = (text: string): Template => (isTemplate(text) ? text : "standard");

/** What the form shows when it is shown again: what was sent. */
export const typedValues = (form: FormFields, client: Client | null): ApplicationValues => ({
  name: form.get("name"),
  type: client?.type ?? known(TYPES, form.get("type"), "confidential"),
  enabled: client === null || form.get("enabled") === "true",
  homepage: form.get("homepage"),
  redirect_uris: form.get("redirect_uris"),
  grant_types: GRANT_TYPES.filter(isOfferedGrant).filter((type) => form.all("grant_types").includes(type)),
  password_sign_in: form.get("password_sign_in") === "true",
  sign_up: form.get("sign_up") === "true",
  consent: known(CONSENT_NAMES, form.get("consent"), "ask_once"),
  scopes: form.all("scopes"),
  signing_alg: form.get("signing_alg"),
  access_token_seconds: form.get("access_token_seconds"),
  refresh_token_seconds: form.get("refresh_token_seconds"),
});

/** The dangerous switches that an application of this type can have; one that is being made has those of its template. */
export const switchesOf = (
  client: Client | null,
  on: readonly string[],
  template: Template = "standard",
): DangerousSwitch[] =>
  (client?.type ?? templateSettings(template).type) === "confidential"
    ? OFFERED_DANGERS.map((name) => ({ name, on: on.includes(name) }))
    : [];

/** The dangerous switches that are on in a form. */
export const typedDangers = (form: FormFields): Danger[] => OFFERED_DANGERS.filter((name) => form.get(name) === "true");

/** Digits as their number; anything else is none, which `readClientSettings` says. */
const number = (text: string): number => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : Number.NaN);

const consentOf = (text: string): ClientSettings["consent"] | null => {
  const name = CONSENT_NAMES.find((each) => each === text);
  return name === undefined ? null : CONSENTS[name];
};

/**
 * The settings that a form asks for.
 * @param client The client that is changed: what the form has no field for stays as it is.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readApplicationForm(form: FormFields, client: Client | null): ClientSettings {
  const homepage = form.get("homepage").trim();
  const known = client ? settingsOf(client) : templateSettings(readTemplate(form.get("template")));
  const dangers = [...typedDangers(form), ...(client?.dangers ?? []).filter((name) => !isOfferedDanger(name))];
  return readClientSettings({
    ...known,
    name: form.get("name"),
    homepage: homepage === "" ? null : homepage,
    type: client?.type ?? form.get("type"),
    redirectUris: linesOf(form.get("redirect_uris")),
    grantTypes: [...form.all("grant_types"), ...(client?.grantTypes ?? []).filter((type) => !isOfferedGrant(type))],
    scopes: form.all("scopes"),
    signingAlg: form.get("signing_alg"),
    accessTokenSeconds: number(form.get("access_token_seconds")),
    refreshTokenSeconds: number(form.get("refresh_token_seconds")),
    consent: consentOf(form.get("consent")),
    allowSignUp: form.get("sign_up") === "true",
    allowPassword: form.get("password_sign_in") === "true",
    dangers,
    responseTypes: responseTypesWith(known.responseTypes ?? ["code"], dangers),
  });
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What is wrong, by the form's own names. */
export function errorsOf(fields: FieldFaults): ApplicationErrors {
  const errors: Record<string, FieldFault> = {};
  for (const [name, fault] of Object.entries(fields)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof ClientSettings] : undefined;
    errors[field ?? name] = fault;
  }
  return errors;
}
