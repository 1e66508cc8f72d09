/**
 * What a sign-in itself has to say: the shop, the region, one's own OpenID. Each is read by the entry's own schema; one that
 * is needed and missing, or not of its form, is asked for on a small page.
 */
import type { Answer } from "../../lib/endpoint.ts";
import type { FieldFault } from "../../lib/errors.ts";
import { ProviderKeysPage } from "../../pages/hub/provider-keys.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { type OpenSetting, openSettings } from "../providers/options.ts";
import { type ProviderRow, settingFault } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";

interface Asked extends OpenSetting {
  readonly value: string;
  readonly fault: FieldFault | null;
}

export interface Keys {
  readonly values: Readonly<Record<string, string>>;
  /** What has to be asked for before the sign-in can begin. */
  readonly asked: readonly Asked[];
}

/** @param given The start address's parameters, or the form's fields. */
export function readKeys(row: ProviderRow, given: ReadonlyMap<string, string>): Keys {
  const open = openSettings(row.entry, row.settings).map((each): Asked => {
    const value = (given.get(each.key) ?? "").trim();
    if (value === "") return { ...each, value, fault: given.has(each.key) && each.needed ? "required" : null };
    return { ...each, value, fault: settingFault(each.key, each.setting, value) };
  });
  const asked = open.filter(({ value, fault, needed }) => fault !== null || (needed && value === ""));
  const values = Object.fromEntries(open.filter(({ value }) => value !== "").map(({ key, value }) => [key, value]));
  return { values, asked };
}

/** The keys that were given and that the sign-in can't do without, as ones that led nowhere. */
export const wrongKeys = (row: ProviderRow, values: Keys["values"]): readonly Asked[] =>
  openSettings(row.entry, row.settings)
    .filter(({ key, needed }) => needed && values[key] !== undefined)
    .map((each) => ({ ...each, value: values[each.key] ?? "", fault: "invalid" }));

/** What a start address says besides, carried through the question. */
const CARRIED = ["flow", "next", "scope", "action"];

/** @param kept What a form of ours brought besides, carried through the question. */
export function askForKeys(
  context: PageContext,
  row: ProviderRow,
  asked: readonly Asked[],
  backHref: string,
  kept: Readonly<Record<string, string>> = {},
): Answer {
  const { t, assets, http, query, csrf } = context;
  const posted = http.method === "POST";
  const page = (
    <ProviderKeysPage
      t={t}
      assets={assets}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null, entry: row.entry.id }}
      fields={asked.map(({ key, setting, value, fault }) => ({
        name: key,
        label: setting.label,
        help: setting.help ?? null,
        choices: setting.type === "choice" ? (setting.choices ?? []) : [],
        value,
        error: fault,
      }))}
      action={http.path}
      // Linking begins by a form of ours, sign-in by an address.
      csrf={posted ? csrf : null}
      hidden={posted ? kept : Object.fromEntries(CARRIED.map((name) => [name, query.get(name) ?? null]))}
      backHref={backHref}
    />
  );
  const faulty = asked.some(({ fault }) => fault !== null);
  // The form's answer is a redirect to the provider.
  return context.html(renderPage(page), { status: faulty ? 422 : 200, formLeavesOrigin: true });
}
