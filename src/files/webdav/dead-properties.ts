/**
 * Dead properties (RFC 4918, 4): what clients keep at a file and only they understand, as XML. They follow their file when it
 * moves, are copied with it and go when it goes. How much one file can hold is bounded, since whoever may write may add.
 */
import type { Database, Writer } from "../../db/database.ts";
import { nextNumber } from "../counter.ts";
import { below, rebased } from "./tree-range.ts";

export interface PropertyName {
  readonly namespace: string;
  readonly name: string;
}

export interface DeadProperty extends PropertyName {
  /** The element, whole. */
  readonly xml: string;
}

/** In order; what comes later decides. */
export type PropertyChange = { readonly set: DeadProperty } | { readonly remove: PropertyName };

const MOST_PROPERTIES = 200;
const MOST_CHARACTERS = 262_144;

export interface DeadProperties {
  of(path: string): Promise<readonly DeadProperty[]>;
  /** By full path. @param paths A few: one file's may be as large as `MOST_CHARACTERS`. */
  ofEach(paths: readonly string[]): Promise<ReadonlyMap<string, readonly DeadProperty[]>>;
  /** All of the changes or none. @returns whether there was room for them. */
  change(path: string, changes: readonly PropertyChange[]): Promise<boolean>;
  moved(tx: Writer, from: string, to: string): Promise<void>;
  copied(tx: Writer, from: string, to: string, deep: boolean): Promise<void>;
  removed(tx: Writer, path: string): Promise<void>;
}

export function createDeadProperties(db: Database): DeadProperties {
  return {
    async of(path) {
      const rows = await db.query.selectFrom("files_properties").selectAll().where("path", "=", path).execute();
      return rows.map(propertyOf);
    },

    async ofEach(paths) {
      const rows = await db.query.selectFrom("files_properties").selectAll().where("path", "in", paths).execute();
      const found = new Map<string, DeadProperty[]>();
      for (const row of rows) {
        const properties = found.get(row.path);
        if (properties) properties.push(propertyOf(row));
        else found.set(row.path, [propertyOf(row)]);
      }
      return found;
    },

    change: (path, changes) =>
      db.write(async (tx) => {
        // Of two who change a file's at once each would put down what it saw before.
        await nextNumber(tx, "properties");
        const rows = await tx.query.selectFrom("files_properties").selectAll().where("path", "=", path).execute();
        const after = new Map(rows.map((row) => [keyOf(row), propertyOf(row)]));
        for (const change of changes)
          if ("set" in change) after.set(keyOf(change.set), change.set);
          else after.delete(keyOf(change.remove));
        const size = [...after.values()].reduce((sum, { xml }) => sum + xml.length, 0);
        if (after.size > MOST_PROPERTIES || size > MOST_CHARACTERS) return false;
        await tx.query.deleteFrom("files_properties").where("path", "=", path).execute();
        const values = [...after.values()].map(({ namespace, name, xml }) => ({
          path,
          namespace,
          name,
          value: xml,
        }));
        if (values.length > 0) await tx.query.insertInto("files_properties").values(values).execute();
        return true;
      }),

    async moved(tx, from, to) {
      await nextNumber(tx, "properties");
      await removeTree(tx, to);
      await tx.query
        .updateTable("files_properties")
        .set({ path: rebased(from, to) })
        .where(below(from))
        .execute();
      await tx.query.updateTable("files_properties").set({ path: to }).where("path", "=", from).execute();
    },

    async copied(tx, from, to, deep) {
      await nextNumber(tx, "properties");
      await removeTree(tx, to);
      await tx.query
        .insertInto("files_properties")
        .columns(["path", "namespace", "name", "value"])
        .expression((rows) =>
          rows
            .selectFrom("files_properties")
            .select(({ val }) => [val(to).as("path"), "namespace", "name", "value"])
            .where("path", "=", from),
        )
        .execute();
      if (!deep) return;
      await tx.query
        .insertInto("files_properties")
        .columns(["path", "namespace", "name", "value"])
        .expression((rows) =>
          rows
            .selectFrom("files_properties")
            .select([rebased(from, to).as("path"), "namespace", "name", "value"])
            .where(below(from)),
        )
        .execute();
    },

    removed: (tx, path) => removeTree(tx, path),
  };
}

async function removeTree(tx: Writer, path: string): Promise<void> {
  await tx.query.deleteFrom("files_properties").where("path", "=", path).execute();
  await tx.query.deleteFrom("files_properties").where(below(path)).execute();
}

const keyOf = ({ namespace, name }: PropertyName): string => `${namespace}\n${name}`;

const propertyOf = ({ namespace, name, value }: PropertyName & { readonly value: string }): DeadProperty => ({
  namespace,
  name,
  xml: value,
});
