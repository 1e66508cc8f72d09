/**
 * `/@manage/settings`: AList's settings as forms, a group each. A group is taken whole or not at all; secrets are kept where nothing
 * is typed. What the SSO group says of its platform is that platform's own (`platforms/alist-settings.ts`), as over the API.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import {
  type SettingField,
  type SettingGroup,
  SettingsPage,
  type SettingsProps,
  type SettingKey as ShownKey,
} from "../../pages/files/settings.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Text } from "../../pages/text/index.ts";
import { isPlatformSetting, savePrimary } from "../platforms/alist-settings.ts";
import { primaryId, registeredAddresses } from "../platforms/primary.ts";
import { definitions, type Setting, type SettingKey } from "../settings/definitions.ts";
import { readSettingValue, resetToken, saveSetting, storedSettings } from "../settings/store.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { byMethod } from "./by-method.ts";
import { formErrors, frameOf } from "./frame.ts";
import { PLATFORMS } from "./platforms.ts";
import { sumOf } from "./users.ts";

const PATH = `${MANAGE}/settings`;
const RESET = `${PATH}/reset-token`;
const SUM = "sso_default_permission";

const GROUPS = ["site", "preview", "global", "index", "sso"] as const satisfies readonly SettingGroup[];

/** The settings that have words, which are all that can be changed here. */
const isShown = (t: Text, { key }: Setting): boolean => Object.hasOwn(t.files.settings.labels, key);

const settingsOf = (t: Text, group: SettingGroup): readonly Setting[] =>
  (definitions as readonly Setting[]).filter((setting) => setting.group === group && isShown(t, setting));

const fieldOf = (setting: Setting, value: string): SettingField => ({
  key: setting.key as ShownKey,
  type: setting.isSecret ? "secret" : setting.type,
  value: setting.isSecret ? "" : value,
  options: setting.value === "" ? ["", ...(setting.options ?? [])] : (setting.options ?? []),
  hint: null,
});

async function settingsPage(context: Context, shown: Partial<SettingsProps> = {}): Promise<Answer> {
  const { files, t } = context;
  const stored = await storedSettings(files.db);
  const primary = await primaryId(files);
  const page = SettingsPage({
    ...(await frameOf(context)),
    groups: GROUPS.map((id) => ({
      id,
      fields: settingsOf(t, id).map((setting) => fieldOf(setting, stored.get(setting.key) ?? setting.value)),
    })),
    fieldErrors: {},
    action: PATH,
    resetTokenAction: RESET,
    newToken: null,
    platformsHref: PLATFORMS,
    callbacks: primary === "" ? [] : await registeredAddresses(files, primary),
    ...shown,
  });
  return context.html(renderPage(page), shown.error ? { status: 422 } : {});
}

/** The default permission is there twice, as a number and as boxes: whichever was changed counts. */
function sentSum({ form }: Context, before: string): string {
  const number = form.get(SUM).trim();
  return number === before ? String(sumOf(form)) : number;
}

async function save(context: Context): Promise<Answer> {
  const { files, form, t, redirect } = context;
  const group = GROUPS.find((name) => name === form.get("group"));
  if (!group) throw new Refusal("bad_request");
  const stored = await storedSettings(files.db);
  try {
    const wanted = new Map<SettingKey, string>();
    for (const setting of settingsOf(t, group)) {
      const before = stored.get(setting.key) ?? setting.value;
      const typed = form.get(setting.key);
      if (setting.isSecret && typed === "") continue;
      const given =
        setting.type === "bool" ? String(typed === "true") : setting.key === SUM ? sentSum(context, before) : typed;
      wanted.set(setting.key as SettingKey, readSettingValue(setting, given.replaceAll("\r\n", "\n")));
    }
    await files.db.write(async (tx) => {
      if (group === "sso") await savePrimary(tx, files, wanted);
      for (const [key, value] of wanted) if (!isPlatformSetting(key)) await saveSetting(tx, files, key, value);
    });
  } catch (error) {
    return settingsPage(context, { ...formErrors(t, error), fieldErrors: asRefusal(error).fields });
  }
  const notice: FilesNotice = "saved";
  return redirect(withQuery(PATH, { notice }));
}

async function newToken(context: Context): Promise<Answer> {
  const { files } = context;
  return settingsPage(context, { newToken: await files.db.write((tx) => resetToken(tx, files)) });
}

const admin = { access: "admin", errors: "page" } as const;

export const settingPageRoutes: readonly Route[] = [
  {
    methods: ["GET", "HEAD", "POST"],
    path: PATH,
    ...admin,
    answer: byMethod((context) => settingsPage(context), save),
  },
  { methods: ["POST"], path: RESET, ...admin, answer: newToken },
];
