/**
 * Who may see what, and change it where: base path, permission bits, folder rules (metas) and the bounds of app passwords,
 * decided for one caller. Every way in asks this, through `FileSystem`.
 */
import { Refusal } from "../../lib/errors.ts";
import type { FolderRules } from "../metas/rules.ts";
import { may } from "../users/permissions.ts";
import type { Actor } from "./file-system.ts";
import { demand, holds, type Operation } from "./operations.ts";
import { isWithin, namesOf, type Place, pathOf, resolvePath } from "./paths.ts";

export interface Access {
  /** @throws Refusal `path_not_allowed` */
  place(path: string): Place;
  /** @throws Refusal `permission_denied` */
  demand(operation: Operation): void;
  /** Whether the bits, or the folder's own rule, let the caller make folders and upload in it. */
  canWriteIn(folder: string): boolean;
  /**
   * Whether the caller may have what stands at a full path.
   * @param isFolder What is not there counts as a file.
   * @throws Refusal `file_not_found` where it is hidden, `folder_password_wrong`, `permission_denied` outside of the bounds
   */
  see(full: string, isFolder: boolean): void;
  /** As `see` of a folder, as a question. */
  reaches(full: string): boolean;
  /** As `see`, as a question, where a folder that can be seen is listed. */
  shows(full: string, isFolder: boolean): boolean;
  /** Whether a full path is the base path, or lies below it. */
  owns(full: string): boolean;
  /** @throws Refusal `permission_denied` outside of the base path, or of the bounds of an app password */
  within(full: string): void;
  /** Something at a full path is changed, made or taken away. @throws Refusal as `see` */
  change(full: string, isFolder: boolean): void;
  /** All that lies below a folder goes along. @throws Refusal `folder_password_wrong`, `permission_denied` */
  wholly(full: string): void;
  /** Whether rules below the folder, or for it, may keep something in it from the caller. */
  seesAllBelow(full: string): boolean;
}

export function accessOf(actor: Actor, rules: FolderRules): Access {
  const { user, bounds, folderPassword = "" } = actor;
  const base = resolvePath("/", user.basePath).own;
  const limit = bounds === undefined ? base : resolvePath(base, bounds.path).full;
  const seesHidden = may(user, "seeHidden");
  const needsPassword = !may(user, "withoutPassword");

  /** Each name from the base path down to the thing may be hidden by the rule of the folder that it stands in. */
  const isHidden = (full: string): boolean => {
    if (seesHidden || rules.isEmpty) return false;
    const names = namesOf(full);
    for (let length = names.length; length > namesOf(base).length; length -= 1)
      if (rules.hides(pathOf(names.slice(0, length)))) return true;
    return false;
  };

  const isLocked = (full: string, isFolder: boolean): boolean =>
    needsPassword && !rules.opens(full, isFolder, folderPassword);

  /** On the way down to the bounds of an app password, folders are walked through. */
  const isInReach = (full: string, isFolder: boolean): boolean =>
    isWithin(full, limit) || (isFolder && isWithin(limit, full));

  const see = (full: string, isFolder: boolean): void => {
    if (!isWithin(full, base)) throw new Refusal("path_not_allowed");
    if (!isInReach(full, isFolder)) throw new Refusal("permission_denied");
    if (isHidden(full)) throw new Refusal("file_not_found");
    if (isLocked(full, isFolder)) throw new Refusal("folder_password_wrong");
  };

  const within = (full: string): void => {
    if (!isWithin(full, limit)) throw new Refusal("permission_denied");
  };

  const wholly = (full: string): void => {
    if (needsPassword && !rules.below(full).every((rule) => rule.opensWith(folderPassword)))
      throw new Refusal("folder_password_wrong");
  };

  return {
    place: (path) => resolvePath(base, path),
    demand: (operation) => demand(actor, operation),
    canWriteIn: (folder) =>
      isWithin(folder, limit) &&
      (holds(actor, "makeOrUpload") ||
        // A rule stands for the bit of pages and API. WebDAV is written to with a bit of its own, which no rule gives.
        (actor.way !== "webdav" && bounds?.access !== "read" && rules.allowsWriting(folder))),
    see,
    reaches: (full) => isWithin(full, limit) && !isHidden(full) && !isLocked(full, true),
    // The password of the folder that is listed has been given; those of folders in it are asked for when one goes in.
    shows: (full, isFolder) => isInReach(full, isFolder) && (seesHidden || !rules.hides(full)),
    owns: (full) => isWithin(full, base),
    within,
    change(full, isFolder) {
      // The base path itself is the administrator's.
      if (full === base || full === limit) throw new Refusal("permission_denied");
      within(full);
      see(full, isFolder);
    },
    wholly,
    seesAllBelow: (full) =>
      (!needsPassword || rules.below(full).every((rule) => rule.opensWith(folderPassword))) &&
      (seesHidden || !rules.mayHideWithin(full)),
  };
}
