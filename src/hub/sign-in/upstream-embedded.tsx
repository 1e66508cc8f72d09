/**
 * A start address that a provider's site opens: what it says is the provider's only where the provider's signature fits, and in
 * a frame a sign-in can't begin, because no cookie of ours is there to bind it to. So the framed page holds nothing but the way
 * out of the frame, to the same address in the whole window; it alone may be framed, and by that provider's site alone.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { EmbeddedPage } from "../../pages/hub/embedded.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { ProviderError } from "../../providers/provider-error.ts";
import { addressParts, settingValues } from "../../providers/settings.ts";
import { checkLaunch } from "../../providers/sign-in.ts";
import { fillTemplate } from "../../providers/template.ts";
import { isSet, wayOf } from "../providers/options.ts";
import { type ProviderRow, providerApp } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";

/** @throws Refusal `bad_request` for a start address whose signature is not the provider's */
export async function requireLaunch({ hub, http }: PageContext, row: ProviderRow): Promise<void> {
  // Where nothing is signed, the registration's secrets need not be opened.
  if (wayOf(row.entry, row.settings).quirks?.launchHmac === undefined) return;
  try {
    await checkLaunch(providerApp(hub, row), new URLSearchParams(http.query));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new Refusal("bad_request", "This address is signed, and not by the provider.", { cause: error });
  }
}

/** Whether the start address stands in a frame that it may stand in. */
export function isFramed({ http, query }: PageContext, row: ProviderRow): boolean {
  const way = wayOf(row.entry, row.settings);
  const { embedding } = way;
  if (embedding === undefined || !isSet(way, row.settings, embedding.when)) return false;
  const place = http.headers["sec-fetch-dest"];
  return (
    place === "iframe" || (place === undefined && query.get(embedding.marker.parameter) === embedding.marker.value)
  );
}

/** What of the address goes on with the whole window. */
const CARRIED = ["flow", "next", "scope", "action"];

/** @param keys The settings that came with this sign-in, each of its form. */
export function showEmbedded(context: PageContext, row: ProviderRow, keys: Readonly<Record<string, string>>): Answer {
  const { t, assets, query } = context;
  const way = wayOf(row.entry, row.settings);
  const parts = addressParts(way, settingValues(way, { ...row.settings, ...keys }));
  const carried = Object.fromEntries(CARRIED.map((name) => [name, query.get(name)]));
  const page = (
    <EmbeddedPage
      t={t}
      assets={assets}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null, entry: row.entry.id }}
      href={withQuery(`/accounts/${row.slug}/login/`, { ...keys, ...carried })}
    />
  );
  const framedBy = (way.embedding?.framedBy ?? []).map((site) => fillTemplate(site, parts));
  return context.html(renderPage(page), { own: { framedBy } });
}
