/**
 * `/@manage/settings/platforms`: every sign-in platform, for administrators; one is added from an entry of the catalogue. The
 * registration of the one that AList's settings are for is changed there, and that of the hub is told at each start, so that
 * nothing of it has two places to be said.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import {
  type EntrySetting,
  PlatformPage,
  type PlatformProps,
  type PlatformValues,
} from "../../pages/files/platform.tsx";
import { type NewcomerPolicy, PlatformPickPage, PlatformsPage } from "../../pages/files/platforms.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Provider } from "../../providers/provider.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import { entryIds, listEntries, loadEntry } from "../platforms/entries.ts";
import { newPlatform, type Platform, type PlatformFields } from "../platforms/platform.ts";
import { primaryId, registeredAddresses } from "../platforms/primary.ts";
import {
  createPlatform,
  deletePlatform,
  fieldsOf,
  findPlatform,
  listPlatforms,
  updatePlatform,
} from "../platforms/store.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { byMethod } from "./by-method.ts";
import { formErrors, frameOf } from "./frame.ts";

export const PLATFORMS = `${MANAGE}/settings/platforms`;
const ADD = `${PLATFORMS}/add`;
const EDIT = `${PLATFORMS}/edit`;
const REMOVE = `${PLATFORMS}/remove`;

const policyOf = (autoRegister: boolean | null): NewcomerPolicy =>
  autoRegister === null ? "asSetting" : autoRegister ? "yes" : "no";

async function list(context: Context): Promise<Answer> {
  const { files } = context;
  const [all, primary] = [await listPlatforms(files.db), await primaryId(files)];
  const page = PlatformsPage({
    ...(await frameOf(context)),
    platforms: all.map(({ id, label, autoRegister, disabledAt }) => ({
      id,
      label,
      href: withQuery(EDIT, { id }),
      newcomers: policyOf(autoRegister),
      disabled: disabledAt !== null,
      isPrimary: id === primary,
    })),
    settingsHref: `${MANAGE}/settings`,
    addHref: ADD,
  });
  return context.html(renderPage(page));
}

async function pick(context: Context): Promise<Answer> {
  const q = (context.query.get("q") ?? "").slice(0, 100);
  const fits = (text: string) => text.toLowerCase().includes(q.trim().toLowerCase());
  const page = PlatformPickPage({
    ...(await frameOf(context)),
    q,
    searchAction: ADD,
    platformsHref: PLATFORMS,
    entries: listEntries()
      .filter(({ id, name }) => fits(id) || fits(name))
      .map(({ id, name }) => ({ id, name, href: withQuery(EDIT, { entry: id }) })),
  });
  return context.html(renderPage(page));
}

interface Meant {
  readonly entry: Provider;
  /** Null: it is a new one. */
  readonly platform: Platform | null;
  readonly registeredAt: PlatformProps["registeredAt"];
}

/** @throws Refusal `not_found` */
async function meant({ files }: Context, id: string, entryId: string): Promise<Meant> {
  if (id === "") {
    const entry = entryIds().includes(entryId) ? await loadEntry(entryId) : undefined;
    if (!entry) throw new Refusal("not_found");
    return { entry, platform: null, registeredAt: "here" };
  }
  const platform = await findPlatform(files.db, id);
  if (!platform) throw new Refusal("not_found");
  const isPrimary = id === (await primaryId(files));
  return {
    entry: platform.entry,
    platform,
    registeredAt: id === HUB_PLATFORM ? "start" : isPrimary ? "settings" : "here",
  };
}

const valuesOf = (fields: PlatformFields): PlatformValues => ({
  label: fields.label,
  clientId: fields.clientId,
  extraScopes: fields.extraScopes.join(" "),
  position: String(fields.position),
  disabled: fields.disabled,
  autoRegister: policyOf(fields.autoRegister),
  defaultDir: fields.defaultDir ?? "",
  defaultPermission: fields.defaultPermission === null ? "" : String(fields.defaultPermission),
  organizations: fields.limits.organizations.join("\n"),
  groups: fields.limits.groups.join("\n"),
  emailDomains: fields.limits.emailDomains.join("\n"),
});

const settingsOf = (
  { entry, platform }: Meant,
  typed: Readonly<Record<string, string>> | undefined,
): readonly EntrySetting[] =>
  Object.entries(entry.settings ?? {}).map(
    ([key, { label, help, type, choices, required, perSignIn, ...setting }]) => ({
      key,
      label,
      help: help ?? null,
      type,
      choices: choices ?? [],
      required: required === true && perSignIn !== true,
      value: type === "secret" ? "" : (typed?.[key] ?? platform?.settings[key] ?? setting.default ?? ""),
      isKept: platform !== null && Object.hasOwn(platform.sealedSettings, key),
    }),
  );

interface Shown extends Partial<Pick<PlatformProps, "values" | "fieldErrors" | "error">> {
  readonly settings?: Readonly<Record<string, string>>;
}

