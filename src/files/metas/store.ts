/**
 * The table of folder rules, and the rules that count now: read once, and again after each change, because they are asked at
 * every step on every way in. Passwords are sealed, and open only here.
 */
import type { Database } from "../../db/database.ts";
import type { FilesSchema } from "../../db/files-schema.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Vault } from "../../lib/seal.ts";
import { countChange } from "../arrangement.ts";
import { nextNumber } from "../counter.ts";
import { cleanPath } from "../fs/paths.ts";
import { type FolderRules, folderRules, type Meta } from "./rules.ts";

export type MetaFields = Omit<Meta, "id">;

export interface Metas {
  /** The rules as they are. */
  readonly rules: FolderRules;
  /** By path. */
  list(): Promise<readonly Meta[]>;
  find(id: number): Promise<Meta | null>;
  /** @throws Refusal `name_taken` where the path has a rule already; `bad_request` for an expression that is none */
  create(fields: MetaFields): Promise<Meta>;
  /** @throws Refusal as `create`, and `not_found` */
  update(id: number, fields: MetaFields): Promise<void>;
  remove(id: number): Promise<void>;
  /** Reads the table again: another process may have changed it. */
  reload(): Promise<void>;
}

type Row = FilesSchema["files_metas"];

const sealedAt = (path: string) => `files_metas:sealed_password:${path}` as const;
const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export async function openMetas(db: Database, vault: Vault): Promise<Metas> {
  let rules = folderRules([]);

  const metaOf = (row: Row): Meta => ({
    id: row.id,
    path: row.path,
    password: row.sealed_password === null ? "" : vault.open(row.sealed_password, sealedAt(row.path)),
    passwordSub: row.password_sub === 1,
    write: row.write === 1,
    writeSub: row.write_sub === 1,
    hide: row.hide,
    hideSub: row.hide_sub === 1,
    readme: row.readme,
    readmeSub: row.readme_sub === 1,
    header: row.header,
    headerSub: row.header_sub === 1,
  });

  const rowOf = (fields: MetaFields): Omit<Row, "id"> => {
    const path = cleanPath(fields.path);
    // An expression that is none is refused here, before it could stop the next start.
    folderRules([{ ...fields, id: 0, path }]);
    return {
      path,
      sealed_password: fields.password === "" ? null : vault.seal(fields.password, sealedAt(path)),
      password_sub: flag(fields.passwordSub),
      write: flag(fields.write),
      write_sub: flag(fields.writeSub),
      hide: fields.hide,
      hide_sub: flag(fields.hideSub),
      readme: fields.readme,
      readme_sub: flag(fields.readmeSub),
      header: fields.header,
      header_sub: flag(fields.headerSub),
    };
  };

  const list = async (): Promise<readonly Meta[]> =>
    (await db.query.selectFrom("files_metas").selectAll().orderBy("path").execute()).map(metaOf);

  const read = async (): Promise<void> => {
    rules = folderRules(await list());
  };
  // One after the other, so that what was read last is what counts.
  let reading = Promise.resolve();
  const reload = (): Promise<void> => {
    reading = reading.then(read, read);
    return reading;
  };

  /** The path belongs to no other rule. */
  const refuseTaken = (taken: { readonly id: number } | undefined, id: number | null): void => {
    if (taken && taken.id !== id) throw new Refusal("name_taken", "This folder has a rule already.");
  };

  await reload();
  return {
    get rules() {
      return rules;
    },
    list,
    async find(id) {
      const row = await db.query.selectFrom("files_metas").selectAll().where("id", "=", id).executeTakeFirst();
      return row ? metaOf(row) : null;
    },
    async create(fields) {
      const row = rowOf(fields);
      const id = await db.write(async (tx) => {
        await countChange(tx);
        const table = tx.query.selectFrom("files_metas");
        const { last } = await table.select((e) => e.fn.max("id").as("last")).executeTakeFirstOrThrow();
        const next = await nextNumber(tx, "metas", Number(last ?? 0));
        refuseTaken(await table.select("id").where("path", "=", row.path).executeTakeFirst(), null);
        await tx.query
          .insertInto("files_metas")
          .values({ id: next, ...row })
          .execute();
        return next;
      });
      await reload();
      return { ...fields, id, path: row.path };
    },
    async update(id, fields) {
      const row = rowOf(fields);
      await db.write(async (tx) => {
        await countChange(tx);
        const taken = await tx.query
          .selectFrom("files_metas")
          .select("id")
          .where("path", "=", row.path)
          .executeTakeFirst();
        refuseTaken(taken, id);
        const { numUpdatedRows } = await tx.query
          .updateTable("files_metas")
          .set(row)
          .where("id", "=", id)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal("not_found");
      });
      await reload();
    },
    async remove(id) {
      await db.write(async (tx) => {
        await countChange(tx);
        await tx.query.deleteFrom("files_metas").where("id", "=", id).execute();
      });
      await reload();
    },
    reload,
  };
}
