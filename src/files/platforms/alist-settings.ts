/**
 * AList's settings of single sign-on: they are of the platform that `sso_login_platform` names. Saving them makes or changes that one's
 * row, and no other; choosing another platform shows what that one has. The client secret is kept with the row alone and is carried to
 * no other platform.
 */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import type { SettingKey } from "../settings/definitions.ts";
import { saveSetting, storedSettings } from "../settings/store.ts";
import { loadEntry } from "./entries.ts";
import { newPlatform, type Platform, type PlatformFields } from "./platform.ts";
import { platformId } from "./primary.ts";
import { createPlatform, fieldsOf, findPlatform, updatePlatform } from "./store.ts";

type Wanted = ReadonlyMap<SettingKey, string>;

const PLATFORM = "sso_login_platform";
const SECRET = "sso_client_secret";

/** Keys whose values are a platform's own, and where they are in its settings; the first two are columns. */
const OWN: ReadonlyMap<SettingKey, readonly string[]> = new Map<SettingKey, readonly string[]>([
  ["sso_client_id", []],
  ["sso_extra_scopes", []],
  ["sso_endpoint_name", ["endpoint", "issuer"]],
  ["sso_oidc_username_key", ["usernameKey"]],
  ["sso_organization_name", ["organization"]],
  ["sso_application_name", ["application"]],
  ["sso_jwt_public_key", ["certificate"]],
]);

/** The values of a platform as AList's settings have them. */
function shownOf(platform: Platform): ReadonlyMap<SettingKey, string> {
  const shown = new Map<SettingKey, string>([
    ["sso_client_id", platform.clientId],
    ["sso_extra_scopes", platform.extraScopes.join(" ")],
  ]);
  for (const [key, names] of OWN) {
    const name = names.find((each) => Object.hasOwn(platform.entry.settings ?? {}, each));
    if (name !== undefined) shown.set(key, platform.settings[name] ?? platform.entry.settings?.[name]?.default ?? "");
  }
  return shown;
}

/**
 * What was sent for this platform. What was left as it stood for another one is not meant for it, where it has values of its own.
 * @param before The settings as they are.
 * @param isChange They are another platform's.
 */
function meantOf(wanted: Wanted, before: ReadonlyMap<string, string>, isChange: boolean, known: Platform | undefined) {
  const present = known ? shownOf(known) : isChange ? new Map<SettingKey, string>() : before;
  return (key: SettingKey): string => {
    const sent = wanted.get(key);
    const isLeft = sent === undefined || (isChange && known !== undefined && sent === before.get(key));
    return isLeft ? ((present as ReadonlyMap<string, string>).get(key) ?? "") : sent;
  };
}

function wishOf(
  platform: PlatformFields,
  meant: (key: SettingKey) => string,
  declared: Readonly<Record<string, unknown>>,
) {
  const settings: Record<string, string> = { ...platform.settings };
  for (const [key, names] of OWN) {
    const name = names.find((each) => Object.hasOwn(declared, each));
    if (name === undefined) continue;
    const value = meant(key);
    if (value.trim() === "") delete settings[name];
    else settings[name] = value;
  }
  return {
    ...platform,
    clientId: meant("sso_client_id"),
    extraScopes: meant("sso_extra_scopes")
      .split(/\s+/)
      .filter((scope) => scope !== ""),
    settings,
  };
}

/**
 * Saves what was sent of group 7, in the transaction that saves the rest.
 * @param wanted Values read by `readSettingValue`; the secret is left out where its stars came back.
 * @throws Refusal `field_invalid`, `bad_request`
 */
export async function savePrimary(tx: Writer, files: Pick<Files, "clock" | "vault">, wanted: Wanted): Promise<void> {
  const stored = await storedSettings(tx);
  const before = platformId(stored.get(PLATFORM) ?? "");
  const id = platformId(wanted.get(PLATFORM) ?? stored.get(PLATFORM) ?? "");
  const sent = [...wanted].filter(([key]) => isPlatformSetting(key));
  if (sent.length === 0) return;
  if (id === "" && wanted.get(SECRET)) throw new Refusal("bad_request", "sso_client_secret needs sso_login_platform");
  for (const [key, value] of sent) if (key !== SECRET) await saveSetting(tx, files, key, value);
  if (id === "") return;
  const known = await findPlatform(tx, id);
  const entry = known?.entry ?? (await loadEntry(id));
  if (!entry) throw new Refusal("bad_request", "invalid platform");
  const meant = meantOf(wanted, stored, before !== "" && before !== id, known);
  const present = known ? fieldsOf(known) : newPlatform(entry.name);
  const clientSecret = wanted.get(SECRET);
  const wish = { ...wishOf(present, meant, entry.settings ?? {}), clientSecret };
  // AList's pages save the platform before anything is known of it.
  if (!known && wish.clientId === "" && !clientSecret) return;
  if (known) await updatePlatform(tx, files, id, wish);
  else await createPlatform(tx, files, entry, wish, id);
  const saved = await findPlatform(tx, id);
  if (saved) for (const [key, value] of shownOf(saved)) await saveSetting(tx, files, key, value);
}

/** Keys that `savePrimary` saves itself. */
export const isPlatformSetting = (key: string): boolean =>
  key === PLATFORM || key === SECRET || OWN.has(key as SettingKey);

/** Whether the platform that the settings are for has a secret. */
export async function hasPrimarySecret(
  { db }: Pick<Files, "db">,
  stored: ReadonlyMap<string, string>,
): Promise<boolean> {
  const platform = await findPlatform(db, platformId(stored.get(PLATFORM) ?? ""));
  return platform?.sealedClientSecret != null;
}
