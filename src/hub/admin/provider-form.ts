/**
 * The form of a registration at a provider, drawn from the catalogue's entry. A client secret goes in and is never shown
 * again: an empty field leaves the stored one as it is.
 */
import type { FieldFault, FieldFaults } from "../../lib/errors.ts";
import type { AdminProviderProps, ProviderSetting } from "../../pages/hub/admin/provider.tsx";
import type { Provider } from "../../providers/provider.ts";
import type { ProviderRow, ProviderSettings } from "../providers/store.ts";
import type { FormFields } from "../web/route.ts";

type Values = AdminProviderProps["values"];

/** Types of settings that have a field of their own; every other is some kind of address. */
const FIELD_TYPES: Readonly<Partial<Record<string, ProviderSetting["type"]>>> = {
  text: "text",
  host: "host",
  choice: "choice",
  secret: "secret",
};

export function entryOf(entry: Provider): AdminProviderProps["entry"] {
  return {
    name: entry.name,
    colour: entry.colour ?? null,
    register: entry.register ?? null,
    docs: entry.docs ?? null,
    note: entry.note ?? null,
    settings: Object.entries(entry.settings ?? {}).map(
      ([key, setting]): ProviderSetting => ({
        key,
        label: setting.label,
        help: setting.help ?? null,
        type: FIELD_TYPES[setting.type] ?? "url",
        choices: setting.choices ?? [],
        // A default that is made of other settings (`{url}`) is no value to be sent back.
        default: setting.default === undefined || setting.default.includes("{") ? null : setting.default,
        required: setting.required === true && setting.perSignIn !== true,
      }),
    ),
    scope: entry.scope,
  };
}

export const newValues = (entry: Provider): Values => ({
  displayName: entry.name,
  clientId: "",
  clientSecretSet: false,
  settings: {},
  secretSettings: [],
  scope: "",
  enabled: true,
  allowSignUp: false,
});

export const valuesOf = (row: ProviderRow): Values => ({
  displayName: row.displayName,
  clientId: row.clientId,
  clientSecretSet: row.sealedClientSecret !== null,
  settings: row.settings,
  secretSettings: Object.keys(row.sealedSettings),
  scope: row.scope?.join(" ") ?? "",
  enabled: row.disabledAt === null,
  allowSignUp: row.allowSignUp,
});

/** What a form asks for, unchecked: `checkProviderSettings` reads it. */
export function readProviderForm(form: FormFields, entry: Provider): ProviderSettings {
  const scope = form
    .get("scope")
    .split(/\s+/)
    .filter((part) => part !== "");
  const secret = form.get("clientSecret").trim();
  return {
    displayName: form.get("displayName"),
    clientId: form.get("clientId"),
    clientSecret: secret === "" ? undefined : secret,
    settings: Object.fromEntries(Object.keys(entry.settings ?? {}).map((key) => [key, form.get(`settings.${key}`)])),
    scope: scope.length === 0 ? null : scope,
    allowSignUp: form.get("allowSignUp") === "true",
    enabled: form.get("enabled") === "true",
  };
}

/** What the form shows when it is shown again: what was sent, but never the secret. */
export const typedValues = (wish: ProviderSettings, row: ProviderRow | null): Values => ({
  displayName: wish.displayName,
  clientId: wish.clientId,
  clientSecretSet: row !== null && row.sealedClientSecret !== null,
  settings: wish.settings,
  secretSettings: Object.keys(row?.sealedSettings ?? {}),
  scope: wish.scope?.join(" ") ?? "",
  enabled: wish.enabled,
  allowSignUp: wish.allowSignUp,
});

const OWN_FIELDS = ["displayName", "clientId", "clientSecret", "scope"];

/** What is wrong, by the form's own names. */
export function errorsOf(fields: FieldFaults): FieldFaults {
  const errors: Record<string, FieldFault> = {};
  for (const [name, fault] of Object.entries(fields))
    errors[OWN_FIELDS.includes(name) ? name : `settings.${name}`] = fault;
  return errors;
}
