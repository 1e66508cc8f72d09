/** Grants that came out of another grant (RFC 8693): they end with it. */
import type { Migration } from "./migration.ts";

export const exchangedGrants: Migration = {
  name: "0003-exchanged-grants",
  async up(db) {
    await db.schema.alterTable("grants").addColumn("parent_id", "bigint").execute();
    await db.schema
      .createIndex("grants_parent_id_index")
      .on("grants")
      .column("parent_id")
      .where("parent_id", "is not", null)
      .execute();
  },
};
