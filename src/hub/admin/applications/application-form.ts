/**
 * The form of an application and the settings of a client: the same things under two sets of names, turned into each other
 * here. What is allowed is decided by `readClientSettings` alone; the form keeps what was typed, to show it again.
 */
import type { FieldFault, FieldFaults } from "../../../lib/errors.ts";
import type {
  ApplicationErrors,
  ApplicationLimits,
  ApplicationValues,
  GrantType as OfferedGrant,
} from "../../../pages/hub/admin/applications/application-values.ts";
import type { DangerousName, DangerousSwitch } from "../../../pages/hub/admin/applications/dangerous.tsx";
import { en } from "../../../pages/text/index.ts";
import type { DangerUse } from "../../clients/dangers.ts";
import {
  type ClientSettings,
  DANGERS,
  type Danger,
  GRANT_TYPES,
  type GrantType,
  LIFETIMES,
  RESPONSE_TYPES,
  readClientSettings,
  SIGNING_ALGS,
  STANDARD_SCOPES,
  TOKEN_FORMATS,
} from "../../clients/settings.ts";
import type { Client } from "../../clients/store.ts";
import { isTemplate, responseTypesWith, type Template, templateSettings } from "../../clients/template.ts";
import type { FormFields } from "../../web/route.ts";
import {
  AUTH_METHOD_NAMES,
  authMethodOf,
  CONSENT_NAMES,
  chosen,
  consentOf,
  FIELDS,
  FLAGS,
  filled,
  jwksOf,
  LINES,
  linesOf,
  NUMBERS,
  numberOf,
  orNull,
  scopeLinesOf,
  TEXTS,
} from "./application-field-names.ts";

export const limits: ApplicationLimits = {
  signingAlgs: SIGNING_ALGS,
  scopes: STANDARD_SCOPES,
  accessTokenMinimum: LIFETIMES.accessToken.least,
  accessTokenMaximum: LIFETIMES.accessToken.most,
  refreshTokenMinimum: LIFETIMES.refreshToken.least,
  refreshTokenMaximum: LIFETIMES.refreshToken.most,
};

const TYPES = ["confidential", "public", "native"] as const;

/** What the console has words for is what it offers; what else an application has stays as it is. */
const isOfferedGrant = (type: GrantType): type is GrantType & OfferedGrant =>
  Object.hasOwn(en.admin.application.grants, type);
const isOfferedDanger = (name: Danger): name is Danger & DangerousName => Object.hasOwn(en.admin.dangerous, name);
const OFFERED_DANGERS = (Object.keys(DANGERS) as Danger[]).filter(isOfferedDanger);

/** One of the known values; what a bent form sends besides is refused by `readClientSettings`, not shown again. */
const known = <T extends string>(values: readonly T[], text: string, usual: T): T =>
  values.find((value) => value === text) ?? usual;

/** What the form shows of a client. */
export const valuesOf = (client: ClientSettings & { readonly enabled: boolean }): ApplicationValues => ({
  ...filled(LINES, (setting) => client[setting].join("\n")),
  ...filled(TEXTS, (setting) => client[setting] ?? ""),
  ...filled(FLAGS, (setting) => client[setting]),
  ...filled(NUMBERS, (setting) => client[setting]?.toString() ?? ""),
  name: client.name,
  type: client.type,
  enabled: client.enabled,
  grant_types: client.grantTypes.filter(isOfferedGrant),
  response_types: client.responseTypes,
  auth_method: chosen.authMethod(client.authMethod),
  jwks: client.jwks === null ? "" : JSON.stringify(client.jwks, null, 2),
  custom_scopes: client.customScopes.map(({ name, description }) => `${name} ${description}`.trim()).join("\n"),
  consent: chosen.consent(client.consent),
  scopes: client.scopes,
  signing_alg: client.signingAlg,
  token_format: client.tokenFormat,
  subject_type: client.subjectType,
});

const usual = readClientSettings({ name: "New", redirectUris: ["https://app.example.com/callback"] });

const SETTING_NAMES = Object.keys(usual) as (keyof ClientSettings)[];
const settingsOf = (client: Client): Partial<ClientSettings> =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, client[name]]));

/** What the form shows before anything is typed: what is usual or what the template says, with the gaps to fill in. */
export const newValues = (template: Template): ApplicationValues => ({
  ...valuesOf({ ...usual, ...templateSettings(template), enabled: true }),
  name: "",
  redirect_uris: "",
});

export const readTemplate = (text: string): Template => (isTemplate(text) ? text : "standard");

