/** The tree for everybody: each call proves what the caller may, then goes to the storage that holds the path. */
import type { Clock } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { FolderRules } from "../metas/rules.ts";
import type { Named } from "../storage/storage.ts";
import { type Access, accessOf } from "./access.ts";
import { type Attachments, type LockHolder, nothingAttached } from "./attachments.ts";
import type { Actor, FileSystem, Window } from "./file-system.ts";
import type { Mounts } from "./mounts.ts";
import type { Operation } from "./operations.ts";
import { cleanPath, joinPath, namesOf, type Place, parentOf, singleName } from "./paths.ts";
import { copyTo, type Journey, moveTo } from "./relocate.ts";
import { searchTree } from "./search.ts";
import { nodeOf, type Standing, type Tree, treeOf } from "./tree.ts";

export interface FileSystemParts {
  /** What is mounted now. */
  readonly storages: { readonly mounts: Mounts };
  /** The folder rules that count now. */
  readonly metas: { readonly rules: FolderRules };
  readonly clock: Clock;
  readonly attachments?: Attachments;
}

const holderOf = ({ user, lockTokens = [] }: Actor): LockHolder => ({ userId: user.id, tokens: lockTokens });

/** A part of what a folder holds, in the order of names. */
function windowOf(all: readonly Named[], { start, count, foldersFirst = false }: Window): readonly Named[] {
  const before = (a: Named, b: Named): number =>
    foldersFirst && a.isFolder !== b.isFolder ? (a.isFolder ? -1 : 1) : a.name < b.name ? -1 : 1;
  return [...all].sort(before).slice(start, start + count);
}

