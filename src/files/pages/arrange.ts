/**
 * What is done with files from the pages: a folder made, things renamed, moved, copied, deleted. It is asked on a page of its own
 * first, and done as the API does it, one after the other; what is refused ends it there and is said in the folder.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { ArrangePage } from "../../pages/files/arrange.tsx";
import type { Arrangement } from "../../pages/files/entries.tsx";
import type { FilesError, FilesNotice } from "../../pages/files/frame.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { holds } from "../fs/operations.ts";
import { joinPath, resolvePath, singleName } from "../fs/paths.ts";
import type { Context } from "../web/route.ts";
import { pageOf } from "./addresses.ts";
import { withFolderPassword } from "./folder-password.ts";
import { errorOf, frameOf } from "./frame.ts";

interface Wish {
  readonly what: Arrangement;
  readonly dir: string;
  readonly names: readonly string[];
}

const isArrangement = (text: string): text is Arrangement => ["rename", "move", "copy", "remove"].includes(text);

const folderOf = ({ form }: Context): string => resolvePath("/", form.get("dir")).own;

/** @throws Refusal `bad_request`, `path_not_allowed` */
function readWish(context: Context): Wish {
  const what = context.form.get("do");
  if (!isArrangement(what)) throw new Refusal("bad_request");
  return { what, dir: folderOf(context), names: context.form.all("name").map(singleName) };
}

const back = ({ redirect }: Context, dir: string, said: { error: FilesError } | { notice: FilesNotice }): Answer =>
  redirect(withQuery(pageOf(dir), { ...said }));

const wrongNumber = ({ what, names }: Wish): FilesError | null =>
  names.length === 0 ? "nothing_chosen" : what === "rename" && names.length > 1 ? "one_only" : null;

/** `POST /@arrange`: asks. */
export async function ask(context: Context): Promise<Answer> {
  const wish = readWish(context);
  const { what, dir, names } = wish;
  const wrong = wrongNumber(wish);
  if (wrong !== null) return back(context, dir, { error: wrong });
  const page = ArrangePage({
    ...(await frameOf(context)),
    what,
    dir,
    backHref: pageOf(dir),
    names,
    action: "/@arrange/do",
    canReplace: holds(context.actor, "replace"),
  });
  return context.html(renderPage(page));
}

async function arrange(context: Context, { what, dir, names }: Wish): Promise<void> {
  const { files, form } = context;
  const actor = withFolderPassword(context);
  const overwrite = form.get("replace") === "true";
  const target = what === "move" || what === "copy" ? resolvePath("/", form.get("to")).own : dir;
  for (const name of names) {
    const from = joinPath(dir, name);
    if (what === "remove") await files.fs.remove(actor, from);
    else if (what === "rename") await files.fs.rename(actor, from, form.get("new_name"), overwrite);
    else if (what === "move") await files.fs.move(actor, from, joinPath(target, name), overwrite);
    else await files.fs.copy(actor, from, joinPath(target, name), { overwrite, deep: true });
  }
}

/** `POST /@arrange/do` */
export async function arrangeNow(context: Context): Promise<Answer> {
  const wish = readWish(context);
  const wrong = wrongNumber(wish);
  if (wrong !== null) return back(context, wish.dir, { error: wrong });
  try {
    await arrange(context, wish);
  } catch (error) {
    return back(context, wish.dir, { error: errorOf(context.t, error) });
  }
  return back(context, wish.dir, { notice: wish.what });
}

/** `POST /@folder` */
export async function makeFolder(context: Context): Promise<Answer> {
  const dir = folderOf(context);
  try {
    const path = joinPath(dir, singleName(context.form.get("name").trim()));
    await context.files.fs.makeFolder(withFolderPassword(context), path, false);
  } catch (error) {
    return back(context, dir, { error: errorOf(context.t, error) });
  }
  return back(context, dir, { notice: "made" });
}
