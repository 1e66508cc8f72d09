/** What people were asked to link for an application, and did not want to. */
import type { Migration } from "./migration.ts";

export const upstreamMore: Migration = {
  name: "0015-upstream-more",
  async up(db) {
    await db.schema
      .createTable("declined_links")
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("provider_id", "text", (c) => c.notNull())
      .addColumn("declined_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("declined_links_pkey", ["user_id", "provider_id"])
      .execute();
    await db.schema
      .createIndex("declined_links_provider_id_index")
      .on("declined_links")
      .column("provider_id")
      .execute();
  },
};
