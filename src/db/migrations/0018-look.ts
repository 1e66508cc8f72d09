/** How an application looks to people who sign in to it, and by which ways they may: a row for each that has a look of its own. */
import type { Migration } from "./migration.ts";

export const look: Migration = {
  name: "0018-look",
  async up(db) {
    await db.schema
      .createTable("client_looks")
      .addColumn("client_id", "text", (c) => c.primaryKey().references("clients.id").onDelete("cascade"))
      .addColumn("accent", "text")
      .addColumn("terms_uri", "text")
      .addColumn("policy_uri", "text")
      .addColumn("allow_passkey", "integer", (c) => c.notNull().defaultTo(1))
      .addColumn("ways_in", "text", (c) => c.notNull().defaultTo("[]"))
      .addColumn("logo", "text")
      .addColumn("logo_source", "text")
      .addColumn("logo_data", "text")
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("client_looks_logo_index").on("client_looks").column("logo").execute();
  },
};