/** What the form shows when it is shown again: what was sent. */
export const typedValues = (form: FormFields, client: Client | null): ApplicationValues => ({
  ...filled(LINES, (_, field) => form.get(field)),
  ...filled(TEXTS, (_, field) => form.get(field)),
  ...filled(FLAGS, (_, field) => form.get(field) === "true"),
  ...filled(NUMBERS, (_, field) => form.get(field)),
  name: form.get("name"),
  type: client?.type ?? known(TYPES, form.get("type"), "confidential"),
  enabled: client === null || form.get("enabled") === "true",
  grant_types: GRANT_TYPES.filter(isOfferedGrant).filter((type) => form.all("grant_types").includes(type)),
  response_types: RESPONSE_TYPES.filter((type) => form.all("response_types").includes(type)),
  auth_method: known(AUTH_METHOD_NAMES, form.get("auth_method"), "usual"),
  jwks: form.get("jwks"),
  custom_scopes: form.get("custom_scopes"),
  consent: known(CONSENT_NAMES, form.get("consent"), "ask_once"),
  scopes: form.all("scopes"),
  signing_alg: form.get("signing_alg"),
  token_format: known(TOKEN_FORMATS, form.get("token_format"), "standard"),
  subject_type: known(["public", "pairwise"], form.get("subject_type"), "public"),
});

/** Switches that mean something only where there is a secret. */
const OF_A_SECRET: readonly Danger[] = [
  "dangerouslyAllowCodeWithoutPkce",
  "dangerouslyAllowMissingRedirectUri",
  "dangerouslyAllowMissingSecretWithPkce",
];

/** The dangerous switches that an application of this type can have, with when each was last of use. */
export const switchesOf = (
  client: Client | null,
  on: readonly string[],
  uses: readonly DangerUse[] = [],
): DangerousSwitch[] =>
  OFFERED_DANGERS.filter((name) => (client?.type ?? "confidential") === "confidential" || !OF_A_SECRET.includes(name))
    // One that is on all the same must be seen to be closed.
    .concat(OFFERED_DANGERS.filter((name) => client && client.type !== "confidential" && isKept(client, name)))
    .map((name) => {
      const use = uses.find(({ danger }) => danger === name);
      return { name, on: on.includes(name), used: use ? { lastAt: use.lastUsedAt, times: use.uses } : null };
    });

const isKept = (client: Client, name: Danger): boolean => OF_A_SECRET.includes(name) && client.dangers.includes(name);

/** The dangerous switches that are on in a form. */
export const typedDangers = (form: FormFields): Danger[] => OFFERED_DANGERS.filter((name) => form.get(name) === "true");

/**
 * The response types that a form asks for. Closing the switch for implicit answers takes those with a token along, and opening
 * it gives them; otherwise they are as ticked.
 */
function responseTypesOf(form: FormFields, before: readonly Danger[], after: readonly Danger[]): readonly string[] {
  const ticked = form.all("response_types");
  const implicit = "dangerouslyAllowImplicit";
  if (before.includes(implicit) === after.includes(implicit)) return ticked;
  const types = RESPONSE_TYPES.filter((type) => ticked.includes(type));
  return types.length === ticked.length ? responseTypesWith(types, after) : ticked;
}

/**
 * The settings that a form asks for.
 * @param client The client that is changed: what the form has no field for stays as it is.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readApplicationForm(form: FormFields, client: Client | null): ClientSettings {
  const known = client ? settingsOf(client) : templateSettings(readTemplate(form.get("template")));
  const dangers = [...typedDangers(form), ...(client?.dangers ?? []).filter((name) => !isOfferedDanger(name))];
  const type = client?.type ?? form.get("type");
  return readClientSettings({
    ...known,
    ...Object.fromEntries(Object.entries(LINES).map(([setting, field]) => [setting, linesOf(form.get(field))])),
    ...Object.fromEntries(Object.entries(TEXTS).map(([setting, field]) => [setting, orNull(form.get(field))])),
    ...Object.fromEntries(Object.entries(FLAGS).map(([setting, field]) => [setting, form.get(field) === "true"])),
    ...Object.fromEntries(Object.entries(NUMBERS).map(([setting, field]) => [setting, numberOf(form.get(field))])),
    defaultMaxAge: form.get("default_max_age").trim() === "" ? null : numberOf(form.get("default_max_age")),
    name: form.get("name"),
    type,
    grantTypes: [...form.all("grant_types"), ...(client?.grantTypes ?? []).filter((grant) => !isOfferedGrant(grant))],
    responseTypes: responseTypesOf(form, known.dangers ?? [], dangers),
    authMethod: type === "confidential" ? authMethodOf(form.get("auth_method")) : undefined,
    jwks: jwksOf(form.get("jwks")),
    customScopes: scopeLinesOf(form.get("custom_scopes")),
    scopes: form.all("scopes"),
    signingAlg: form.get("signing_alg"),
    tokenFormat: form.get("token_format"),
    subjectType: form.get("subject_type"),
    consent: consentOf(form.get("consent")),
    dangers,
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
