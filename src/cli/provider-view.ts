/** Providers as the command line shows them: an entry of the catalogue, and the registrations that are made with it. */
import type { Reader } from "../db/database.ts";
import { callbackAddress, listProviders, type ProviderRow } from "../hub/providers/store.ts";
import type { Configuration } from "../lib/configuration.ts";
import { directory } from "../providers/catalogue/directory.ts";
import { loadProvider } from "../providers/catalogue/load-provider.ts";
import type { Provider } from "../providers/provider.ts";
import { Failure } from "./failure.ts";
import { nearMiss } from "./near-miss.ts";
import { hasStore, withHub } from "./with-hub.ts";

export interface Configured {
  readonly row: ProviderRow;
  /** What has to be registered with the provider, byte for byte. */
  readonly callback: string;
}

/** Every registration, or none where there is no database yet. */
export async function configuredProviders(settings: Configuration): Promise<readonly Configured[]> {
  if (!hasStore(settings)) return [];
  return withHub(settings, async (hub) => {
    const rows = await listProviders(hub.db);
    return rows.map((row) => ({ row, callback: callbackAddress(hub.issuer, row) }));
  });
}

export const rowDocument = ({ row, callback }: Configured) => ({
  slug: row.slug,
  name: row.displayName,
  client_id: row.clientId,
  settings: row.settings,
  /** Names alone: what they hold is shown to nobody. */
  secret_settings: Object.keys(row.sealedSettings),
  scope: row.scope,
  further_scope: row.furtherScope,
  authorize_params: row.authorizeParams,
  link_policy: row.linkPolicy,
  verified_email: row.verifiedEmail,
  allow_sign_up: row.allowSignUp,
  enabled: row.disabledAt === null,
  callback_url: callback,
  created_at: row.createdAt,
});

export const entryDocument = (entry: Provider, configured: readonly Configured[]) => ({
  id: entry.id,
  name: entry.name,
  protocol: entry.protocol,
  status: entry.status ?? "live",
  register: entry.register ?? null,
  docs: entry.docs ?? null,
  configured: configured.filter(({ row }) => row.entry.id === entry.id).map(rowDocument),
});

/** @throws Failure `provider_missing` where the catalogue has no such entry */
export async function requireEntry(id: string): Promise<Provider> {
  const entry = await loadProvider(id);
  if (entry) return entry;
  const meant = nearMiss(
    id,
    directory.map((each) => each.id),
  );
  throw new Failure(
    "provider_missing",
    `The catalogue has no provider "${id}".${meant === undefined ? " See alldoor provider list." : ` Did you mean ${meant}?`}`,
  );
}

/** The registration of that slug. @throws Failure `provider_missing` */
export async function requireRow(reader: Reader, slug: string): Promise<ProviderRow> {
  const row = (await listProviders(reader)).find((each) => each.slug === slug);
  if (row) return row;
  throw new Failure("provider_missing", `No provider is set up under "${slug}". See alldoor provider list.`);
}
