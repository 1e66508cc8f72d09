/**
 * The form of a registration at a provider, drawn from the catalogue's entry. A client secret goes in and is never shown
 * again: an empty field leaves the stored one as it is.
 */
import type { FieldFault, FieldFaults } from "../../../lib/errors.ts";
import type { AdminProviderProps, ProviderSetting } from "../../../pages/hub/admin/providers/provider.tsx";
import type { Provider, Setting } from "../../../providers/provider.ts";
import { LINK_POLICIES } from "../../identities/decide-link.ts";
import { needsClientId } from "../../providers/options.ts";
import type { ProviderRow, ProviderSettings } from "../../providers/store.ts";
import type { FormFields } from "../../web/route.ts";

type Values = AdminProviderProps["values"];

/** Types of settings that have a field of their own; every other is some kind of address. */
const FIELD_TYPES: Readonly<Partial<Record<string, ProviderSetting["type"]>>> = {
  text: "text",
  host: "host",
  choice: "choice",
  secret: "secret",
};

/** A default that is made of other settings (`{url}`) is no value to be sent back; nor is what each sign-in may say. */
const isFilledIn = (setting: Setting): boolean =>
  setting.default !== undefined && !setting.default.includes("{") && setting.perSignIn !== true;

export function entryOf(entry: Provider): AdminProviderProps["entry"] {
  return {
    id: entry.id,
    name: entry.name,
    colour: entry.colour ?? null,
    register: entry.register ?? null,
    docs: entry.docs ?? null,
    note: entry.note ?? null,
    status: entry.status ?? "live",
    known: entry.known ?? null,
    needsClientId: [entry, ...Object.values(entry.variants ?? {})].some(needsClientId),
    settings: Object.entries(entry.settings ?? {}).map(
      ([key, setting]): ProviderSetting => ({
        key,
        label: setting.label,
        help: setting.help ?? null,
        type: FIELD_TYPES[setting.type] ?? "url",
        choices: setting.choices ?? [],
        default: isFilledIn(setting) ? (setting.default ?? null) : null,
        perSignIn: setting.perSignIn === true,
        pageName: setting.allauth ?? null,
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
  furtherScope: "",
  authorizeParams: "",
  verifiedEmail: false,
  linkPolicy: "ask",
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
  furtherScope: row.furtherScope.join(" "),
  authorizeParams: linesOf(row.authorizeParams),
  verifiedEmail: row.verifiedEmail,
  linkPolicy: row.linkPolicy,
  enabled: row.disabledAt === null,
  allowSignUp: row.allowSignUp,
});

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((part) => part !== "");

/** Parameters as they are typed: `name=value`, one a line. */
const linesOf = (params: Readonly<Record<string, string>>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");

const paramsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => {
        const [name = "", ...value] = line.split("=");
        return [name.trim(), value.join("=").trim()];
      }),
  );

/** Keys have lines, and browsers send each with a carriage return that the key's file did not have. */
const secretOf = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** What a form asks for, unchecked: `checkProviderSettings` reads it. */
export function readProviderForm(form: FormFields, entry: Provider): ProviderSettings {
  const scope = wordsOf(form.get("scope"));
  const secret = secretOf(form.get("clientSecret"));
  return {
    displayName: form.get("displayName"),
    clientId: form.get("clientId"),
    clientSecret: secret === "" ? undefined : secret,
    settings: Object.fromEntries(
      Object.entries(entry.settings ?? {}).map(([key, { type }]) => {
        const value = form.get(`settings.${key}`);
        return [key, type === "secret" ? secretOf(value) : value];
      }),
    ),
    scope: scope.length === 0 ? null : scope,
    furtherScope: wordsOf(form.get("furtherScope")),
    authorizeParams: paramsOf(form.get("authorizeParams")),
    verifiedEmail: form.get("verifiedEmail") === "true",
    linkPolicy: LINK_POLICIES.find((policy) => policy === form.get("linkPolicy")),
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
  furtherScope: (wish.furtherScope ?? []).join(" "),
  authorizeParams: linesOf(wish.authorizeParams ?? {}),
  verifiedEmail: wish.verifiedEmail === true,
  linkPolicy: wish.linkPolicy ?? row?.linkPolicy ?? "ask",
  enabled: wish.enabled,
  allowSignUp: wish.allowSignUp,
});

const OWN_FIELDS = [
  "displayName",
  "clientId",
  "clientSecret",
  "scope",
  "furtherScope",
  "authorizeParams",
  "linkPolicy",
];

/** What is wrong, by the form's own names. */
export function errorsOf(fields: FieldFaults): FieldFaults {
  const errors: Record<string, FieldFault> = {};
  for (const [name, fault] of Object.entries(fields))
    errors[OWN_FIELDS.includes(name) ? name : `settings.${name}`] = fault;
  return errors;
}
