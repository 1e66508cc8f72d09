/** People's own pictures, as our encoder wrote them. */
import type { Migration } from "./migration.ts";

export const avatars: Migration = {
  name: "0020-avatars",
  async up(db) {
    await db.schema
      .createTable("avatars")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("user_id", "text", (c) => c.notNull().unique())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("large", "text", (c) => c.notNull())
      .addColumn("small", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .alterTable("organizations")
      .addColumn("take_pictures", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
