/**
 * Search by name: goes through the folders that the caller may go into, so that it finds nothing that could not be found by
 * hand. There is no index; how much is gone through is bounded.
 */
import type { Access } from "./access.ts";
import type { Node, SearchOptions } from "./file-system.ts";
import { joinPath, type Place } from "./paths.ts";
import { nodeOf, type Tree } from "./tree.ts";

/** Files and folders that are looked at, at most. */
const MOST = 200_000;

export async function searchTree(
  tree: Tree,
  access: Access,
  start: Place,
  { keywords, kind, page, perPage }: SearchOptions,
): Promise<{ readonly content: readonly Node[]; readonly total: number }> {
  const wanted = keywords.toLowerCase();
  const content: Node[] = [];
  const folders: Place[] = [start];
  let total = 0;
  let seen = 0;
  for (let place = folders.shift(); place !== undefined && seen < MOST; place = folders.shift()) {
    const { own, full } = place;
    const folder = await tree.find(full);
    // Folders come and go while we walk.
    if (!folder?.entry.isFolder) continue;
    for (const child of await tree.inside(full, folder)) {
      seen += 1;
      const { name, isFolder } = child.entry;
      const found: Place = { own: joinPath(own, name), full: joinPath(full, name) };
      if (!access.shows(found.full, isFolder) || (isFolder && !access.reaches(found.full))) continue;
      // A folder under a password that was not given stays shut, and so does what it is called.
      if (isFolder) folders.push(found);
      if (!name.toLowerCase().includes(wanted) || (kind === "folders" && !isFolder) || (kind === "files" && isFolder))
        continue;
      total += 1;
      if (total > (page - 1) * perPage && content.length < perPage) content.push(nodeOf(found, child));
    }
  }
  return { content, total };
}
