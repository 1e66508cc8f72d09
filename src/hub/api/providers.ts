/**
 * `/api/v1/providers`: registrations at sign-in providers. Secrets go in and never come out; which there are is told. An application
 * changes no registration by which an administrator signs in: what it is told by the provider would be the application's to say.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { isFieldRefusal, Refusal, renameFaults } from "../../lib/errors.ts";
import { directory } from "../../providers/catalogue/directory.ts";
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import { addProvider, changeProvider, removeProvider } from "../admin/providers/providers.ts";
import { LINK_POLICIES } from "../identities/decide-link.ts";
import { callbackAddress, findProviderRow, type ProviderRow, type ProviderSettings } from "../providers/store.ts";
import { pageByText } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, Paging, pageOf, reading, seconds } from "./schema.ts";

const PATH = "/api/v1/providers";
const ENTRIES = directory.map((entry) => entry.id);
const text = z.string().max(2000);
const texts = z.record(z.string().max(100), text);
const scopes = z.array(z.string().max(200)).max(50);

const settings = {
  display_name: z.string().max(200),
  client_id: text.describe("Empty where the protocol knows no clients."),
  settings: texts.describe("The entry's own settings, but for those that are secrets."),
  scope: scopes.nullable().describe("In the place of the entry's own scopes."),
  further_scope: scopes.describe("Scopes that a start address may ask for besides."),
  authorize_params: texts.describe("Further parameters of the authorization request."),
  verified_email: z.boolean().describe("Whether every address that it reports counts as proven."),
  link_policy: z.enum(LINK_POLICIES),
  allow_sign_up: z.boolean(),
  enabled: z.boolean(),
};
const ProviderShape = z.strictObject({
  id,
  slug: z.string(),
  entry: z.string().describe("The entry of the catalogue."),
  callback: z.string().describe("The address to register at the provider."),
  ...settings,
  has_client_secret: z.boolean(),
  secret_settings: z.array(z.string()).describe("Settings that are secrets and are there."),
  created_at: seconds,
});
const secrets = { client_secret: text.describe("Never shown again.") };
const NewProvider = z
  .strictObject({ entry: z.string().max(100), ...settings, ...secrets })
  .partial()
  .required({ entry: true, display_name: true });
const Change = z.strictObject({ ...settings, ...secrets }).partial();

const showRow = (issuer: string, row: ProviderRow): z.output<typeof ProviderShape> => ({
  id: row.id,
  slug: row.slug,
  entry: row.entry.id,
  callback: callbackAddress(issuer, row),
  display_name: row.displayName,
  client_id: row.clientId,
  settings: { ...row.settings },
  scope: row.scope === null ? null : [...row.scope],
  further_scope: [...row.furtherScope],
  authorize_params: { ...row.authorizeParams },
  verified_email: row.verifiedEmail,
  link_policy: row.linkPolicy,
  allow_sign_up: row.allowSignUp,
  enabled: row.disabledAt === null,
  has_client_secret: row.sealedClientSecret !== null,
  secret_settings: Object.keys(row.sealedSettings).sort(),
  created_at: row.createdAt,
});

/** @throws Refusal `not_found` */
async function requireRow(reader: Reader, providerId: string | undefined): Promise<ProviderRow> {
  try {
    return await findProviderRow(reader, providerId ?? "");
  } catch (error) {
    throw error instanceof Refusal && error.code === "provider_unknown" ? new Refusal("not_found") : error;
  }
}

/** @throws Refusal `not_found`, `forbidden` */
async function requireChangeable(reader: Reader, { caller, params }: ApiContext): Promise<ProviderRow> {
  const row = await requireRow(reader, params.id);
  if (caller.client === null) return row;
  const administrator = await reader.query
    .selectFrom("identities")
    .innerJoin("users", "users.id", "identities.user_id")
    .select("users.id")
    .where("identities.provider_id", "=", row.id)
    .where("users.is_admin", "=", 1)
    .limit(1)
    .executeTakeFirst();
  if (administrator) throw new Refusal("forbidden");
  return row;
}

const show = async (reader: Reader, { hub, params }: ApiContext) =>
  showRow(hub.issuer, await requireRow(reader, params.id));

