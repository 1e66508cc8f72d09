/**
 * The table of mounts, and the storages behind it, opened. A storage that can't be opened (a disk that is not there) keeps
 * its place, so that nothing below it is read from, or written to, the storage around it.
 */
import { mkdir } from "node:fs/promises";
import { z } from "zod";
import type { Database } from "../../db/database.ts";
import type { FilesSchema } from "../../db/files-schema.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import { countChange } from "../arrangement.ts";
import { nextNumber } from "../counter.ts";
import { LOCAL_DRIVER, openLocal } from "../storage/local.ts";
import type { Storage } from "../storage/storage.ts";
import { unavailable } from "../storage/unavailable.ts";
import { type Mount, type Mounts, mountTable } from "./mounts.ts";
import { cleanPath } from "./paths.ts";

/** Of local folders: an absolute path on this machine. */
export const localSettings = z.object({ root: z.string().min(1), readOnly: z.boolean().default(false) });

export interface StorageFields {
  /** Full path of the mount. */
  readonly mountPath: string;
  /** `Local`. */
  readonly driver: string;
  /** What the driver reads: `localSettings`. */
  readonly settings: unknown;
  readonly position: number;
  readonly disabled: boolean;
}

export interface StorageRecord extends StorageFields {
  readonly id: number;
  /** Unix seconds. */
  readonly updatedAt: number;
  /** Why it can't be opened; null where it works, or is turned off. */
  readonly fault: string | null;
}

export interface Storages {
  readonly mounts: Mounts;
  /** In their order. */
  list(): Promise<readonly StorageRecord[]>;
  find(id: number): Promise<StorageRecord | null>;
  /** @throws Refusal `name_taken` where something is mounted there, `bad_request` for settings that the driver does not take */
  create(fields: StorageFields): Promise<StorageRecord>;
  /** @throws Refusal as `create`, and `not_found` */
  update(id: number, fields: StorageFields): Promise<void>;
  /** Takes it out of the tree; what is in it stays where it is. */
  remove(id: number): Promise<void>;
  /** Reads the table again: another process may have changed it. */
  reload(): Promise<void>;
  close(): void;
}

type Row = FilesSchema["files_mounts"];

/** The greatest number of the column's type. */
const FURTHEST = 2_147_483_647;

const drivers: Readonly<Record<string, (settings: unknown) => Promise<Storage>>> = {
  [LOCAL_DRIVER]: async (settings) => openLocal(localSettings.parse(settings)),
};

export const driverNames: readonly string[] = Object.keys(drivers);

export interface StoragesOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Mounted at `/` where nothing is mounted at all; made where it is not there. */
  readonly firstRoot: string;
}