async function editPage(context: Context, what: Meant, { settings, ...shown }: Shown = {}): Promise<Answer> {
  const { entry, platform, registeredAt } = what;
  const page = PlatformPage({
    ...(await frameOf(context)),
    id: platform?.id ?? null,
    entry: { id: entry.id, name: entry.name },
    registeredAt,
    callbacks: platform ? await registeredAddresses(context.files, platform.id) : [],
    settings: settingsOf(what, settings),
    hasSecret: (platform?.sealedClientSecret ?? null) !== null,
    values: valuesOf(platform ? fieldsOf(platform) : newPlatform(entry.name)),
    fieldErrors: {},
    platformsHref: PLATFORMS,
    action: EDIT,
    removeAction: registeredAt === "here" ? REMOVE : null,
    ...shown,
  });
  return context.html(renderPage(page), shown.error ? { status: 422 } : {});
}

const edit = async (context: Context): Promise<Answer> =>
  editPage(context, await meant(context, context.query.get("id") ?? "", context.query.get("entry") ?? ""));

const POLICIES: Readonly<Record<NewcomerPolicy, boolean | null>> = { asSetting: null, yes: true, no: false };

const isPolicy = (text: string): text is NewcomerPolicy => Object.hasOwn(POLICIES, text);

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const numberIn = (text: string): number => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);

function typedValues({ form }: Context): PlatformValues {
  const policy = form.get("autoRegister");
  return {
    label: form.get("label"),
    clientId: form.get("clientId"),
    extraScopes: form.get("extraScopes"),
    position: form.get("position"),
    disabled: form.get("disabled") === "true",
    autoRegister: isPolicy(policy) ? policy : "asSetting",
    defaultDir: form.get("defaultDir"),
    defaultPermission: form.get("defaultPermission"),
    organizations: form.get("organizations"),
    groups: form.get("groups"),
    emailDomains: form.get("emailDomains"),
  };
}

/** What is said here of a platform, over what is there; its registration only where that is said here. */
function wishOf(what: Meant, values: PlatformValues, settings: Readonly<Record<string, string>>, secret: string) {
  const before = what.platform ? fieldsOf(what.platform) : newPlatform(what.entry.name);
  const registration =
    what.registeredAt === "here"
      ? {
          clientId: values.clientId,
          clientSecret: secret === "" ? undefined : secret,
          settings,
          extraScopes: values.extraScopes.split(/\s+/).filter((scope) => scope !== ""),
        }
      : {};
  return {
    ...before,
    ...registration,
    label: values.label,
    position: numberIn(values.position),
    disabled: values.disabled,
    autoRegister: POLICIES[values.autoRegister],
    defaultDir: values.defaultDir.trim() === "" ? null : values.defaultDir.trim(),
    defaultPermission: values.defaultPermission.trim() === "" ? null : numberIn(values.defaultPermission),
    limits: {
      organizations: linesOf(values.organizations),
      groups: linesOf(values.groups),
      emailDomains: linesOf(values.emailDomains),
    },
  } satisfies PlatformFields;
}

async function save(context: Context): Promise<Answer> {
  const { files, form, http } = context;
  const what = await meant(context, form.get("id"), form.get("entry"));
  const { entry, platform } = what;
  const values = typedValues(context);
  const keys = Object.keys(entry.settings ?? {});
  const settings = Object.fromEntries(keys.map((key) => [key, form.get(`settings.${key}`).replaceAll("\r\n", "\n")]));
  const secret = form.get("clientSecret").replaceAll("\r\n", "\n").trim();
  const wish = wishOf(what, values, settings, secret);
  let id: string;
  try {
    id = await files.db.write(async (tx) => {
      if (!platform) return (await createPlatform(tx, files, entry, wish)).id;
      await updatePlatform(tx, files, platform.id, wish);
      return platform.id;
    });
  } catch (error) {
    return editPage(context, what, { values, settings, ...formErrors(context.t, error) });
  }
  files.log.info(platform ? "platform.changed" : "platform.added", {
    request: http.id,
    user: context.user.id,
    platform: id,
  });
  const notice: FilesNotice = "saved";
  // A new one shows its addresses, which have to be registered.
  return context.redirect(withQuery(platform ? PLATFORMS : EDIT, platform ? { notice } : { id, notice }));
}

async function remove(context: Context): Promise<Answer> {
  const { files, form, http, user } = context;
  const { platform, registeredAt } = await meant(context, form.get("id"), "");
  if (!platform) throw new Refusal("not_found");
  if (registeredAt !== "here") throw new Refusal("forbidden");
  const links = await files.db.write((tx) => deletePlatform(tx, platform.id));
  files.log.info("platform.removed", { request: http.id, user: user.id, platform: platform.id, links });
  const notice: FilesNotice = "saved";
  return context.redirect(withQuery(PLATFORMS, { notice }));
}

const admin = { access: "admin", errors: "page" } as const;

export const platformPageRoutes: readonly Route[] = [
  { methods: ["GET", "HEAD"], path: PLATFORMS, ...admin, answer: list },
  { methods: ["GET", "HEAD"], path: ADD, ...admin, answer: pick },
  { methods: ["GET", "HEAD", "POST"], path: EDIT, ...admin, answer: byMethod(edit, save) },
  { methods: ["POST"], path: REMOVE, ...admin, answer: remove },
];
