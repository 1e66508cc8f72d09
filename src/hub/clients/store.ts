/**
 * clients: the OAuth clients (RFC 6749, 2) with their sign-in settings: what people call applications. Owns their table, what
 * may be registered, and the check of a client secret. Secrets are random 256 bits, so SHA-256 keeps them, never a slow hash.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { type Kept, statement } from "../../db/statement.ts";
import { bearerHash, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { randomText, randomToken } from "../../lib/random.ts";
import type { Hub } from "../hub.ts";
import { forgetRolesOfClient } from "../roles/forget.ts";
import { forgetSigningSecret, keepSigningSecret, SIGNING_SECRET_BYTES } from "./secret-jwt.ts";
import type { ClientSettings, CustomScope, Danger, GrantType, ResponseType, SigningAlg } from "./settings.ts";

export interface Client extends ClientSettings {
  readonly id: string;
  readonly clientId: string;
  readonly organizationId: string;
  readonly secretHash: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Since when it gets nothing: switched off itself, or with its organization. */
  readonly disabledAt: number | null;
  /** Its own switch. */
  readonly enabled: boolean;
}

type Row = Selectable<Schema["clients"]>;

const list = <T extends string>(text: string): readonly T[] => JSON.parse(text) as T[];

export const readClient = (row: Row): Client => ({
  id: row.id,
  clientId: row.client_id,
  organizationId: row.organization_id,
  name: row.name,
  homepage: row.homepage,
  type: row.type,
  secretHash: row.secret_hash,
  redirectUris: list(row.redirect_uris),
  postLogoutRedirectUris: list(row.post_logout_redirect_uris),
  grantTypes: list<GrantType>(row.grant_types),
  scopes: list(row.scopes),
  signingAlg: row.signing_alg satisfies SigningAlg,
  accessTokenSeconds: row.access_token_seconds,
  refreshTokenSeconds: row.refresh_token_seconds,
  consent: row.consent,
  allowSignUp: row.allow_sign_up === 1,
  allowPassword: row.allow_password === 1,
  allowEmail: row.allow_email === 1,
  dangers: list<Danger>(row.dangers),
  responseTypes: list<ResponseType>(row.response_types),
  authMethod: row.auth_method,
  jwks: row.jwks === null ? null : (JSON.parse(row.jwks) as ClientSettings["jwks"]),
  jwksUri: row.jwks_uri,
  resources: list(row.resources),
  customScopes: JSON.parse(row.custom_scopes) as CustomScope[],
  tokenFormat: row.token_format,
  tokenFields: list(row.token_fields),
  subjectType: row.subject_type,
  sectorIdentifier: row.sector_identifier,
  requirePushedRequests: row.require_pushed_requests === 1,
  requireDpop: row.require_dpop === 1,
  userinfoSigningAlg: row.userinfo_signing_alg,
  defaultMaxAge: row.default_max_age,
  exchangeFrom: list(row.exchange_from),
  exchangeAudiences: list(row.exchange_audiences),
  backchannelLogoutUri: row.backchannel_logout_uri,
  backchannelLogoutSessionRequired: row.backchannel_logout_session_required === 1,
  frontchannelLogoutUri: row.frontchannel_logout_uri,
  initiateLoginUri: row.initiate_login_uri,
  frontchannelLogoutSessionRequired: row.frontchannel_logout_session_required === 1,
  requiredGroups: list(row.required_groups),
  requiredRoles: list(row.required_roles),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  disabledAt: row.disabled_at ?? row.organization_disabled_at,
  enabled: row.disabled_at === null,
});

const flag = (on: boolean) => (on ? (1 as const) : (0 as const));

