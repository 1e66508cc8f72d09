/** Webhooks: who is told of what happens here, and the outbox of what they are told. */
import type { Migration } from "./migration.ts";

export const apiWebhooks: Migration = {
  name: "0011-api-webhooks",
  async up(db, { rowId }) {
    await db.schema
      .createTable("webhooks")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("url", "text", (c) => c.notNull())
      .addColumn("actions", "text", (c) => c.notNull())
      .addColumn("sealed_secret", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("failing_since", "bigint")
      .addColumn("disabled_at", "bigint")
      .addColumn("disabled_reason", "text")
      .execute();

    await rowId(db.schema.createTable("webhook_messages"))
      .addColumn("webhook_id", "text", (c) => c.notNull())
      .addColumn("audit_id", "bigint", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("due_at", "bigint", (c) => c.notNull())
      .addColumn("done_at", "bigint")
      .addColumn("outcome", "text")
      .addColumn("last_answer", "text")
      .execute();
    await db.schema
      .createIndex("webhook_messages_due_index")
      .on("webhook_messages")
      .columns(["done_at", "due_at"])
      .execute();
    await db.schema
      .createIndex("webhook_messages_webhook_id_index")
      .on("webhook_messages")
      .columns(["webhook_id", "id"])
      .execute();
  },
};
