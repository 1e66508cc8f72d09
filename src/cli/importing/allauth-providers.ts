/**
 * Social applications: the catalogue has every one of allauth's providers under allauth's own name, and says of its settings what
 * allauth calls them. A site that names its applications in its settings file has none in its database; its people's links then
 * come to the registration that is here already, if there is one of that provider and no other.
 */
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import type { Provider } from "../../providers/provider.ts";
import { objectOf, textOf } from "./cells.ts";
import type { ExistingProvider, ProviderWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row } from "./source.ts";

export interface SocialApps {
  readonly wishes: readonly ProviderWish[];
  readonly existing: readonly ExistingProvider[];
  /** The entry of what `SocialAccount.provider` names; `undefined` where it is unknown or not the only one. */
  entryOf(provider: string): Provider | undefined;
}

/** A discovery address stands for its issuer (OpenID Connect Discovery, 4). */
const issuerAt = (address: string): string => address.replace(/\/\.well-known\/openid-configuration\/?$/, "");

function settingsOf(entry: Provider, row: Row): Record<string, string> {
  const given: Readonly<Record<string, unknown>> = {
    ...objectOf(row, "settings"),
    key: textOf(row, "key"),
    secret: textOf(row, "secret"),
  };
  const settings: Record<string, string> = {};
  for (const [name, { allauth }] of Object.entries(entry.settings ?? {})) {
    const value = allauth !== undefined && Object.hasOwn(given, allauth) ? given[allauth] : undefined;
    if (typeof value === "string" && value !== "") settings[name] = allauth === "server_url" ? issuerAt(value) : value;
    if (typeof value === "boolean") settings[name] = String(value);
  }
  return settings;
}

/** What social accounts call it: an OpenID Connect application has a name of its own. */
const keyOf = (row: Row): string => textOf(row, "provider_id") || textOf(row, "provider");

/** @param used The providers that social accounts name. */
export async function socialApps(
  rows: readonly Row[],
  used: ReadonlySet<string>,
  report: ImportReport,
): Promise<SocialApps> {
  const entries = new Map<string, Provider>();
  const wishes: ProviderWish[] = [];
  for (const [key, apps] of Map.groupBy(rows, keyOf)) {
    const [row] = apps;
    const entry = row && (await loadProvider(textOf(row, "provider")));
    const why =
      apps.length > 1
        ? "There are several, and whose links are whose is not said: add them anew."
        : entry
          ? null
          : "The catalogue has no provider of this name.";
    if (!row || !entry || why !== null) {
      report.left("provider", key, why ?? "");
      continue;
    }
    const settings = settingsOf(entry, row);
    const secret = textOf(row, "secret");
    entries.set(key, entry);
    wishes.push({
      key,
      entry,
      displayName: textOf(row, "name").trim() || entry.name,
      clientId: textOf(row, "client_id"),
      ...(secret === "" ? {} : { clientSecret: secret }),
      settings,
      allowSignUp: true,
      enabled: true,
    });
  }
  const existing: ExistingProvider[] = [];
  const known = new Set(rows.map(keyOf));
  for (const key of used) {
    const entry = known.has(key) ? undefined : await loadProvider(key);
    if (!entry) continue;
    entries.set(key, entry);
    existing.push({ key, entry: entry.id });
  }
  return { wishes, existing, entryOf: (provider) => entries.get(provider) };
}
