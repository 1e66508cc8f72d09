/** `/@manage/storages`: what is mounted where, for administrators. The rules are `fs/storages.ts`'s. */
import { isAbsolute } from "node:path";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import { StoragePage, type StorageProps, StoragesPage } from "../../pages/files/storages.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { localSettings, type StorageFields, type StorageRecord } from "../fs/storages.ts";
import { LOCAL_DRIVER } from "../storage/local.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { byMethod } from "./by-method.ts";
import { errorOf, frameOf } from "./frame.ts";

const LIST = `${MANAGE}/storages`;
const EDIT = `${LIST}/edit`;

async function list(context: Context): Promise<Answer> {
  const all = await context.files.storages.list();
  const props = {
    ...(await frameOf(context)),
    storages: all.map(({ id, mountPath, settings, disabled, fault }) => {
      const { root, readOnly } = localSettings.parse(settings);
      const href = withQuery(EDIT, { id: String(id) });
      return { mountPath, href, root, readOnly, disabled, isFaulty: fault !== null };
    }),
    newHref: EDIT,
  };
  return context.html(renderPage(StoragesPage(props)));
}

/** The storage that is meant; null for a new one. @throws Refusal `not_found` */
async function meant({ files }: Context, id: string): Promise<StorageRecord | null> {
  if (id === "") return null;
  const storage = /^\d{1,15}$/.test(id) ? await files.storages.find(Number(id)) : null;
  if (!storage) throw new Refusal("not_found");
  return storage;
}

const emptyValues: StorageProps["values"] = {
  mount_path: "",
  root: "",
  position: "0",
  read_only: false,
  disabled: false,
};

function valuesOf(storage: StorageRecord | null): StorageProps["values"] {
  if (storage === null) return emptyValues;
  const { root, readOnly } = localSettings.parse(storage.settings);
  const { mountPath, position, disabled } = storage;
  return { mount_path: mountPath, root, position: String(position), read_only: readOnly, disabled };
}

async function editPage(context: Context, storage: StorageRecord | null, shown: Partial<StorageProps> = {}) {
  const page = StoragePage({
    ...(await frameOf(context)),
    id: storage === null ? null : String(storage.id),
    values: valuesOf(storage),
    storagesHref: LIST,
    action: EDIT,
    removeAction: `${LIST}/remove`,
    ...shown,
  });
  return context.html(renderPage(page), shown.error ? { status: 422 } : {});
}

const edit = async (context: Context): Promise<Answer> =>
  editPage(context, await meant(context, context.query.get("id") ?? ""));

/** @throws Refusal `bad_request` */
function fieldsOf({ mount_path, root, position, read_only, disabled }: StorageProps["values"]): StorageFields {
  if (mount_path.trim() === "" || !isAbsolute(root) || !/^-?\d{1,9}$/.test(position)) throw new Refusal("bad_request");
  return {
    mountPath: mount_path,
    driver: LOCAL_DRIVER,
    settings: { root, readOnly: read_only },
    position: Number(position),
    disabled,
  };
}

async function save(context: Context): Promise<Answer> {
  const { files, form, redirect, t } = context;
  const storage = await meant(context, form.get("id"));
  const values = {
    mount_path: form.get("mount_path"),
    root: form.get("root"),
    position: form.get("position"),
    read_only: form.get("read_only") === "true",
    disabled: form.get("disabled") === "true",
  };
  try {
    const fields = fieldsOf(values);
    if (storage) await files.storages.update(storage.id, fields);
    else await files.storages.create(fields);
  } catch (error) {
    return editPage(context, storage, { values, error: errorOf(t, error) });
  }
  const notice: FilesNotice = "saved";
  return redirect(withQuery(LIST, { notice }));
}

async function remove(context: Context): Promise<Answer> {
  const storage = await meant(context, context.form.get("id"));
  if (!storage) throw new Refusal("not_found");
  await context.files.storages.remove(storage.id);
  const notice: FilesNotice = "saved";
  return context.redirect(withQuery(LIST, { notice }));
}

const admin = { access: "admin", errors: "page" } as const;

export const storagePageRoutes: readonly Route[] = [
  { methods: ["GET", "HEAD"], path: LIST, ...admin, answer: list },
  { methods: ["GET", "HEAD", "POST"], path: EDIT, ...admin, answer: byMethod(edit, save) },
  { methods: ["POST"], path: `${LIST}/remove`, ...admin, answer: remove },
];
