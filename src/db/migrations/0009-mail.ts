/** Mail: the outbox, proofs of addresses by code or link, the browsers a person was seen in, and which applications let people in by mail. */
import type { Migration } from "./migration.ts";

export const mail: Migration = {
  name: "0009-mail",
  async up(db, { rowId }) {
    await rowId(db.schema.createTable("mails"))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("user_id", "text")
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("detail", "text", (c) => c.notNull())
      .addColumn("sealed_secret", "text")
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("due_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("done_at", "bigint")
      .addColumn("outcome", "text")
      .execute();
    await db.schema.createIndex("mails_due_index").on("mails").columns(["done_at", "due_at"]).execute();

    await rowId(db.schema.createTable("mail_proofs"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("link_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("purpose", "text", (c) => c.notNull())
      .addColumn("user_id", "text")
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("sealed_code", "text", (c) => c.notNull())
      .addColumn("session_id", "bigint")
      .addColumn("client_id", "text")
      .addColumn("return_to", "text", (c) => c.notNull())
      .addColumn("tries", "integer", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("proven_at", "bigint")
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema.createIndex("mail_proofs_user_id_index").on("mail_proofs").column("user_id").execute();

    await db.schema
      .createTable("seen_browsers")
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("last_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("seen_browsers_key", ["user_id", "browser_hash"])
      .execute();
    await db.schema.createIndex("seen_browsers_last_at_index").on("seen_browsers").column("last_at").execute();

    await db.schema
      .alterTable("clients")
      .addColumn("allow_email", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
