/**
 * An application on the wire: the settings of a client under snake_case names, and what is not for anybody to set. What is
 * allowed of a setting is decided by `readClientSettings` alone; here stands which there are and of what kind, and faults
 * are told under the names of the wire.
 */
import { z } from "zod";
import { Refusal, renameFaults } from "../../lib/errors.ts";
import {
  AUTH_METHODS,
  type ClientSettings,
  DANGERS,
  type Danger,
  GRANT_TYPES,
  RESPONSE_TYPES,
  readClientSettings,
  SIGNING_ALGS,
  STANDARD_SCOPES,
  TOKEN_FORMATS,
} from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import { snakeCase } from "../config/named.ts";
import { id, seconds } from "./schema.ts";

const address = z.string().max(2000);
const addresses = z.array(address).max(50);

const settings = {
  name: z.string().max(200),
  homepage: address.nullable(),
  type: z.enum(["confidential", "public", "native"]).describe("It does not change afterwards."),
  redirect_uris: addresses,
  post_logout_redirect_uris: addresses,
  grant_types: z.array(z.enum(GRANT_TYPES)).max(20),
  scopes: z.array(z.enum(STANDARD_SCOPES)).max(20),
  signing_alg: z.enum(SIGNING_ALGS),
  access_token_seconds: z.number().int(),
  refresh_token_seconds: z.number().int(),
  consent: z.enum(["first-party", "once", "always"]),
  allow_sign_up: z.boolean(),
  allow_password: z.boolean(),
  allow_email: z.boolean(),
  dangers: z.array(z.enum(Object.keys(DANGERS) as [Danger, ...Danger[]])).max(20),
  response_types: z.array(z.enum(RESPONSE_TYPES)).max(20),
  auth_method: z.enum(AUTH_METHODS),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).max(20) }).nullable(),
  jwks_uri: address.nullable(),
  resources: z.array(z.string().max(500)).max(50),
  custom_scopes: z.array(z.strictObject({ name: z.string().max(100), description: z.string().max(200) })).max(100),
  token_format: z.enum(TOKEN_FORMATS),
  token_fields: z.array(z.string().max(60)).max(100),
  subject_type: z.enum(["public", "pairwise"]),
  sector_identifier: z.string().max(253).nullable(),
  require_pushed_requests: z.boolean(),
  require_dpop: z.boolean(),
  userinfo_signing_alg: z.enum(SIGNING_ALGS).nullable(),
  default_max_age: z.number().int().nullable(),
  exchange_from: z.array(z.string().max(100)).max(50),
  exchange_audiences: z.array(z.string().max(500)).max(50),
  backchannel_logout_uri: address.nullable(),
  backchannel_logout_session_required: z.boolean(),
  frontchannel_logout_uri: address.nullable(),
  frontchannel_logout_session_required: z.boolean(),
  initiate_login_uri: address.nullable(),
  required_groups: z
    .array(z.string().max(100))
    .max(50)
    .describe("Who has none of these is not let in; empty: all are."),
  required_roles: z.array(z.string().max(100)).max(50),
};
const Settings = z.strictObject(settings);

export const ApplicationShape = z.strictObject({
  id,
  client_id: z.string(),
  organization_id: id,
  ...settings,
  enabled: z.boolean(),
  created_at: seconds,
  updated_at: seconds,
});
export const NewApplication = z.strictObject({
  ...Settings.partial().required({ name: true }).shape,
  organization_id: id.optional().describe("Where it belongs. Usual: the caller's organization."),
});
export const ApplicationChange = z.strictObject({ ...settings, enabled: z.boolean() }).partial();
export const MadeApplication = z.strictObject({
  ...ApplicationShape.shape,
  client_secret: z.string().nullable().describe("Shown this once; none for public and native applications."),
});

const camel = (name: string): string => name.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

const NAMES = Object.keys(settings);

export function showApplication(client: Client): z.output<typeof ApplicationShape> {
  const held = client as unknown as Readonly<Record<string, unknown>>;
  return {
    id: client.id,
    client_id: client.clientId,
    organization_id: client.organizationId,
    ...(Object.fromEntries(NAMES.map((name) => [name, held[camel(name)]])) as z.output<typeof Settings>),
    enabled: client.enabled,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}

/** The settings of a client that this knows or that it was made with: everything but what is ours alone. */
function settingsOf({
  id,
  clientId,
  organizationId,
  secretHash,
  createdAt,
  updatedAt,
  disabledAt,
  enabled,
  ...rest
}: Client) {
  return rest;
}

/**
 * @param wish Read by the schema; what is left out stays as it is, or is as usual.
 * @throws Refusal `field_invalid` with `fields` by the names of the wire
 */
export function readSettings(wish: Readonly<Record<string, unknown>>, known: Client | null): ClientSettings {
  const input = Object.fromEntries(Object.entries(wish).map(([name, value]) => [camel(name), value]));
  try {
    return readClientSettings({ ...(known ? settingsOf(known) : {}), ...input });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.message, { fields: renameFaults(error.fields, snakeCase) });
  }
}