/** What is wished, beside what there is. */
const wishOf = (wish: z.output<typeof Change>, row: ProviderRow | null): ProviderSettings => ({
  displayName: wish.display_name ?? row?.displayName ?? "",
  clientId: wish.client_id ?? row?.clientId ?? "",
  clientSecret: wish.client_secret,
  settings: wish.settings ?? row?.settings ?? {},
  scope: wish.scope === undefined ? (row?.scope ?? null) : wish.scope,
  furtherScope: wish.further_scope,
  authorizeParams: wish.authorize_params,
  verifiedEmail: wish.verified_email,
  linkPolicy: wish.link_policy,
  allowSignUp: wish.allow_sign_up ?? row?.allowSignUp ?? false,
  enabled: wish.enabled ?? (row ? row.disabledAt === null : true),
});

const WIRE_NAMES: Readonly<Record<string, string>> = {
  displayName: "display_name",
  clientId: "client_id",
  clientSecret: "client_secret",
  furtherScope: "further_scope",
  authorizeParams: "authorize_params",
  linkPolicy: "link_policy",
  scope: "scope",
};

/** Faults under the names of the wire: what is no field of the registration is a setting of the entry. */
async function underWireNames<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
    const fields = renameFaults(error.fields, (name) => WIRE_NAMES[name] ?? `settings.${name}`);
    throw new Refusal(error.code, error.message, { fields });
  }
}

export const providerRoutes: readonly ApiRoute[] = [
  reading({
    id: "listProviders",
    path: PATH,
    summary: "Registrations at sign-in providers, in the order of their ids.",
    scope: "alldoor:providers:read",
    reach: "server",
    query: Paging,
    answer: pageOf(ProviderShape),
    read: ({ hub, query }) =>
      pageByText(query, {
        name: "providers",
        async find(edge, most) {
          let ids = hub.db.query
            .selectFrom("providers")
            .select("id")
            // One whose entry is gone from the catalogue can't be shown, and hides no other.
            .where("entry", "in", ENTRIES)
            .orderBy("id")
            .limit(most);
          if (edge !== undefined) ids = ids.where("id", ">", edge);
          const rows = (await ids.execute()).map((row) => requireRow(hub.db, row.id));
          return Promise.all(rows);
        },
        key: (row) => row.id,
        show: (row) => showRow(hub.issuer, row),
      }),
  }),
  changing({
    id: "addProvider",
    method: "POST",
    path: PATH,
    summary: "Adds a registration with an entry of the catalogue.",
    scope: "alldoor:providers:write",
    reach: "server",
    status: 201,
    body: NewProvider,
    answer: ProviderShape,
    async change({ hub, caller, body }) {
      const { entry: entryId, ...wish } = body;
      const entry = await loadProvider(entryId);
      if (!entry) throw new Refusal("field_invalid", undefined, { fields: { entry: "invalid_choice" } });
      return async (tx) =>
        showRow(hub.issuer, await underWireNames(addProvider(tx, hub, caller.actor, entry, wishOf(wish, null))));
    },
  }),
  reading({
    id: "getProvider",
    path: `${PATH}/:id`,
    summary: "One registration.",
    scope: "alldoor:providers:read",
    reach: "server",
    query: Nothing,
    answer: ProviderShape,
    read: (context) => show(context.hub.db, context),
  }),
  changing({
    id: "changeProvider",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes a registration; what is left out stays, secrets too.",
    scope: "alldoor:providers:write",
    reach: "server",
    status: 200,
    body: Change,
    answer: ProviderShape,
    current: show,
    mayRepeat: requireChangeable,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const row = await requireChangeable(tx, context);
      await underWireNames(changeProvider(tx, hub, caller.actor, row.id, wishOf(body, row)));
      return show(tx, context);
    },
  }),
  changing({
    id: "removeProvider",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Removes a registration, with every link made by it.",
    scope: "alldoor:providers:write",
    reach: "server",
    status: 204,
    body: Nothing,
    answer: null,
    current: show,
    change: (context) => async (tx) => {
      const { hub, caller } = context;
      const row = await requireChangeable(tx, context);
      await removeProvider(tx, hub, caller.actor, row.id);
    },
  }),
];
