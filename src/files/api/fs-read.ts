/** AList's API for reading the tree (its contract, 3.2): list, get, dirs, search, other, link. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Actor, Listing, Node, Window } from "../fs/file-system.ts";
import { parentOf, resolvePath } from "../fs/paths.ts";
import { createSigner } from "../links/signer.ts";
import { settingText } from "../settings/store.ts";
import { bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context } from "../web/route.ts";
import { underPassword } from "./folder-password.ts";
import { byName, orNull, readKinds, wireObject, wireTime } from "./fs-object.ts";

/** What can't be listed, in the words that clients look for. */
async function listed({ files }: Context, actor: Actor, path: string, window?: Window): Promise<Listing> {
  try {
    return await files.fs.list(actor, path, window);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const words: Partial<Record<Refusal["code"], string>> = {
      file_not_found: "failed get objs: failed get dir: object not found",
      folder_expected: "failed get objs: not a folder",
      storage_not_found: files.storages.mounts.isEmpty
        ? "failed get storage: storage not found; please add a storage first"
        : `failed get storage: storage not found; rawPath: ${files.fs.fullPath(actor, path)}`,
    };
    throw words[error.code] === undefined ? error : new Refusal(error.code, words[error.code], { cause: error });
  }
}

/** One page of a list; without a size all of it. */
const windowOf = (page: number, perPage: number): Window =>
  perPage < 1
    ? { start: 0, count: Number.MAX_SAFE_INTEGER }
    : { start: (Math.max(1, page) - 1) * perPage, count: perPage };

export async function list(context: Context) {
  const { files } = context;
  const wish = await bind(context, "ListReq", {
    path: may("text"),
    password: may("text"),
    page: may("integer"),
    per_page: may("integer"),
    refresh: may("flag"),
  });
  const window = windowOf(wish.page, wish.per_page);
  const found = await underPassword(context, wish.password, (actor) => listed(context, actor, wish.path, window));
  if (wish.refresh && !found.canWrite) throw new Refusal("permission_denied", "Refresh without permission");
  const [signer, kindOf] = await Promise.all([createSigner(files), readKinds(files)]);
  return envelope({
    content: orNull(found.content.map((node) => wireObject(node, signer, kindOf))),
    total: found.total,
    readme: found.readme,
    header: found.header,
    write: found.canWrite,
    provider: found.folder.driver ?? "unknown",
  });
}

export async function get(context: Context) {
  const { files } = context;
  const wish = await bind(context, "FsGetReq", { path: may("text"), password: may("text") });
  const { node, related } = await underPassword(context, wish.password, async (actor) => {
    const node = await files.fs.stat(actor, wish.path);
    return { node, related: node.isFolder ? [] : await relatedTo(context, actor, node) };
  });
  const [signer, kindOf] = await Promise.all([createSigner(files), readKinds(files)]);
  return envelope({
    ...wireObject(node, signer, kindOf),
    name: node.name === "" ? "root" : node.name,
    type: kindOf(node.name),
    raw_url: node.isFolder ? "" : signer.address(node.fullPath),
    readme: files.metas.rules.texts(node.fullPath).readme,
    header: files.metas.rules.texts(node.fullPath).header,
    provider: node.driver ?? "unknown",
    related: orNull(related.map((other) => wireObject(other, signer, kindOf))),
  });
}

/** Files beside it whose names begin as this one's does, up to the ending: subtitles, covers. */
async function relatedTo({ files }: Context, actor: Actor, { name, path }: Node): Promise<readonly Node[]> {
  const stem = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : name;
  if (stem === "") return [];
  const { content } = await files.fs.list(actor, parentOf(path));
  return content.filter((other) => !other.isFolder && other.name !== name && other.name.startsWith(stem)).sort(byName);
}

export async function dirs(context: Context) {
  const { user } = context;
  const wish = await bind(context, "DirReq", { path: may("text"), password: may("text"), force_root: may("flag") });
  if (wish.force_root && user.role !== "admin") throw new Refusal("permission_denied", "Permission denied");
  const { content } = await underPassword(context, wish.password, (actor) =>
    listed(context, wish.force_root ? { ...actor, user: { ...user, basePath: "/" } } : actor, wish.path),
  );
  const folders = content.filter(({ isFolder }) => isFolder).sort(byName);
  return envelope(orNull(folders.map(({ name, modifiedAt }) => ({ name, modified: wireTime(modifiedAt) }))));
}

const SCOPES = ["all", "folders", "files"] as const;
const MOST_FOUND = 1000;

export async function search(context: Context) {
  const { files } = context;
  const wish = await bind(context, "SearchReq", {
    parent: may("text"),
    keywords: must("text"),
    scope: may("integer"),
    page: may("integer"),
    per_page: may("integer"),
    password: may("text"),
  });
  if ((await settingText(files, "search_index")) === "none")
    throw new Refusal("not_implemented", "search not available");
  if (wish.page < 1) throw new Refusal("bad_request", "page can't < 1");
  if (wish.per_page < 1) throw new Refusal("bad_request", "per_page can't < 1");
  const options = {
    keywords: wish.keywords,
    kind: SCOPES[wish.scope] ?? "all",
    page: wish.page,
    perPage: Math.min(wish.per_page, MOST_FOUND),
  };
  const { content, total } = await underPassword(
    context,
    wish.password,
    (actor) => files.fs.search(actor, wish.parent, options),
    { isSilent: true },
  );
  const kindOf = await readKinds(files);
  return envelope({
    content: content.map(({ fullPath, name, isFolder, size }) => ({
      parent: parentOf(fullPath),
      name,
      is_dir: isFolder,
      size,
      type: isFolder ? 1 : kindOf(name),
    })),
    total,
  });
}

/** What only some drivers do, and ours does not. */
export async function other(context: Context): Promise<Answer> {
  const wish = await bind(context, "FsOtherReq", { path: may("text"), method: may("text"), password: may("text") });
  await underPassword(context, wish.password, (actor) => context.files.fs.stat(actor, wish.path));
  throw new Refusal("not_implemented");
}

/** For administrators: a link that saves the file, by its full path. */
export async function link(context: Context) {
  const { files } = context;
  const { path } = await bind(context, "LinkReq", { path: must("text") });
  const node = await files.fs.statLinked(resolvePath("/", path).full);
  if (node.isFolder) throw new Refusal("file_expected");
  const url = new URL((await createSigner(files)).address(node.fullPath));
  url.search = url.search === "" ? "?d" : `?d&${url.search.slice(1)}`;
  return envelope({ url: url.href });
}
