/**
 * providers: registrations with upstream providers: a catalogue entry, the client id and secret that the provider gave,
 * and our settings of it. A row's id is random and never reused, and trust hangs on the row: deleting a registration
 * deletes its links with it.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { noteProvider } from "../../lib/tracing/tracing.ts";
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import type { Provider, ProviderApp, Setting } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { settingValues } from "../../providers/settings.ts";
import type { Hub } from "../hub.ts";
import { LINK_POLICIES, type LinkPolicy } from "../identities/decide-link.ts";
import { callbackAddress, firstSlug } from "./callback-path.ts";
import { authorizeParamsFault, isScopeList, needsClientId, wayOf } from "./options.ts";

export { callbackAddress } from "./callback-path.ts";

export interface ProviderRow {
  readonly id: string;
  /** The segment of its addresses: `/accounts/<slug>/login/`. */
  readonly slug: string;
  readonly entry: Provider;
  readonly displayName: string;
  readonly clientId: string;
  readonly sealedClientSecret: string | null;
  /** The entry's own settings, but for those that are secrets. */
  readonly settings: Readonly<Record<string, string>>;
  /** Settings that are secrets, sealed under `providers:settings.<key>:<id>`. */
  readonly sealedSettings: Readonly<Record<string, string>>;
  readonly scope: readonly string[] | null;
  /** Scopes that a start address may ask for besides. */
  readonly furtherScope: readonly string[];
  /** Further parameters of the authorization request. */
  readonly authorizeParams: Readonly<Record<string, string>>;
  /** The administrator vouches for every address that the provider reports. */
  readonly verifiedEmail: boolean;
  readonly linkPolicy: LinkPolicy;
  /** Whether an unknown person may get an account through it. */
  readonly allowSignUp: boolean;
  readonly position: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

type Row = Selectable<Schema["providers"]>;

/** The column `settings`. */
interface StoredSettings {
  readonly plain: Readonly<Record<string, string>>;
  readonly sealed: Readonly<Record<string, string>>;
}

/** `null` where the catalogue has no such entry any more: such a row is shown to administrators alone. */
const readRow = async (row: Row): Promise<ProviderRow | null> => {
  const entry = await loadProvider(row.entry);
  return entry ? rowOf(row, entry) : null;
};

const rowOf = (row: Row, entry: Provider): ProviderRow => {
  const { plain, sealed } = JSON.parse(row.settings) as StoredSettings;
  return {
    id: row.id,
    slug: row.slug,
    entry,
    displayName: row.display_name,
    clientId: row.client_id,
    sealedClientSecret: row.sealed_client_secret,
    settings: plain,
    sealedSettings: sealed,
    scope: row.scope === null ? null : (JSON.parse(row.scope) as string[]),
    furtherScope: JSON.parse(row.further_scope) as string[],
    authorizeParams: JSON.parse(row.authorize_params) as Record<string, string>,
    verifiedEmail: row.verified_email === 1,
    linkPolicy: row.link_policy,
    allowSignUp: row.allow_sign_up === 1,
    position: row.position,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
};

const bySlug = statement<{ slug: string }>()((db, p) =>
  db.selectFrom("providers").selectAll().where("slug", "=", p("slug")),
);
const byId = statement<{ id: string }>()((db, p) => db.selectFrom("providers").selectAll().where("id", "=", p("id")));
const every = statement<Record<never, never>>()((db) =>
  db.selectFrom("providers").selectAll().orderBy("position").orderBy("created_at"),
);

/** The enabled row of that slug. @throws Refusal `provider_unknown` */
export async function requireProvider(reader: Reader, slug: string): Promise<ProviderRow> {
  const row = await reader.first(bySlug, { slug });
  const provider = row && row.disabled_at === null ? await readRow(row) : null;
  if (!provider) throw new Refusal("provider_unknown");
  noteProvider(provider.slug);
  return provider;
}

/** @throws Refusal `provider_unknown` */
export async function findProviderRow(reader: Reader, id: string): Promise<ProviderRow> {
  const row = await reader.first(byId, { id });
  const provider = row ? await readRow(row) : null;
  if (!provider) throw new Refusal("provider_unknown");
  return provider;
}

/** All rows in their order, disabled ones too. */
export async function listProviders(reader: Reader): Promise<ProviderRow[]> {
  return (await Promise.all((await reader.all(every, {})).map(readRow))).filter((row) => row !== null);
}

const settingPlace = (key: string, id: string): `providers:${string}:${string}` => `providers:settings.${key}:${id}`;

const openedSettings = (hub: Pick<Hub, "vault">, row: ProviderRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row.sealedSettings).map(([key, sealed]) => [key, hub.vault.open(sealed, settingPlace(key, row.id))]),
  );