export function createFileSystem({
  storages,
  metas,
  clock,
  attachments = nothingAttached,
}: FileSystemParts): FileSystem {
  const startedAt = clock();
  const wholeTree = (): Tree => treeOf(storages.mounts, startedAt);

  /** @throws Refusal `permission_denied`, `path_not_allowed` */
  const enter = (actor: Actor, path: string, operation?: Operation): { access: Access; place: Place; tree: Tree } => {
    const access = accessOf(actor, metas.rules);
    if (operation) access.demand(operation);
    return { access, place: access.place(path), tree: wholeTree() };
  };

  /** A base path that nobody has put anything into yet is an empty folder. */
  const emptyBase = (tree: Tree, place: Place): Standing | null =>
    place.own === "/" && tree.mounts.find(place.full)
      ? {
          entry: { name: "", isFolder: true, size: 0, modifiedAt: startedAt, createdAt: startedAt, tag: "" },
          spot: null,
        }
      : null;

  /** @throws Refusal `file_not_found` and what `Access.see` throws */
  const seen = async (access: Access, tree: Tree, place: Place): Promise<Standing> => {
    const standing = (await tree.find(place.full)) ?? emptyBase(tree, place);
    access.see(place.full, standing?.entry.isFolder ?? false);
    if (!standing) throw new Refusal("file_not_found");
    return standing;
  };

  /** Bits or the folder's rule let the caller make things there. @throws Refusal `permission_denied` */
  const enterToMake = (actor: Actor, path: string) => {
    const entered = enter(actor, path, actor.way === "webdav" ? "makeOrUpload" : undefined);
    const { own, full } = entered.place;
    if (!entered.access.canWriteIn(own === "/" ? full : parentOf(full))) throw new Refusal("permission_denied");
    return entered;
  };

  /**
   * Proves that something new may stand at a place, and makes the folders above it where they are wanted.
   * @throws Refusal `file_not_found` where a folder above is missing and not to be made
   */
  const prepare = async (actor: Actor, access: Access, tree: Tree, { full, own }: Place, parents: boolean) => {
    const ground = await tree.ground(full);
    if (!ground.standing.entry.isFolder) throw new Refusal("folder_expected");
    const parent = parentOf(full);
    const isMissing = ground.path !== parent;
    // The base path itself comes into being with the first thing in it.
    if (isMissing && !parents && parentOf(own) !== "/") throw new Refusal("file_not_found");
    if (access.owns(ground.path)) access.see(ground.path, true);
    const first = isMissing ? joinPath(ground.path, namesOf(full)[namesOf(ground.path).length] ?? "") : full;
    await attachments.check([{ path: first, effect: "member" }], holderOf(actor));
    const spot = tree.mounts.at(full);
    if (isMissing) await spot.storage.makeFolder(spot.names.slice(0, -1), true);
    return spot;
  };

  const relocation = (actor: Actor, from: string, to: string, overwrite: boolean, operation: Operation): Journey => {
    const { access, place, tree } = enter(actor, from, operation);
    return { access, tree, attachments, holder: holderOf(actor), from: place, to: access.place(to), overwrite };
  };

  const linked = async (fullPath: string): Promise<{ tree: Tree; place: Place }> => {
    const full = cleanPath(fullPath);
    return { tree: wholeTree(), place: { own: full, full } };
  };

  return {
    demand: (actor, operation) => accessOf(actor, metas.rules).demand(operation),

    fullPath: (actor, path) => enter(actor, path).place.full,

    async changeable(actor, path) {
      const { access, place, tree } = enterToMake(actor, path);
      const standing = await seen(access, tree, place);
      access.within(place.full);
      await attachments.check([{ path: place.full, effect: "content" }], holderOf(actor));
      return nodeOf(place, standing);
    },

    async stat(actor, path) {
      const { access, place, tree } = enter(actor, path, "read");
      return nodeOf(place, await seen(access, tree, place));
    },

    async list(actor, path, window) {
      const { access, place, tree } = enter(actor, path, "read");
      const folder = await seen(access, tree, place);
      let total = 0;
      const children = await tree.inside(place.full, folder, (all) => {
        const shown = all.filter(({ name, isFolder }) => access.shows(joinPath(place.full, name), isFolder));
        total = shown.length;
        return window === undefined ? shown : windowOf(shown, window);
      });
      const content = children.map((child) => {
        const { name } = child.entry;
        return nodeOf({ own: joinPath(place.own, name), full: joinPath(place.full, name) }, child);
      });
      return {
        folder: nodeOf(place, folder),
        content,
        // What went away between being named and being looked at.
        total: window === undefined ? content.length : total,
        ...metas.rules.texts(place.full),
        canWrite: access.canWriteIn(place.full),
      };
    },

    async read(actor, path, range) {
      const { access, place, tree } = enter(actor, path, "read");
      access.see(place.full, false);
      if (tree.mounts.holdsMount(place.full)) throw new Refusal("file_expected");
      const spot = tree.mounts.at(place.full);
      const { entry, body } = await spot.storage.read(spot.names, range);
      return { node: nodeOf(place, { entry, spot }), body };
    },

    async write(actor, path, body, { parents, ...options }) {
      const { access, place, tree } = enterToMake(actor, path);
      const there = await tree.find(place.full);
      access.change(place.full, there?.entry.isFolder ?? false);
      if (there?.entry.isFolder) throw new Refusal("file_expected");
      if (there && options.overwrite === false) throw new Refusal("file_exists");
      if (there) await attachments.check([{ path: place.full, effect: "content" }], holderOf(actor));
      const spot = there?.spot ?? (await prepare(actor, access, tree, place, parents));
      const entry = await spot.storage.write(spot.names, body, options);
      return { node: nodeOf(place, { entry, spot }), created: there === null };
    },

    async makeFolder(actor, path, parents) {
      const { access, place, tree } = enterToMake(actor, path);
      const there = await tree.find(place.full);
      access.see(place.full, true);
      if (there && !(parents && there.entry.isFolder)) throw new Refusal("file_exists");
      if (there) return;
      access.change(place.full, true);
      const spot = await prepare(actor, access, tree, place, parents);
      await spot.storage.makeFolder(spot.names, false);
    },

    async rename(actor, path, name, overwrite) {
      const { place } = enter(actor, path, "rename");
      const to = joinPath(parentOf(place.own), singleName(name));
      const journey = relocation(actor, path, to, overwrite, "rename");
      if (journey.from.full === journey.to.full) await seen(journey.access, journey.tree, journey.from);
      else await moveTo(journey);
    },

    move: async (actor, from, to, overwrite) => ({
      replaced: await moveTo(relocation(actor, from, to, overwrite, "move")),
    }),

    copy: async (actor, from, to, { overwrite, deep }) => ({
      replaced: await copyTo(relocation(actor, from, to, overwrite, "copy"), deep),
    }),

    async remove(actor, path) {
      const { access, place, tree } = enter(actor, path, "remove");
      const standing = await seen(access, tree, place);
      access.change(place.full, standing.entry.isFolder);
      if (standing.entry.isFolder) access.wholly(place.full);
      if (tree.mounts.holdsMount(place.full) || !standing.spot) throw new Refusal("mount_in_the_way");
      await attachments.check([{ path: place.full, effect: "tree" }], holderOf(actor));
      await standing.spot.storage.remove(standing.spot.names);
      await attachments.removed(place.full);
    },

    async removeEmptyFolders(actor, path) {
      const { access, place, tree } = enter(actor, path, "remove");
      const folder = await seen(access, tree, place);
      const prune = async (full: string, standing: Standing): Promise<void> => {
        for (const child of await tree.inside(full, standing)) {
          const below = joinPath(full, child.entry.name);
          if (!child.entry.isFolder || !access.reaches(below)) continue;
          await prune(below, child);
          if (tree.mounts.holdsMount(below) || !child.spot) continue;
          await attachments.check([{ path: below, effect: "tree" }], holderOf(actor));
          if (await child.spot.storage.removeEmpty(child.spot.names)) await attachments.removed(below);
        }
      };
      await prune(place.full, folder);
    },

    async touch(actor, path, modifiedAt) {
      const { access, place, tree } = enterToMake(actor, path);
      const standing = await seen(access, tree, place);
      access.change(place.full, standing.entry.isFolder);
      if (!standing.spot) throw new Refusal("mount_in_the_way");
      await attachments.check([{ path: place.full, effect: "content" }], holderOf(actor));
      await standing.spot.storage.touch(standing.spot.names, modifiedAt);
    },

    async search(actor, parent, options) {
      const { access, place, tree } = enter(actor, parent, "read");
      await seen(access, tree, place);
      return searchTree(tree, access, place, options);
    },

    async space(actor, path) {
      const { access, place, tree } = enter(actor, path, "read");
      const { spot } = await seen(access, tree, place);
      return spot ? spot.storage.space() : null;
    },

    async statLinked(fullPath) {
      const { tree, place } = await linked(fullPath);
      const standing = await tree.find(place.full);
      if (!standing) throw new Refusal("file_not_found");
      return nodeOf(place, standing);
    },

    async readLinked(fullPath, range) {
      const { tree, place } = await linked(fullPath);
      if (tree.mounts.holdsMount(place.full)) throw new Refusal("file_expected");
      const spot = tree.mounts.at(place.full);
      const { entry, body } = await spot.storage.read(spot.names, range);
      return { node: nodeOf(place, { entry, spot }), body };
    },
  };
}