const writeSettings = (settings: ClientSettings) => ({
  name: settings.name,
  homepage: settings.homepage,
  type: settings.type,
  redirect_uris: JSON.stringify(settings.redirectUris),
  post_logout_redirect_uris: JSON.stringify(settings.postLogoutRedirectUris),
  grant_types: JSON.stringify(settings.grantTypes),
  scopes: JSON.stringify(settings.scopes),
  signing_alg: settings.signingAlg,
  access_token_seconds: settings.accessTokenSeconds,
  refresh_token_seconds: settings.refreshTokenSeconds,
  consent: settings.consent,
  allow_sign_up: settings.allowSignUp ? (1 as const) : (0 as const),
  allow_password: settings.allowPassword ? (1 as const) : (0 as const),
  allow_email: flag(settings.allowEmail),
  dangers: JSON.stringify(settings.dangers),
  response_types: JSON.stringify(settings.responseTypes),
  auth_method: settings.authMethod,
  jwks: settings.jwks === null ? null : JSON.stringify(settings.jwks),
  jwks_uri: settings.jwksUri,
  resources: JSON.stringify(settings.resources),
  custom_scopes: JSON.stringify(settings.customScopes),
  token_format: settings.tokenFormat,
  token_fields: JSON.stringify(settings.tokenFields),
  subject_type: settings.subjectType,
  sector_identifier: settings.sectorIdentifier,
  require_pushed_requests: flag(settings.requirePushedRequests),
  require_dpop: flag(settings.requireDpop),
  userinfo_signing_alg: settings.userinfoSigningAlg,
  default_max_age: settings.defaultMaxAge,
  exchange_from: JSON.stringify(settings.exchangeFrom),
  exchange_audiences: JSON.stringify(settings.exchangeAudiences),
  backchannel_logout_uri: settings.backchannelLogoutUri,
  backchannel_logout_session_required: flag(settings.backchannelLogoutSessionRequired),
  frontchannel_logout_uri: settings.frontchannelLogoutUri,
  initiate_login_uri: settings.initiateLoginUri,
  frontchannel_logout_session_required: flag(settings.frontchannelLogoutSessionRequired),
  required_groups: JSON.stringify(settings.requiredGroups),
  required_roles: JSON.stringify(settings.requiredRoles),
});

const byClientId = statement<{ clientId: string }>()((db, p) =>
  db.selectFrom("clients").selectAll().where("client_id", "=", p("clientId")),
);

/** Characters of a `client_id`: ours are short, but a client may be named by the address of a document of its own. */
export const LONGEST_CLIENT_ID = 500;

const keptByClientId: Kept<{ clientId: string }, Row, Client> = {
  statement: byClientId,
  table: "clients",
  key: "clientId",
  read: readClient,
};

/** The client of that public `client_id`, disabled or not: `mayIssue` decides. */
export async function findClient(reader: Reader, clientId: string): Promise<Client | undefined> {
  // PostgreSQL refuses to look for a NUL; no identifier of ours has one.
  if (clientId.length > LONGEST_CLIENT_ID || clientId.includes("\u0000")) return undefined;
  return reader.firstKept(keptByClientId, { clientId });
}

export async function findClientByRowId(reader: Reader, id: string): Promise<Client | undefined> {
  const row = await reader.query.selectFrom("clients").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readClient(row);
}

/**
 * The client as it is now, and stays until this transaction ends: what is made of its settings is made of these, for whatever was
 * read before may have been changed since by an administrator. `undefined` for one that is gone.
 */
export async function holdClient(tx: Writer, id: string): Promise<Client | undefined> {
  const row = await tx.query
    .updateTable("clients")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row && readClient(row);
}

export async function listClients(reader: Reader): Promise<Client[]> {
  const rows = await reader.query.selectFrom("clients").selectAll().orderBy("name").limit(1000).execute();
  return rows.map(readClient);
}

/** Whether the secret is the client's. A client without one has none that fits. */
export const isClientSecret = (client: Client, secret: string): boolean =>
  client.secretHash !== null && secret !== "" && sameSecret(client.secretHash, bearerHash(secret));

export interface MadeClient {
  readonly client: Client;
  /** Shown once; `null` for public and native clients. */
  readonly clientSecret: string | null;
}

const newSecret = (method: ClientSettings["authMethod"]): string =>
  randomToken(method === "client_secret_jwt" ? SIGNING_SECRET_BYTES : 32);
const ID_ALPHABET = "0123456789abcdef";

export const newClientId = (): string => randomText(20, ID_ALPHABET);