/** What the provider library needs to sign somebody in with this row. */
export const providerApp = (hub: Pick<Hub, "vault" | "issuer">, row: ProviderRow): ProviderApp => ({
  provider: row.entry,
  clientId: row.clientId,
  ...(row.sealedClientSecret === null
    ? {}
    : { clientSecret: hub.vault.open(row.sealedClientSecret, `providers:client_secret:${row.id}`) }),
  settings: { ...row.settings, ...openedSettings(hub, row) },
  redirectUri: callbackAddress(hub.issuer, row),
  authorizeParams: row.authorizeParams,
  verifiedEmail: row.verifiedEmail,
  ...(row.scope === null ? {} : { scope: row.scope }),
});

export interface ProviderSettings {
  readonly displayName: string;
  /** May be empty where the protocol knows no clients. */
  readonly clientId: string;
  /** `undefined` leaves the secret as it is. */
  readonly clientSecret?: string | undefined;
  /** A setting that is a secret and is empty here stays as it is. */
  readonly settings: Readonly<Record<string, string>>;
  readonly scope: readonly string[] | null;
  /** This and what follows: `undefined` leaves it as it is; a new registration has none, vouches for nothing and asks. */
  readonly furtherScope?: readonly string[] | undefined;
  readonly authorizeParams?: Readonly<Record<string, string>> | undefined;
  readonly verifiedEmail?: boolean | undefined;
  readonly linkPolicy?: LinkPolicy | undefined;
  readonly allowSignUp: boolean;
  readonly enabled: boolean;
}

/** No text of a registration is longer, in characters. */
const LONGEST = 2000;

/**
 * Checks settings against what the entry declares, each as the provider library itself will read it.
 * @param stored The registration as it is, for secrets that are kept.
 * @throws Refusal `field_invalid` with `fields`: `displayName`, `clientId`, `clientSecret`, `scope`, `furtherScope`,
 *   `authorizeParams`, `linkPolicy`, and the entry's own settings
 */
export function checkProviderSettings(
  entry: Provider,
  wish: ProviderSettings,
  stored: Pick<ProviderRow, "sealedSettings"> = { sealedSettings: {} },
): ProviderSettings {
  const fields: Record<string, FieldFault> = {};
  const settings: Record<string, string> = {};
  const displayName = wish.displayName.replace(/\s+/g, " ").trim();
  const clientId = wish.clientId.trim();
  if (displayName === "") fields.displayName = "required";
  if ([...displayName].length > 100) fields.displayName = "too_long";
  if (clientId === "" && needsClientId(wayOf(entry, wish.settings))) fields.clientId = "required";
  if (!/^[\x21-\x7e]*$/.test(clientId)) fields.clientId = "invalid";
  if (clientId.length > LONGEST) fields.clientId = "too_long";
  if ((wish.clientSecret ?? "").length > LONGEST) fields.clientSecret = "too_long";
  for (const [key, setting] of Object.entries(entry.settings ?? {})) {
    const value = (Object.hasOwn(wish.settings, key) ? (wish.settings[key] ?? "") : "").trim();
    const kept = value === "" && setting.type === "secret" && Object.hasOwn(stored.sealedSettings, key);
    const fault = kept ? null : settingFault(key, setting, value);
    if (fault) fields[key] = fault;
    if (value !== "") settings[key] = setting.type === "url" ? value.replace(/\/+$/, "") : value;
  }
  const unknown = Object.keys(wish.settings).find((key) => !Object.hasOwn(entry.settings ?? {}, key));
  if (unknown !== undefined) fields[unknown] = "invalid";
  if (wish.scope && !isScopeList(wish.scope)) fields.scope = "invalid";
  if (wish.furtherScope && !isScopeList(wish.furtherScope)) fields.furtherScope = "invalid";
  const paramsFault = authorizeParamsFault(entry, wish.authorizeParams ?? {});
  if (paramsFault) fields.authorizeParams = paramsFault;
  if (wish.linkPolicy !== undefined && !LINK_POLICIES.includes(wish.linkPolicy)) fields.linkPolicy = "invalid_choice";
  // An ID Token only comes for `openid`.
  if (wish.scope && entry.protocol === "oidc" && !wish.scope.includes("openid")) fields.scope = "invalid";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return { ...wish, displayName, clientId, settings };
}

/** What is wrong with one value of a setting, as the library will read it. */
export function settingFault(key: string, setting: Setting, value: string): FieldFault | null {
  // What each sign-in may bring along need not be known beforehand.
  if (value === "") return setting.required && !setting.perSignIn ? "required" : null;
  if (value.length > LONGEST) return "too_long";
  if (setting.type === "choice" && !(setting.choices ?? []).includes(value)) return "invalid_choice";
  try {
    settingValues({ settings: { [key]: setting } }, { [key]: value });
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return setting.type === "url" ? "invalid_url" : "invalid";
    throw error;
  }
}

