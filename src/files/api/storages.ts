/**
 * `/api/admin/storage` and `/api/admin/driver`: what is mounted where. A driver's own settings are JSON in the text `addition`,
 * as AList has it; of local folders, the folder and whether it can only be read.
 */
import { isAbsolute } from "node:path";
import { z } from "zod";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { driverNames, localSettings, type StorageFields, type StorageRecord } from "../fs/storages.ts";
import { type Bound, bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { idOf, pageOf } from "./id.ts";

const body = {
  id: may("integer"),
  mount_path: must("text"),
  order: may("integer"),
  driver: must("text"),
  addition: may("text"),
  disabled: may("flag"),
} as const;

const addition = z.object({ root_folder_path: z.string(), read_only: z.boolean().default(false) });

/** @throws Refusal `bad_request` */
function settingsOf(text: string): z.infer<typeof localSettings> {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch (cause) {
    throw new Refusal("bad_request", "addition is not JSON", { cause });
  }
  const read = addition.safeParse(sent);
  if (!read.success || !isAbsolute(read.data.root_folder_path) || read.data.root_folder_path.includes("\u0000"))
    throw new Refusal("bad_request", "addition needs root_folder_path: an absolute path on the server");
  return { root: read.data.root_folder_path, readOnly: read.data.read_only };
}

const fieldsOf = (sent: Bound<typeof body>): StorageFields => ({
  mountPath: sent.mount_path,
  driver: sent.driver,
  settings: settingsOf(sent.addition),
  position: sent.order,
  disabled: sent.disabled,
});

function storageJson({ id, mountPath, position, driver, settings, disabled, updatedAt, fault }: StorageRecord) {
  const local = localSettings.parse(settings);
  return {
    id,
    mount_path: mountPath,
    order: position,
    driver,
    status: disabled ? "disabled" : (fault ?? "work"),
    addition: JSON.stringify({ root_folder_path: local.root, read_only: local.readOnly }),
    remark: "",
    modified: new Date(updatedAt * 1000).toISOString(),
    disabled,
  };
}

async function found({ files }: Context, id: number): Promise<StorageRecord> {
  const storage = await files.storages.find(id);
  if (!storage) throw new Refusal("not_found", "failed get storage: record not found");
  return storage;
}

async function list(context: Context): Promise<Answer> {
  const { page, per_page } = await bind(context, "PageReq", { page: may("integer"), per_page: may("integer") });
  const all = await context.files.storages.list();
  return envelope({ content: pageOf(all, page, per_page).map(storageJson), total: all.length });
}

const get = async (context: Context): Promise<Answer> => envelope(storageJson(await found(context, idOf(context))));

async function create(context: Context): Promise<Answer> {
  const { id } = await context.files.storages.create(fieldsOf(await bind(context, "Storage", body)));
  return envelope({ id });
}

async function update(context: Context): Promise<Answer> {
  const sent = await bind(context, "Storage", body);
  const before = await found(context, sent.id);
  if (before.driver !== sent.driver) throw new Refusal("bad_request", "driver cannot be changed");
  await context.files.storages.update(sent.id, fieldsOf(sent));
  return envelope(null);
}

async function remove(context: Context): Promise<Answer> {
  await context.files.storages.remove((await found(context, idOf(context))).id);
  return envelope(null);
}

const turn =
  (disabled: boolean) =>
  async (context: Context): Promise<Answer> => {
    const { id, mountPath, driver, settings, position } = await found(context, idOf(context));
    await context.files.storages.update(id, { mountPath, driver, settings, position, disabled });
    return envelope(null);
  };

/** How AList's pages draw the form of a driver. */
const driverInfo = {
  common: [
    { name: "mount_path", type: "string", default: "", options: "", required: true, help: "" },
    { name: "order", type: "number", default: "", options: "", required: false, help: "" },
  ],
  additional: [
    { name: "root_folder_path", type: "string", default: "", options: "", required: true, help: "" },
    { name: "read_only", type: "bool", default: "false", options: "", required: false, help: "" },
  ],
  config: { name: "Local", local_sort: true, only_local: true, no_cache: true, no_upload: false, default_root: "" },
};

const drivers = (): Answer => envelope(Object.fromEntries(driverNames.map((name) => [name, driverInfo])));

function driver({ query }: Context): Answer {
  if (!driverNames.includes(query.get("driver") ?? "")) throw new Refusal("not_found", "driver not found");
  return envelope(driverInfo);
}

const admin = { access: "admin", errors: "api" } as const;

export const storageRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/admin/storage/list", ...admin, answer: list },
  { methods: ["GET"], path: "/api/admin/storage/get", ...admin, answer: get },
  { methods: ["POST"], path: "/api/admin/storage/create", ...admin, answer: create },
  { methods: ["POST"], path: "/api/admin/storage/update", ...admin, answer: update },
  { methods: ["POST"], path: "/api/admin/storage/delete", ...admin, answer: remove },
  { methods: ["POST"], path: "/api/admin/storage/enable", ...admin, answer: turn(false) },
  { methods: ["POST"], path: "/api/admin/storage/disable", ...admin, answer: turn(true) },
  { methods: ["GET"], path: "/api/admin/driver/list", ...admin, answer: drivers },
  { methods: ["GET"], path: "/api/admin/driver/names", ...admin, answer: () => envelope(driverNames) },
  { methods: ["GET"], path: "/api/admin/driver/info", ...admin, answer: driver },
];