/** @param clientId The public one, where it is not just any. @throws Refusal `name_taken` */
export async function createClient(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  organizationId: string,
  settings: ClientSettings,
  clientId: string = newClientId(),
): Promise<MadeClient> {
  const now = seconds(hub.clock);
  const clientSecret = settings.type === "confidential" ? newSecret(settings.authMethod) : null;
  // Locked, so that an organization that is switched off at this moment does so before or after, with this client.
  const organization = await tx.query
    .updateTable("organizations")
    .set((is) => ({ created_at: is.ref("created_at") }))
    .where("id", "=", organizationId)
    .returning("disabled_at")
    .executeTakeFirst();
  const row: Row = {
    id: newUuid(),
    client_id: clientId,
    organization_id: organizationId,
    secret_hash: clientSecret === null ? null : bearerHash(clientSecret),
    ...writeSettings(settings),
    created_at: now,
    updated_at: now,
    disabled_at: null,
    organization_disabled_at: organization?.disabled_at ?? null,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("clients")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw fieldRefusal({ name: "taken" }, "name_taken");
  }
  if (settings.authMethod === "client_secret_jwt" && clientSecret !== null)
    await keepSigningSecret(tx, hub, row.id, clientSecret);
  return { client: readClient(row), clientSecret };
}

/** Changes a client's settings. One that becomes public loses its secret; one that becomes confidential needs a new one. @throws Refusal `not_found`, `name_taken` */
export async function updateClient(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  id: string,
  settings: ClientSettings,
): Promise<void> {
  const namesake = await tx.query
    .selectFrom("clients")
    .select("id")
    .where("name", "=", settings.name)
    .where("id", "!=", id)
    .where("organization_id", "=", tx.query.selectFrom("clients").select("organization_id").where("id", "=", id))
    .executeTakeFirst();
  if (namesake) {
    throw fieldRefusal({ name: "taken" }, "name_taken");
  }
  const { numUpdatedRows } = await tx.query
    .updateTable("clients")
    .set({
      ...writeSettings(settings),
      ...(settings.type === "confidential" ? {} : { secret_hash: null }),
      updated_at: seconds(hub.clock),
    })
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("not_found");
  // One that begins to sign with its secret needs a new one: of the old one there is only the hash.
  if (settings.authMethod !== "client_secret_jwt") await forgetSigningSecret(tx, id);
}

/** Replaces the secret; the old one stops at once. @throws Refusal `not_found`, for a client that has none too */
export async function rotateClientSecret(tx: Writer, hub: Pick<Hub, "clock" | "vault">, id: string): Promise<string> {
  const method = (await findClientByRowId(tx, id))?.authMethod ?? "secret";
  const clientSecret = newSecret(method);
  const { numUpdatedRows } = await tx.query
    .updateTable("clients")
    .set({ secret_hash: bearerHash(clientSecret), updated_at: seconds(hub.clock) })
    .where("id", "=", id)
    .where("type", "=", "confidential")
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("not_found", "Only a confidential application has a secret.");
  if (method === "client_secret_jwt") await keepSigningSecret(tx, hub, id, clientSecret);
  return clientSecret;
}

export async function setClientDisabled(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  id: string,
  disabled: boolean,
): Promise<void> {
  const now = seconds(hub.clock);
  await tx.query
    .updateTable("clients")
    .set({ disabled_at: disabled ? now : null, updated_at: now })
    .where("id", "=", id)
    .execute();
}

/** Deletes a client's row. What people allowed it and what it was given is deleted before (`forgetGrantsOfClient`). @throws Refusal `not_found` */
export async function deleteClient(tx: Writer, id: string): Promise<void> {
  await forgetSigningSecret(tx, id);
  await forgetRolesOfClient(tx, id);
  await tx.query.deleteFrom("client_registrations").where("client_id", "=", id).execute();
  await tx.query.deleteFrom("client_providers").where("client_id", "=", id).execute();
  await tx.query.deleteFrom("client_permissions").where("client_id", "=", id).execute();
  const { numDeletedRows } = await tx.query.deleteFrom("clients").where("id", "=", id).executeTakeFirst();
  if (numDeletedRows !== 1n) throw new Refusal("not_found");
}
