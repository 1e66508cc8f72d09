/** Programs that act for people and for themselves: what applications may do, personal access tokens, and answers to be given again. */
import type { Migration } from "./migration.ts";

export const api: Migration = {
  name: "0011-api",
  async up(db, { rowId }) {
    await db.schema
      .createTable("client_permissions")
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("permission", "text", (c) => c.notNull())
      .addColumn("granted_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("client_permissions_key", ["client_id", "permission"])
      .execute();

    await rowId(db.schema.createTable("personal_tokens"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("scopes", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .addColumn("revoked_at", "bigint")
      .execute();
    await db.schema.createIndex("personal_tokens_user_id_index").on("personal_tokens").column("user_id").execute();

    await db.schema
      .createTable("idempotent_answers")
      .addColumn("key_hash", "text", (c) => c.primaryKey())
      .addColumn("request_hash", "text", (c) => c.notNull())
      .addColumn("sealed_answer", "text")
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("idempotent_answers_expires_at_index")
      .on("idempotent_answers")
      .column("expires_at")
      .execute();
  },
};
