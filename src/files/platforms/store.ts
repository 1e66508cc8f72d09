/**
 * platforms: registrations with sign-in platforms, several at once. Owns `files_platforms`; secrets are sealed here and opened for
 * a sign-in alone. Who somebody is at one, and the sign-ins, are `files/sso`'s.
 */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { SealedAt, Vault } from "../../lib/seal.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Files } from "../files.ts";
import { checkFields } from "./check-fields.ts";
import { loadEntry } from "./entries.ts";
import { noLimits, type Platform, type PlatformFields } from "./platform.ts";

type Row = Selectable<Schema["files_platforms"]>;
type Services = Pick<Files, "clock" | "vault">;

const texts = z.record(z.string(), z.string());
const storedSettings = z.object({ plain: texts.default({}), sealed: texts.default({}) });
const list = z.array(z.string()).default([]);
const storedLimits = z.object({ organizations: list, groups: list, emailDomains: list });

const secretAt = (id: string): SealedAt => `files_platforms:client_secret:${id}`;
const settingAt = (id: string, key: string): SealedAt => `files_platforms:settings.${key}:${id}`;

function readRow(row: Row, entry: Provider): Platform {
  const { plain, sealed } = storedSettings.parse(JSON.parse(row.settings));
  return {
    id: row.id,
    entry,
    label: row.label,
    clientId: row.client_id,
    sealedClientSecret: row.sealed_client_secret,
    settings: plain,
    sealedSettings: sealed,
    extraScopes: row.extra_scopes.split(" ").filter((scope) => scope !== ""),
    autoRegister: row.auto_register === null ? null : row.auto_register === 1,
    defaultDir: row.default_dir,
    defaultPermission: row.default_permission,
    limits: { ...noLimits, ...storedLimits.parse(JSON.parse(row.limits)) },
    position: row.position,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

const byId = statement<{ id: string }>()((db, p) =>
  db.selectFrom("files_platforms").selectAll().where("id", "=", p("id")),
);
const every = statement<Record<never, never>>()((db) =>
  db.selectFrom("files_platforms").selectAll().orderBy("position").orderBy("created_at").orderBy("id"),
);

/** A row whose entry is gone from the catalogue is none. */
const settled = async (row: Row): Promise<Platform | undefined> => {
  const entry = await loadEntry(row.entry);
  return entry && readRow(row, entry);
};

/** What an id looks like: ids come in addresses, and PostgreSQL can't be asked for everything. */
const ID = /^[a-z0-9][a-z0-9_-]{0,80}$/;

export async function findPlatform(reader: Reader, id: string): Promise<Platform | undefined> {
  if (!ID.test(id)) return undefined;
  const row = await reader.first(byId, { id });
  return row && settled(row);
}

/** All of them in their order, disabled ones too. */
export async function listPlatforms(reader: Reader): Promise<readonly Platform[]> {
  const rows = await Promise.all((await reader.all(every, {})).map(settled));
  return rows.filter((row) => row !== undefined);
}

/** The client secret and the settings, opened. */
export function openedSecrets(
  vault: Vault,
  { id, sealedClientSecret, settings, sealedSettings }: Platform,
): { readonly clientSecret: string | undefined; readonly settings: Readonly<Record<string, string>> } {
  const sealed = Object.entries(sealedSettings).map(([key, text]) => [key, vault.open(text, settingAt(id, key))]);
  return {
    clientSecret: sealedClientSecret === null ? undefined : vault.open(sealedClientSecret, secretAt(id)),
    settings: { ...settings, ...Object.fromEntries(sealed) },
  };
}

function columns({ vault, clock }: Services, entry: Provider, id: string, wish: PlatformFields, known?: Platform) {
  const plain: Record<string, string> = {};
  const sealed: Record<string, string> = { ...known?.sealedSettings };
  for (const [key, value] of Object.entries(wish.settings)) {
    if (entry.settings?.[key]?.type === "secret") sealed[key] = vault.seal(value, settingAt(id, key));
    else plain[key] = value;
  }
  const now = seconds(clock);
  const secret = wish.clientSecret;
  return {
    label: wish.label,
    client_id: wish.clientId,
    sealed_client_secret: secret ? vault.seal(secret, secretAt(id)) : (known?.sealedClientSecret ?? null),
    settings: JSON.stringify({ plain, sealed }),
    extra_scopes: wish.extraScopes.join(" "),
    auto_register: wish.autoRegister === null ? null : wish.autoRegister ? (1 as const) : (0 as const),
    default_dir: wish.defaultDir,
    default_permission: wish.defaultPermission,
    limits: JSON.stringify(wish.limits),
    position: wish.position,
    updated_at: now,
    disabled_at: wish.disabled ? (known?.disabledAt ?? now) : null,
  };
}

async function freeId(reader: Reader, entry: Provider): Promise<string> {
  let id = entry.id;
  for (let number = 2; await reader.first(byId, { id }); number += 1) id = `${entry.id}-${number}`;
  return id;
}

/**
 * @param id Left out: the entry's id, with a number behind it where that is taken.
 * @throws Refusal `field_invalid`
 */
export async function createPlatform(
  tx: Writer,
  services: Services,
  entry: Provider,
  wish: PlatformFields,
  id?: string,
): Promise<Platform> {
  const fields = checkFields(entry, wish);
  const chosen = id ?? (await freeId(tx, entry));
  const row: Row = {
    id: chosen,
    entry: entry.id,
    ...columns(services, entry, chosen, fields),
    created_at: seconds(services.clock),
  };
  await tx.query.insertInto("files_platforms").values(row).execute();
  return readRow(row, entry);
}

/** @throws Refusal `field_invalid`, `provider_unknown` */
export async function updatePlatform(tx: Writer, services: Services, id: string, wish: PlatformFields): Promise<void> {
  const known = await findPlatform(tx, id);
  if (!known) throw new Refusal("provider_unknown");
  const fields = checkFields(known.entry, wish, known);
  await tx.query
    .updateTable("files_platforms")
    .set(columns(services, known.entry, id, fields, known))
    .where("id", "=", id)
    .execute();
}

/** What a platform's fields are now: for whoever changes some of them. */
export const fieldsOf = (platform: Platform): PlatformFields => ({
  label: platform.label,
  clientId: platform.clientId,
  settings: platform.settings,
  extraScopes: platform.extraScopes,
  autoRegister: platform.autoRegister,
  defaultDir: platform.defaultDir,
  defaultPermission: platform.defaultPermission,
  limits: platform.limits,
  position: platform.position,
  disabled: platform.disabledAt !== null,
});

/** Deletes a platform with everything that hangs on it: links, sign-ins under way, and the sessions that it began. @returns how many links went. */
export async function deletePlatform(tx: Writer, id: string): Promise<number> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("files_identities")
    .where("platform", "=", id)
    .executeTakeFirst();
  await tx.query.deleteFrom("files_pending").where("platform", "=", id).execute();
  await tx.query.deleteFrom("files_sessions").where("platform", "=", id).execute();
  await tx.query.deleteFrom("files_platforms").where("id", "=", id).execute();
  return Number(numDeletedRows);
}
