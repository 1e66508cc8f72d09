/** What a hub has, in the document's words: what an export writes, and what a document is compared with. Secrets are not in it. */
import type { Reader } from "../../db/database.ts";
import { type ClientSettings, readClientSettings } from "../clients/settings.ts";
import { type Client, readClient } from "../clients/store.ts";
import { listProviders, type ProviderRow } from "../providers/store.ts";
import { SETTINGS } from "./document.ts";
import { exportedLook, type PresentLook, presentLooks } from "./looks.ts";
import {
  exportedGroups,
  exportedRoles,
  type PresentGroup,
  type PresentRole,
  presentGroups,
  presentRoles,
} from "./memberships.ts";
import { snakeCase } from "./named.ts";

/** Values by their names in the document. */
export type Values = Readonly<Record<string, unknown>>;

export interface PresentOrganization {
  readonly id: string;
  readonly name: string;
  readonly values: Values;
}

async function presentOrganizations(reader: Reader): Promise<PresentOrganization[]> {
  const rows = await reader.query.selectFrom("organizations").selectAll().orderBy("name").execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    values: {
      display_name: row.display_name,
      require_second_factor: row.require_second_factor,
      allow_sign_up: row.allow_sign_up === 1,
      allow_account_deletion: row.allow_account_deletion === 1,
      take_pictures: row.take_pictures === 1,
      allow_impersonation: row.allow_impersonation === 1,
      default_locale: row.default_locale,
      enabled: row.disabled_at === null,
    },
  }));
}

const USUAL_ORGANIZATION: Values = {
  require_second_factor: "off",
  allow_sign_up: true,
  allow_account_deletion: true,
  take_pictures: false,
  allow_impersonation: false,
  default_locale: null,
  enabled: true,
};

/** Every application that somebody set up; those that registered themselves are not the document's. */
export async function presentClients(reader: Reader): Promise<Client[]> {
  const rows = await reader.query
    .selectFrom("clients")
    .selectAll()
    .where("id", "not in", reader.query.selectFrom("client_registrations").select("client_id"))
    .orderBy("name")
    .orderBy("client_id")
    .execute();
  return rows.map(readClient);
}

export const settingValues = (settings: ClientSettings): Values =>
  Object.fromEntries(SETTINGS.map((name) => [snakeCase(name), settings[name]]));

/** What an application of that type has where its document says nothing. */
const usualValues = (type: ClientSettings["type"]): Values => ({
  ...settingValues({
    ...readClientSettings({ name: "x", type, redirectUris: ["https://app.example.com/callback"] }),
    redirectUris: [],
  }),
  type: "confidential",
});

export const providerValues = (row: ProviderRow): Values => ({
  entry: row.entry.id,
  name: row.displayName,
  client_id: row.clientId,
  settings: row.settings,
  scope: row.scope,
  further_scope: row.furtherScope,
  authorize_params: row.authorizeParams,
  verified_email: row.verifiedEmail,
  link_policy: row.linkPolicy,
  allow_sign_up: row.allowSignUp,
  enabled: row.disabledAt === null,
});

const USUAL_PROVIDER: Values = {
  settings: {},
  scope: null,
  further_scope: [],
  authorize_params: {},
  verified_email: false,
  link_policy: "ask",
  allow_sign_up: false,
  enabled: true,
};

/** Whether two values of a document say the same; the order of names in an object says nothing. */
export const isSame = (one: unknown, other: unknown): boolean => stable(one) === stable(other);

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

const unusual = (values: Values, usual: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !Object.hasOwn(usual, name) || !isSame(value, usual[name])),
  );

export interface Present {
  readonly organizations: readonly PresentOrganization[];
  readonly providers: readonly ProviderRow[];
  readonly clients: readonly Client[];
  readonly looks: ReadonlyMap<string, PresentLook>;
  readonly groups: readonly PresentGroup[];
  readonly roles: readonly PresentRole[];
}

export async function readPresent(reader: Reader): Promise<Present> {
  return {
    organizations: await presentOrganizations(reader),
    providers: await listProviders(reader),
    clients: await presentClients(reader),
    looks: await presentLooks(reader),
    groups: await presentGroups(reader),
    roles: await presentRoles(reader),
  };
}

/** The document of what there is, without what is as usual. */
export function exportedDocument({ organizations, providers, clients, looks, groups, roles }: Present) {
  const nameOf = new Map(organizations.map(({ id, name }) => [id, name]));
  const organizationOf = (id: string): string => nameOf.get(id) ?? "";
  return {
    version: 1 as const,
    organizations: organizations.map(({ name, values }) => ({
      name,
      ...unusual(values, USUAL_ORGANIZATION),
    })),
    providers: providers.map((row) => ({ slug: row.slug, ...unusual(providerValues(row), USUAL_PROVIDER) })),
    applications: clients.map((client) => ({
      name: client.name,
      organization: nameOf.get(client.organizationId) ?? "",
      client_id: client.clientId,
      ...unusual(settingValues(client), usualValues(client.type)),
      ...(client.enabled ? {} : { enabled: false }),
      ...exportedLook(looks.get(client.id)),
    })),
    groups: exportedGroups(groups, organizationOf),
    roles: exportedRoles(roles, organizationOf),
  };
}
