/**
 * The folder of somebody new. Where its path has `{username}` in it, the folder is theirs alone: it is made here, before the
 * account, and one that stands there already (of somebody who was deleted or renamed, perhaps) is left alone for another name.
 */
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import type { Actor } from "../fs/file-system.ts";
import { cleanPath, parentOf } from "../fs/paths.ts";
import type { User } from "../users/user.ts";

const NAME = "{username}";
/** Names that are tried: the username, with the id at the platform, with numbers. */
const MOST = 20;

/** The server itself, which may make folders anywhere. */
const server: Actor = {
  way: "api",
  user: {
    id: 0,
    username: "",
    role: "admin",
    basePath: "/",
    permission: 0,
    hasPassword: false,
    hasOtp: false,
    passwordChangedAt: 0,
    createdAt: 0,
    disabledAt: null,
  } satisfies User,
};

export interface OwnFolder {
  /** Clean and absolute. */
  readonly path: string;
  /** Takes the folder away again, where it was made for an account that came to nothing. */
  undo(): Promise<void>;
}

/** In a path, a slash or dots in a name would be another folder. */
const segment = (username: string): string => username.replace(/[/\\]/g, "_").replace(/^\.+$/, "_");

async function isSomebodys({ db }: Pick<Files, "db">, path: string): Promise<boolean> {
  const row = await db.query.selectFrom("files_users").select("id").where("base_path", "=", path).executeTakeFirst();
  return row !== undefined;
}

/** What a folder that can't be made is: the account is made all the same, and an administrator sees to it. */
const missing = (files: Files, path: string, error: unknown): OwnFolder => {
  if (!(error instanceof Refusal)) throw error;
  files.log.warn("sso.folder-not-made", { path, refusal: error.code });
  return { path, undo: async () => {} };
};

async function sharedFolder(files: Files, path: string): Promise<OwnFolder> {
  try {
    if (path !== "/") await files.fs.makeFolder(server, path, true);
    return { path, undo: async () => {} };
  } catch (error) {
    return missing(files, path, error);
  }
}

/** @returns null where something stands there. */
async function claim(files: Files, path: string): Promise<OwnFolder | null> {
  try {
    const above = parentOf(path);
    if (above !== "/") await files.fs.makeFolder(server, above, true);
    await files.fs.makeFolder(server, path, false);
    return { path, undo: () => files.fs.remove(server, path) };
  } catch (error) {
    if (error instanceof Refusal && (error.code === "file_exists" || error.code === "folder_expected")) return null;
    return missing(files, path, error);
  }
}

/**
 * @param template A path; `{username}` stands for the name.
 * @param further A name that is tried where the first is taken.
 */
export async function makeOwnFolder(
  files: Files,
  template: string,
  username: string,
  further: string,
): Promise<OwnFolder> {
  if (!template.includes(NAME)) return sharedFolder(files, cleanPath(template));
  for (let turn = 0; turn < MOST; turn += 1) {
    const name = turn === 0 ? username : turn === 1 ? further : `${further}_${turn}`;
    const path = cleanPath(template.replaceAll(NAME, segment(name)));
    if (await isSomebodys(files, path)) continue;
    const folder = await claim(files, path);
    if (folder) return folder;
  }
  throw new Refusal("file_exists");
}
