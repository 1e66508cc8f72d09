/**
 * AList's API for changing the tree (its contract, 3.3). Names in lists are single names, all of them read before the first
 * thing happens; then it goes on until something fails, and what is done stays done. Nothing is replaced without `overwrite`.
 */
import { Refusal } from "../../lib/errors.ts";
import type { Actor, FileSystem } from "../fs/file-system.ts";
import { joinPath, nameOf, parentOf, resolvePath, singleName } from "../fs/paths.ts";
import { compilePattern } from "../metas/pattern.ts";
import { bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context } from "../web/route.ts";

/** The path of a name in a folder, both as they came. @throws Refusal `path_not_allowed` */
const inFolder = ({ basePath }: { readonly basePath: string }, folder: string, name: string): string =>
  joinPath(resolvePath(basePath, folder).own, singleName(name));

/** A name that is taken is told, in AList's words and number: whoever asked may ask again with `overwrite`. */
async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "file_exists") throw error;
    throw new Refusal("permission_denied", `file [${name}] exists`, { cause: error });
  }
}

export async function mkdir(context: Context) {
  const { path } = await bind(context, "MkdirReq", { path: must("text") });
  await context.files.fs.makeFolder(context.actor, path, true);
  return envelope(null);
}

export async function rename(context: Context) {
  const wish = await bind(context, "RenameReq", { path: must("text"), name: must("text"), overwrite: may("flag") });
  await named(wish.name, () => context.files.fs.rename(context.actor, wish.path, wish.name, wish.overwrite));
  return envelope(null);
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

export async function batchRename(context: Context) {
  const { files, actor, user } = context;
  const wish = await bind(context, "BatchRenameReq", { src_dir: must("text"), rename_objects: may("objects") });
  const pairs = wish.rename_objects
    .map((pair) => ({ from: asText(pair["src_name"]), to: asText(pair["new_name"]) }))
    .filter(({ from, to }) => from !== "" && to !== "")
    .map(({ from, to }) => ({ path: inFolder(user, wish.src_dir, from), name: singleName(to) }));
  files.fs.demand(actor, "rename");
  for (const { path, name } of pairs) await named(name, () => files.fs.rename(actor, path, name, false));
  return envelope(null);
}

/** Characters. */
const LONGEST_TEMPLATE = 1000;

export async function regexRename(context: Context) {
  const { files, actor } = context;
  const wish = await bind(context, "RegexRenameReq", {
    src_dir: must("text"),
    src_name_regex: must("text"),
    new_name_regex: must("text"),
  });
  files.fs.demand(actor, "rename");
  // No name is as long, and each place that fits in each name takes it in.
  if (wish.new_name_regex.length > LONGEST_TEMPLATE) throw new Refusal("bad_request", "new_name_regex is too long");
  const pattern = compilePattern(wish.src_name_regex);
  const { content } = await files.fs.list(actor, wish.src_dir);
  const pairs = content
    .filter(({ name }) => pattern.fits(name))
    .map(({ name, path }) => ({ path, name: singleName(pattern.replace(name, wish.new_name_regex)) }));
  for (const { path, name } of pairs) await named(name, () => files.fs.rename(actor, path, name, false));
  return envelope(null);
}

const fromTo = { src_dir: must("text"), dst_dir: must("text"), names: may("texts"), overwrite: may("flag") } as const;

async function pairsOf(context: Context) {
  const wish = await bind(context, "MoveCopyReq", fromTo);
  if (wish.names.length === 0) throw new Refusal("bad_request", "Empty file names");
  const { user } = context;
  const pairs = wish.names.map((name) => ({
    name,
    from: inFolder(user, wish.src_dir, name),
    to: inFolder(user, wish.dst_dir, name),
  }));
  return { pairs, overwrite: wish.overwrite };
}

export async function move(context: Context) {
  const { files, actor } = context;
  const { pairs, overwrite } = await pairsOf(context);
  for (const { name, from, to } of pairs) await named(name, () => files.fs.move(actor, from, to, overwrite));
  return envelope(null);
}

export async function copy(context: Context) {
  const { files, actor } = context;
  const { pairs, overwrite } = await pairsOf(context);
  for (const { name, from, to } of pairs)
    await named(name, () => files.fs.copy(actor, from, to, { overwrite, deep: true }));
  return envelope({ tasks: [] });
}

/** Every file below a folder, as far as the caller sees. */
async function* filesBelow(fs: FileSystem, actor: Actor, folder: string): AsyncGenerator<string> {
  const { content } = await fs.list(actor, folder);
  for (const { path, isFolder } of content) {
    if (isFolder) yield* filesBelow(fs, actor, path);
    else yield path;
  }
}

/** Files from all folders below, into one. */
export async function recursiveMove(context: Context) {
  const { files, actor, user } = context;
  const wish = await bind(context, "RecursiveMoveReq", { src_dir: must("text"), dst_dir: must("text") });
  const target = resolvePath(user.basePath, wish.dst_dir).own;
  files.fs.demand(actor, "move");
  const found: string[] = [];
  for await (const path of filesBelow(files.fs, actor, wish.src_dir)) if (parentOf(path) !== target) found.push(path);
  for (const path of found)
    await named(nameOf(path), () => files.fs.move(actor, path, joinPath(target, nameOf(path)), false));
  return envelope(null);
}

/** What is not there is as gone as it should be. */
async function removeOne({ files, actor }: Context, path: string): Promise<void> {
  try {
    await files.fs.remove(actor, path);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "file_not_found") throw error;
  }
}

export async function remove(context: Context) {
  const wish = await bind(context, "RemoveReq", { dir: must("text"), names: may("texts") });
  if (wish.names.length === 0) throw new Refusal("bad_request", "Empty file names");
  const paths = wish.names.map((name) => inFolder(context.user, wish.dir, name));
  for (const path of paths) await removeOne(context, path);
  return envelope(null);
}

export async function removeEmptyDirectory(context: Context) {
  const { files, actor } = context;
  const { src_dir } = await bind(context, "RemoveEmptyDirectoryReq", { src_dir: must("text") });
  await files.fs.removeEmptyFolders(actor, src_dir);
  return envelope(null);
}
