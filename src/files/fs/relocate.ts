/**
 * Moving, renaming and copying: both ends are proven before anything happens. A folder goes with all that is in it, so
 * rules below it count too: nobody carries a protected folder out from under its password, or a hidden name from under its rule.
 */
import { Refusal } from "../../lib/errors.ts";
import type { Access } from "./access.ts";
import type { Attachments, LockHolder } from "./attachments.ts";
import { isWithin, joinPath, type Place, parentOf } from "./paths.ts";
import type { Standing, Tree } from "./tree.ts";

export interface Journey {
  readonly access: Access;
  readonly tree: Tree;
  readonly attachments: Attachments;
  readonly holder: LockHolder;
  readonly from: Place;
  readonly to: Place;
  readonly overwrite: boolean;
}

/** What stands at both ends. @throws Refusal */
async function ends({ access, tree, from, to, overwrite }: Journey) {
  if (isWithin(to.full, from.full) || isWithin(from.full, to.full)) throw new Refusal("into_itself");
  const source = await tree.find(from.full);
  access.see(from.full, source?.entry.isFolder ?? false);
  if (!source) throw new Refusal("file_not_found");
  const parent = await tree.find(parentOf(to.full));
  if (!parent) throw new Refusal("file_not_found", "The folder that it should go to is not there.");
  if (!parent.entry.isFolder) throw new Refusal("folder_expected");
  const target = await tree.find(to.full);
  access.see(parentOf(to.full), true);
  access.change(to.full, target?.entry.isFolder ?? source.entry.isFolder);
  if (target) {
    if (!overwrite) throw new Refusal("file_exists");
    access.demand("replace");
    if (tree.mounts.holdsMount(to.full)) throw new Refusal("mount_in_the_way");
    if (target.entry.isFolder) access.wholly(to.full);
  }
  return { source, target, end: tree.mounts.at(to.full) };
}

/** @returns whether it replaced something */
export async function moveTo(journey: Journey): Promise<boolean> {
  const { access, tree, attachments, holder, from, to, overwrite } = journey;
  const { source, target, end } = await ends(journey);
  access.change(from.full, source.entry.isFolder);
  if (tree.mounts.holdsMount(from.full) || !source.spot) throw new Refusal("mount_in_the_way");
  if (source.entry.isFolder) {
    access.wholly(from.full);
    if (!access.seesAllBelow(from.full)) throw new Refusal("permission_denied");
  }
  if (source.spot.storage !== end.storage) throw new Refusal("storages_crossed");
  await attachments.check(
    [
      { path: from.full, effect: "tree" },
      { path: to.full, effect: target ? "tree" : "member" },
    ],
    holder,
  );
  await end.storage.move(source.spot.names, end.names, overwrite);
  await attachments.moved(from.full, to.full);
  return target !== null;
}

/** @returns whether it replaced something */
export async function copyTo(journey: Journey, deep: boolean): Promise<boolean> {
  const { access, tree, attachments, holder, from, to, overwrite } = journey;
  const { source, target, end } = await ends(journey);
  const whole = deep && source.entry.isFolder;
  if (whole) access.wholly(from.full);
  await attachments.check([{ path: to.full, effect: target ? "tree" : "member" }], holder);
  const atOnce = source.spot?.storage === end.storage && !tree.mounts.holdsMount(from.full);
  if (source.spot && atOnce && (!whole || access.seesAllBelow(from.full))) {
    await end.storage.copy(source.spot.names, end.names, { overwrite, deep });
  } else {
    // A file takes the place of a file when it is whole. Folders can't: what stands there has to go before.
    const fileByFile = target !== null && !target.entry.isFolder && !source.entry.isFolder;
    if (target && !fileByFile) await end.storage.remove(end.names);
    try {
      await copyEach(journey, source, from.full, to.full, deep);
    } catch (error) {
      if (!fileByFile) await end.storage.remove(end.names).catch(() => {});
      throw error;
    }
  }
  if (target) await attachments.removed(to.full);
  await attachments.copied(from.full, to.full, deep);
  return target !== null;
}

/** Thing by thing: from storage to storage, and past what the caller does not see. */
async function copyEach(
  { access, tree, ...journey }: Journey,
  source: Standing,
  from: string,
  to: string,
  deep: boolean,
): Promise<void> {
  const end = tree.mounts.at(to);
  if (!source.entry.isFolder) {
    if (!source.spot) return;
    const { entry, body } = await source.spot.storage.read(source.spot.names);
    try {
      await end.storage.write(end.names, body, { size: entry.size, overwrite: journey.overwrite });
    } finally {
      body.destroy();
    }
    return;
  }
  await end.storage.makeFolder(end.names, false);
  if (!deep) return;
  for (const child of await tree.inside(from, source)) {
    const { name, isFolder } = child.entry;
    if (access.shows(joinPath(from, name), isFolder))
      await copyEach({ access, tree, ...journey }, child, joinPath(from, name), joinPath(to, name), true);
  }
}
