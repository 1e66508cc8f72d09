/** The reading of a document: its shape here, the values of applications and providers where those are checked anyway. */
import { z } from "zod";
import { fieldRefusal } from "../../lib/errors.ts";
import { type ClientSettings, readClientSettings } from "../clients/settings.ts";
import { TAG_NAME, tagKey } from "../groups/tags.ts";
import { LINK_POLICIES } from "../identities/decide-link.ts";
import { lookShape } from "./looks.ts";
import { named, snakeCase } from "./named.ts";

const reference = z
  .string()
  .regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, "a secret is written env:NAME or file:PATH");
const name = z.string().trim().min(1).max(100);
const texts = z.array(z.string());

const organization = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u, "letters, digits, dots, dashes"),
  display_name: name.optional(),
  require_second_factor: z.enum(["off", "password", "always"]).default("off"),
  allow_sign_up: z.boolean().default(true),
  allow_account_deletion: z.boolean().default(true),
  take_pictures: z.boolean().default(false),
  allow_impersonation: z.boolean().default(false),
  default_locale: z.string().max(50).nullable().default(null),
  enabled: z.boolean().default(true),
});

const provider = z.strictObject({
  slug: z.string().min(1).max(100),
  entry: z.string().min(1).max(100),
  name: name.optional(),
  client_id: z.string().default(""),
  client_secret: reference.optional(),
  settings: z.record(z.string(), z.string()).default({}),
  scope: texts.nullable().default(null),
  further_scope: texts.default([]),
  authorize_params: z.record(z.string(), z.string()).default({}),
  verified_email: z.boolean().default(false),
  link_policy: z.enum(LINK_POLICIES).default("ask"),
  allow_sign_up: z.boolean().default(false),
  enabled: z.boolean().default(true),
});

/** What else it says are settings, read by `applicationSettings`. */
const application = z.looseObject({
  name,
  organization: z.string().default("main"),
  client_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  client_secret: reference.optional(),
  enabled: z.boolean().default(true),
  look: lookShape.optional(),
});

const tagName = z.string().regex(TAG_NAME, "letters, digits, dots, dashes, underscores, colons");

const group = z.strictObject({
  name: tagName,
  organization: z.string().default("main"),
  display_name: name.optional(),
  description: z.string().max(500).default(""),
  parent: tagName.nullable().default(null),
});

const role = z.strictObject({
  name: tagName,
  organization: z.string().default("main"),
  /** The `client_id` of the application whose role it is. */
  application: z.string().max(500).nullable().default(null),
  display_name: name.optional(),
  description: z.string().max(500).default(""),
  groups: z.array(tagName).default([]),
});

const distinct = <T>(list: readonly T[], key: (each: T) => string): boolean =>
  new Set(list.map(key)).size === list.length;

const document = z.strictObject({
  version: z.literal(1),
  prune: z.boolean().default(false),
  organizations: z
    .array(organization)
    .refine((list) => distinct(list, (each) => each.name), "a name is there twice")
    .optional(),
  providers: z
    .array(provider)
    .refine((list) => distinct(list, (each) => each.slug), "a slug is there twice")
    .optional(),
  applications: z
    .array(application)
    .refine((list) => distinct(list, (each) => `${each.organization}/${each.name}`), "a name is there twice")
    .optional(),
  groups: z
    .array(group)
    .refine((list) => distinct(list, (each) => `${each.organization}/${tagKey(each.name)}`), "a name is there twice")
    .optional(),
  roles: z
    .array(role)
    .refine(
      (list) => distinct(list, (each) => `${each.organization}/${each.application ?? ""}/${tagKey(each.name)}`),
      "a name is there twice",
    )
    .optional(),
});

export type ConfigDocument = z.output<typeof document>;
export type OrganizationDocument = z.output<typeof organization>;
export type ProviderDocument = z.output<typeof provider>;
export type ApplicationDocument = z.output<typeof application>;
export type GroupDocument = z.output<typeof group>;
export type RoleDocument = z.output<typeof role>;

/** Where it is wrong and how, or the document. */
export function readDocument(input: unknown): ConfigDocument | { readonly faults: readonly string[] } {
  const parsed = document.safeParse(input);
  if (parsed.success) return parsed.data;
  return { faults: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the document"}: ${message}`) };
}

const USUAL = readClientSettings({ name: "x", redirectUris: ["https://app.example.com/callback"] });
/** Every setting of an application but its name. */
export const SETTINGS = (Object.keys(USUAL) as (keyof ClientSettings)[]).filter((each) => each !== "name");

const OWN = new Set(["name", "organization", "client_id", "client_secret", "enabled", "look"]);

/** The settings that an application of the document has. @throws Refusal `field_invalid` by the document's names */
export function applicationSettings(wish: ApplicationDocument): ClientSettings {
  const at = (field: string): string => `applications.${wish.name}.${field}`;
  const unknown = Object.keys(wish).find((key) => !OWN.has(key) && !SETTINGS.some((each) => snakeCase(each) === key));
  if (unknown !== undefined) throw fieldRefusal({ [at(unknown)]: "invalid" });
  const said = SETTINGS.filter((setting) => Object.hasOwn(wish, snakeCase(setting)));
  const input = Object.fromEntries(said.map((setting) => [setting, wish[snakeCase(setting)]]));
  return named(at, () => readClientSettings({ ...input, name: wish.name }));
}
