/** Invitations: letters by which people whom an administrator knows choose their first password. */
import type { Migration } from "./migration.ts";

export const invitations: Migration = {
  name: "0022-invitations",
  async up(db, { rowId }) {
    await rowId(db.schema.createTable("invitations"))
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("link_hash", "text", (c) => c.notNull())
      .addColumn("handle_hash", "text")
      .addColumn("browser_hash", "text")
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema.createIndex("invitations_user_id_index").on("invitations").column("user_id").execute();
  },
};
