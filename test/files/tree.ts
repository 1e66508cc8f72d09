/** A tree of local folders for tests, with people and rules as a test wants them. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFileSystem } from "../../src/files/fs/create-file-system.ts";
import type { Actor, FileSystem } from "../../src/files/fs/file-system.ts";
import { type Mount, mountTable } from "../../src/files/fs/mounts.ts";
import { folderRules, type Meta } from "../../src/files/metas/rules.ts";
import { openLocal } from "../../src/files/storage/local.ts";
import type { User } from "../../src/files/users/user.ts";

export interface TestTree {
  readonly fs: FileSystem;
  /** Where the storage of a mount lies on disk. */
  root(mount: string): string;
  /** Makes files by their full path in the storage of a mount. */
  fill(mount: string, files: Readonly<Record<string, string>>): Promise<void>;
  rules(...metas: Partial<Meta>[]): void;
  close(): Promise<void>;
}

export async function makeTree(...mountPaths: readonly string[]): Promise<TestTree> {
  const folder = await mkdtemp(join(tmpdir(), "alldoor-tree-"));
  const roots = new Map(mountPaths.map((path, index) => [path, join(folder, String(index))]));
  const mounts: Mount[] = [];
  for (const [path, root] of roots) {
    await mkdir(root);
    mounts.push({ path, storage: await openLocal({ root }) });
  }
  const metas = { rules: folderRules([]) };
  return {
    fs: createFileSystem({ storages: { mounts: mountTable(mounts) }, metas, clock: () => 1_700_000_000_000 }),
    root: (mount) => roots.get(mount) ?? "",
    async fill(mount, files) {
      for (const [name, content] of Object.entries(files)) {
        const path = join(roots.get(mount) ?? "", name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
      }
    },
    rules(...given) {
      metas.rules = folderRules(
        given.map((meta, id) => ({
          id,
          path: "/",
          password: "",
          passwordSub: false,
          write: false,
          writeSub: false,
          hide: "",
          hideSub: false,
          readme: "",
          readmeSub: false,
          header: "",
          headerSub: false,
          ...meta,
        })),
      );
    },
    async close() {
      for (const { storage } of mounts) storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const person = (wish: Partial<User> = {}): User => ({
  id: 7,
  username: "reader",
  role: "general",
  basePath: "/",
  permission: 0,
  hasPassword: true,
  hasOtp: false,
  passwordChangedAt: 0,
  createdAt: 0,
  disabledAt: null,
  ...wish,
});

export const by = (way: Actor["way"], wish: Partial<User> = {}, more: Partial<Actor> = {}): Actor => ({
  user: person(wish),
  way,
  ...more,
});
