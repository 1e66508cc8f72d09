/** Whether people may delete their accounts; consent to what a token is for; and a person's letters found by an index. */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const account: Migration = {
  name: "0020-account",
  async up(db) {
    await db.schema
      .alterTable("organizations")
      .addColumn("allow_account_deletion", "integer", (c) => c.notNull().defaultTo(1))
      .execute();

    await db.schema
      .createTable("resource_consents")
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("resource", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("resource_consents_key", ["user_id", "client_id", "resource"])
      .execute();
    await db.schema
      .createIndex("resource_consents_client_id_index")
      .on("resource_consents")
      .column("client_id")
      .execute();

    await db.schema
      .createIndex("mails_user_id_index")
      .on("mails")
      .columns(["user_id", "id"])
      .where(sql<boolean>`user_id is not null`)
      .execute();
  },
};
