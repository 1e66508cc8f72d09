/**
 * `/api/admin/setting` and `/api/public/settings`. Secret values are shown as stars, and stay as they are when the stars come
 * back; a saved list is taken whole or not at all.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText } from "../../lib/parameters.ts";
import type { Files } from "../files.ts";
import { hasPrimarySecret, isPlatformSetting, savePrimary } from "../platforms/alist-settings.ts";
import { definitions, flags, groups, type Setting, type SettingKey } from "../settings/definitions.ts";
import { readSettingValue, resetToken, saveSetting, settingOf, storedSettings } from "../settings/store.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";

const STARS = "********";

/** What has been set; of the secret that a platform's row keeps, whether there is one. */
async function valuesOf(files: Files): Promise<ReadonlyMap<string, string>> {
  const stored = await storedSettings(files.db);
  return (await hasPrimarySecret(files, stored)) ? new Map([...stored, ["sso_client_secret", STARS]]) : stored;
}

const shownValue = (files: Files, setting: Setting, stored: ReadonlyMap<string, string>): string => {
  if (setting.key === "version") return files.version;
  const value = stored.get(setting.key) ?? setting.value;
  return setting.isSecret && value !== "" ? STARS : value;
};

const itemJson = (files: Files, setting: Setting, stored: ReadonlyMap<string, string>) => ({
  key: setting.key,
  value: shownValue(files, setting, stored),
  help: setting.help,
  type: setting.type,
  options: (setting.options ?? []).join(","),
  group: groups[setting.group],
  flag: flags[setting.flag],
});

async function list({ files, query }: Context): Promise<Answer> {
  const asked = (query.get("groups") ?? query.get("group") ?? "").split(",").filter((text) => text !== "");
  const stored = await valuesOf(files);
  const chosen: readonly Setting[] = definitions;
  const shown = chosen.filter(({ group }) => asked.length === 0 || asked.includes(String(groups[group])));
  return envelope(shown.map((setting) => itemJson(files, setting, stored)));
}

async function get({ files, query }: Context): Promise<Answer> {
  const stored = await valuesOf(files);
  const one = (key: string) => {
    const setting = settingOf(key);
    if (!setting) throw new Refusal("bad_request", "record not found");
    return itemJson(files, setting, stored);
  };
  const key = query.get("key");
  if (key) return envelope(one(key));
  return envelope(
    (query.get("keys") ?? "")
      .split(",")
      .filter((text) => text !== "")
      .map(one),
  );
}

/** The list as it came. @throws Refusal `bad_request` */
async function sentItems({ http }: Context): Promise<readonly (readonly [Setting, string])[]> {
  let sent: unknown;
  try {
    sent = JSON.parse(bodyText(await http.body()));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("bad_request", "The body is not JSON.", { cause });
  }
  if (!Array.isArray(sent)) throw new Refusal("bad_request", "The body is not a list of settings.");
  return sent.map((item: unknown) => {
    const { key, value } = (typeof item === "object" && item !== null ? item : {}) as Record<string, unknown>;
    const setting = typeof key === "string" ? settingOf(key) : undefined;
    if (!setting || typeof value !== "string") throw new Refusal("bad_request", "There is no such setting.");
    return [setting, value];
  });
}

async function save(context: Context): Promise<Answer> {
  const { files } = context;
  const wanted = (await sentItems(context))
    // AList's pages send back what can't be changed, as it is.
    .filter(([setting, value]) => setting.flag !== "readonly" && !(setting.isSecret && value === STARS))
    .map(([setting, value]) => [setting, readSettingValue(setting, value)] as const);
  if (wanted.some(([{ key }]) => key === "token")) throw new Refusal("bad_request", "token is made by reset_token");
  await files.db.write(async (tx) => {
    await savePrimary(tx, files, new Map(wanted.map(([{ key }, value]) => [key as SettingKey, value])));
    for (const [{ key }, value] of wanted)
      if (!isPlatformSetting(key)) await saveSetting(tx, files, key as SettingKey, value);
  });
  return envelope(null);
}

const refuseDeleting = ({ query }: Context): Answer => {
  throw new Refusal("bad_request", `setting [${(query.get("key") ?? "").slice(0, 60)}] is not deprecated`);
};

const newToken = async ({ files }: Context): Promise<Answer> =>
  envelope(await files.db.write((tx) => resetToken(tx, files)));

async function publicSettings({ files }: Context): Promise<Answer> {
  const stored = await storedSettings(files.db);
  const shown: readonly Setting[] = definitions;
  const pairs = shown
    .filter(({ flag }) => flag !== "private")
    .map((setting) => [setting.key, shownValue(files, setting, stored)]);
  return envelope(Object.fromEntries(pairs));
}

const admin = { access: "admin", errors: "api" } as const;

export const settingRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/admin/setting/list", ...admin, answer: list },
  { methods: ["GET"], path: "/api/admin/setting/get", ...admin, answer: get },
  { methods: ["POST"], path: "/api/admin/setting/save", ...admin, answer: save },
  { methods: ["POST"], path: "/api/admin/setting/delete", ...admin, answer: refuseDeleting },
  { methods: ["POST"], path: "/api/admin/setting/reset_token", ...admin, answer: newToken },
  { methods: ["GET"], path: "/api/public/settings", access: "public", errors: "api", answer: publicSettings },
];