/** The slug that the next registration with an entry gets: the entry's own, with a number where that is taken. */
export async function freeSlug(reader: Reader, entry: Provider): Promise<string> {
  const taken = new Set((await reader.query.selectFrom("providers").select("slug").execute()).map((row) => row.slug));
  const own = firstSlug(entry);
  let slug = own;
  for (let number = 2; taken.has(slug); number += 1) slug = `${own}-${number}`;
  return slug;
}

async function nextPosition(reader: Reader): Promise<number> {
  const row = await reader.query
    .selectFrom("providers")
    .select((is) => is.fn.max("position").as("last"))
    .executeTakeFirst();
  return Number(row?.last ?? -1) + 1;
}

/** Adds a registration, as the last in the order. @throws Refusal `field_invalid` */
export async function createProvider(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  entry: Provider,
  wish: ProviderSettings,
): Promise<ProviderRow> {
  const settings = checkProviderSettings(entry, wish);
  const slug = await freeSlug(tx, entry);
  const id = newUuid();
  const now = seconds(hub.clock);
  const row: Row = {
    id,
    slug,
    entry: entry.id,
    ...columnsOf(hub, entry, id, settings, null),
    position: await nextPosition(tx),
    created_at: now,
    updated_at: now,
    disabled_at: settings.enabled ? null : now,
  };
  await tx.query.insertInto("providers").values(row).execute();
  return rowOf(row, entry);
}

const columnsOf = (
  hub: Pick<Hub, "vault">,
  entry: Provider,
  id: string,
  wish: ProviderSettings,
  known: ProviderRow | null,
) => ({
  display_name: wish.displayName,
  client_id: wish.clientId,
  sealed_client_secret: wish.clientSecret
    ? hub.vault.seal(wish.clientSecret, `providers:client_secret:${id}`)
    : (known?.sealedClientSecret ?? null),
  settings: JSON.stringify(storedSettings(hub, entry, id, wish, known)),
  scope: wish.scope === null ? null : JSON.stringify(wish.scope),
  further_scope: JSON.stringify(wish.furtherScope ?? known?.furtherScope ?? []),
  authorize_params: JSON.stringify(wish.authorizeParams ?? known?.authorizeParams ?? {}),
  verified_email: (wish.verifiedEmail ?? known?.verifiedEmail ?? false) ? (1 as const) : (0 as const),
  link_policy: wish.linkPolicy ?? known?.linkPolicy ?? ("ask" as const),
  allow_sign_up: wish.allowSignUp ? (1 as const) : (0 as const),
});

function storedSettings(
  hub: Pick<Hub, "vault">,
  entry: Provider,
  id: string,
  wish: ProviderSettings,
  known: ProviderRow | null,
): StoredSettings {
  const plain: Record<string, string> = {};
  const sealed: Record<string, string> = { ...known?.sealedSettings };
  for (const [key, value] of Object.entries(wish.settings)) {
    if (entry.settings?.[key]?.type === "secret") sealed[key] = hub.vault.seal(value, settingPlace(key, id));
    else plain[key] = value;
  }
  return { plain, sealed };
}

/** @throws Refusal `field_invalid`, `provider_unknown` */
export async function updateProvider(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  id: string,
  wish: ProviderSettings,
): Promise<void> {
  const known = await findProviderRow(tx, id);
  const settings = checkProviderSettings(known.entry, wish, known);
  const now = seconds(hub.clock);
  await tx.query
    .updateTable("providers")
    .set({
      ...columnsOf(hub, known.entry, id, settings, known),
      updated_at: now,
      disabled_at: settings.enabled ? null : (known.disabledAt ?? now),
    })
    .where("id", "=", id)
    .execute();
}

/** How many links there are that were made through a registration. */
export async function countLinks(reader: Reader, id: string): Promise<number> {
  const row = await reader.query
    .selectFrom("identities")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("provider_id", "=", id)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Deletes a registration and every link made through it. @returns how many links went with it. */
export async function deleteProvider(tx: Writer, id: string): Promise<number> {
  const { numDeletedRows } = await tx.query.deleteFrom("identities").where("provider_id", "=", id).executeTakeFirst();
  for (const table of ["upstream_states", "link_proofs", "client_providers", "declined_links"] as const)
    await tx.query.deleteFrom(table).where("provider_id", "=", id).execute();
  await tx.query.deleteFrom("providers").where("id", "=", id).execute();
  return Number(numDeletedRows);
}