export async function openStorages({ db, clock, firstRoot }: StoragesOptions): Promise<Storages> {
  let open = new Map<number, { readonly key: string; readonly storage: Storage; readonly fault: string | null }>();
  let mounts = mountTable([]);

  const keyOf = (row: Row): string => `${row.driver}\n${row.settings}`;

  const openRow = async (row: Row) => {
    const key = keyOf(row);
    const there = open.get(row.id);
    if (there?.key === key && there.fault === null) return there;
    try {
      const driver = Object.hasOwn(drivers, row.driver) ? drivers[row.driver] : undefined;
      if (!driver) throw new Refusal("configuration_invalid", `There is no driver ${row.driver}.`);
      return { key, storage: await driver(JSON.parse(row.settings)), fault: null };
    } catch (error) {
      return { key, storage: unavailable(row.driver), fault: asRefusal(error).message };
    }
  };

  const read = async (): Promise<void> => {
    const rows = await db.query.selectFrom("files_mounts").selectAll().where("disabled_at", "is", null).execute();
    const next: typeof open = new Map();
    const table: Mount[] = [];
    for (const row of rows) {
      const opened = await openRow(row);
      next.set(row.id, opened);
      table.push({ path: row.mount_path, storage: opened.storage });
    }
    for (const [id, { storage }] of open) if (next.get(id)?.storage !== storage) storage.close();
    open = next;
    mounts = mountTable(table);
  };
  // One after the other: two at once would open the same storage twice, and forget one.
  let reading = Promise.resolve();
  const reload = (): Promise<void> => {
    reading = reading.then(read, read);
    return reading;
  };

  const recordOf = (row: Row): StorageRecord => ({
    id: row.id,
    mountPath: row.mount_path,
    driver: row.driver,
    settings: JSON.parse(row.settings),
    position: row.position,
    disabled: row.disabled_at !== null,
    updatedAt: row.updated_at,
    fault: open.get(row.id)?.fault ?? null,
  });

  const columnsOf = (fields: StorageFields) => {
    if (!Object.hasOwn(drivers, fields.driver))
      throw new Refusal("bad_request", `There is no driver ${fields.driver}.`);
    if (!Number.isInteger(fields.position) || Math.abs(fields.position) > FURTHEST)
      throw new Refusal("bad_request", "The order is not a whole number that can be kept.");
    const settings = localSettings.safeParse(fields.settings);
    if (!settings.success) throw new Refusal("bad_request", "The storage's settings are not valid.");
    return {
      mount_path: cleanPath(fields.mountPath),
      driver: fields.driver,
      settings: JSON.stringify(settings.data),
      position: fields.position,
      updated_at: seconds(clock),
      disabled_at: fields.disabled ? seconds(clock) : null,
    };
  };

  const refuseTaken = (taken: { readonly id: number } | undefined, id: number | null): void => {
    if (taken && taken.id !== id) throw new Refusal("name_taken", "A storage is mounted there already.");
  };

  const create = async (fields: StorageFields): Promise<StorageRecord> => {
    const columns = columnsOf(fields);
    const row = await db.write(async (tx) => {
      await countChange(tx);
      const table = tx.query.selectFrom("files_mounts");
      const { last } = await table.select((e) => e.fn.max("id").as("last")).executeTakeFirstOrThrow();
      const id = await nextNumber(tx, "mounts", Number(last ?? 0));
      refuseTaken(await table.select("id").where("mount_path", "=", columns.mount_path).executeTakeFirst(), null);
      const made: Row = { id, ...columns, created_at: columns.updated_at };
      await tx.query.insertInto("files_mounts").values(made).execute();
      return made;
    });
    await reload();
    return recordOf(row);
  };

  await reload();
  const any = await db.query.selectFrom("files_mounts").select("id").executeTakeFirst();
  if (!any) {
    await mkdir(firstRoot, { recursive: true, mode: 0o750 });
    const settings = { root: firstRoot, readOnly: false };
    await create({ mountPath: "/", driver: LOCAL_DRIVER, settings, position: 0, disabled: false });
  }

  return {
    get mounts() {
      return mounts;
    },
    list: async () =>
      (await db.query.selectFrom("files_mounts").selectAll().orderBy("position").orderBy("id").execute()).map(recordOf),
    async find(id) {
      const row = await db.query.selectFrom("files_mounts").selectAll().where("id", "=", id).executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    create,
    async update(id, fields) {
      const columns = columnsOf(fields);
      await db.write(async (tx) => {
        await countChange(tx);
        const taken = tx.query.selectFrom("files_mounts").select("id").where("mount_path", "=", columns.mount_path);
        refuseTaken(await taken.executeTakeFirst(), id);
        const { numUpdatedRows } = await tx.query
          .updateTable("files_mounts")
          .set(columns)
          .where("id", "=", id)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal("not_found");
      });
      await reload();
    },
    async remove(id) {
      await db.write(async (tx) => {
        await countChange(tx);
        await tx.query.deleteFrom("files_mounts").where("id", "=", id).execute();
      });
      await reload();
    },
    reload,
    close() {
      for (const { storage } of open.values()) storage.close();
    },
  };
}
