/**
 * `/api/admin/sso/platform`: sign-in platforms, several at once, each with its own registration, defaults and limits. Secrets are shown
 * as stars and stay as they are when the stars come back. `callback_urls` is what has to be registered at the platform.
 */
import { z } from "zod";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText } from "../../lib/parameters.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import { entryIds, loadEntry } from "../platforms/entries.ts";
import { newPlatform, type Platform, type PlatformFields } from "../platforms/platform.ts";
import { registeredAddresses } from "../platforms/primary.ts";
import {
  createPlatform,
  deletePlatform,
  fieldsOf,
  findPlatform,
  listPlatforms,
  updatePlatform,
} from "../platforms/store.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";

const STARS = "********";

const text = z.string().max(4000);
const list = z.array(z.string().max(200)).max(50);
const limits = z.object({
  organizations: list.default([]),
  groups: list.default([]),
  email_domains: list.default([]),
});

/** What is left out stays as it is, and is as for a new platform where there is none yet. */
const body = z.object({
  id: text.optional(),
  entry: text.optional(),
  label: text.optional(),
  client_id: text.optional(),
  client_secret: text.optional(),
  settings: z.record(text, z.string().max(8000)).optional(),
  extra_scopes: text.optional(),
  auto_register: z.boolean().nullable().optional(),
  default_dir: text.nullable().optional(),
  default_permission: z.int().nullable().optional(),
  limits: limits.optional(),
  position: z.int().optional(),
  disabled: z.boolean().optional(),
});

type Sent = z.infer<typeof body>;

/** @throws Refusal `bad_request` */
async function sent({ http }: Context): Promise<Sent> {
  let value: unknown;
  try {
    value = JSON.parse(bodyText(await http.body()));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("bad_request", "The body is not JSON.", { cause });
  }
  const read = body.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal("bad_request", `${issue?.path.join(".") ?? "The body"} is not what it must be`);
}

function shown(platform: Platform, callbacks: readonly string[]) {
  const { id, entry, label, clientId, limits: who } = platform;
  const stars = Object.fromEntries(Object.keys(platform.sealedSettings).map((key) => [key, STARS]));
  return {
    id,
    entry: entry.id,
    label,
    client_id: clientId,
    client_secret: platform.sealedClientSecret === null ? "" : STARS,
    settings: { ...platform.settings, ...stars },
    extra_scopes: platform.extraScopes.join(" "),
    auto_register: platform.autoRegister,
    default_dir: platform.defaultDir,
    default_permission: platform.defaultPermission,
    limits: { organizations: who.organizations, groups: who.groups, email_domains: who.emailDomains },
    position: platform.position,
    disabled: platform.disabledAt !== null,
    callback_urls: callbacks,
  };
}

const platformJson = async ({ files }: Context, platform: Platform) =>
  shown(platform, await registeredAddresses(files, platform.id));

/** What was sent over what is there. */
function over(before: PlatformFields, wish: Sent): PlatformFields {
  const secret = wish.client_secret;
  const settings = wish.settings && Object.entries(wish.settings).filter(([, value]) => value !== STARS);
  return {
    label: wish.label ?? before.label,
    clientId: wish.client_id ?? before.clientId,
    clientSecret: secret === undefined || secret === "" || secret === STARS ? undefined : secret,
    settings: settings ? Object.fromEntries(settings) : before.settings,
    extraScopes: wish.extra_scopes === undefined ? before.extraScopes : wish.extra_scopes.split(/\s+/).filter(Boolean),
    autoRegister: wish.auto_register === undefined ? before.autoRegister : wish.auto_register,
    defaultDir: wish.default_dir === undefined ? before.defaultDir : wish.default_dir,
    defaultPermission: wish.default_permission === undefined ? before.defaultPermission : wish.default_permission,
    limits: wish.limits
      ? {
          organizations: wish.limits.organizations,
          groups: wish.limits.groups,
          emailDomains: wish.limits.email_domains,
        }
      : before.limits,
    position: wish.position ?? before.position,
    disabled: wish.disabled ?? before.disabled,
  };
}

const listAll = async (context: Context): Promise<Answer> => {
  const all = await listPlatforms(context.files.db);
  return envelope(await Promise.all(all.map((platform) => platformJson(context, platform))));
};

async function found({ files, query }: Context, id = query.get("id") ?? ""): Promise<Platform> {
  const platform = await findPlatform(files.db, id);
  if (!platform) throw new Refusal("provider_unknown");
  return platform;
}

const get = async (context: Context): Promise<Answer> => envelope(await platformJson(context, await found(context)));

async function create(context: Context): Promise<Answer> {
  const { files } = context;
  const wish = await sent(context);
  const entry = entryIds().includes(wish.entry ?? "") ? await loadEntry(wish.entry ?? "") : undefined;
  if (!entry) throw new Refusal("provider_unknown");
  const fields = over(newPlatform(entry.name), wish);
  const made = await files.db.write((tx) => createPlatform(tx, files, entry, fields));
  return envelope(await platformJson(context, made));
}

async function update(context: Context): Promise<Answer> {
  const { files } = context;
  const wish = await sent(context);
  const before = await found(context, wish.id ?? "");
  if (wish.entry !== undefined && wish.entry !== before.entry.id)
    throw new Refusal("bad_request", "entry can not be changed");
  // Who we are at the hub is told at each start.
  const isHub = before.id === HUB_PLATFORM;
  if (isHub && (wish.client_id || wish.client_secret || Object.keys(wish.settings ?? {}).length > 0))
    throw new Refusal("bad_request", "who we are at the hub is told when the server starts");
  await files.db.write((tx) => updatePlatform(tx, files, before.id, over(fieldsOf(before), wish)));
  return envelope(null);
}

async function remove(context: Context): Promise<Answer> {
  const { id } = await found(context);
  if (id === HUB_PLATFORM) throw new Refusal("bad_request", "the hub can be disabled, not deleted");
  const links = await context.files.db.write((tx) => deletePlatform(tx, id));
  return envelope({ links });
}

const admin = { access: "admin", errors: "api" } as const;

export const ssoPlatformRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/admin/sso/platform/list", ...admin, answer: listAll },
  { methods: ["GET"], path: "/api/admin/sso/platform/get", ...admin, answer: get },
  { methods: ["GET"], path: "/api/admin/sso/platform/entries", ...admin, answer: () => envelope(entryIds()) },
  { methods: ["POST"], path: "/api/admin/sso/platform/create", ...admin, answer: create },
  { methods: ["POST"], path: "/api/admin/sso/platform/update", ...admin, answer: update },
  { methods: ["POST"], path: "/api/admin/sso/platform/delete", ...admin, answer: remove },
];
