/**
 * Counts by the hour; the audit log searched by what it has; and organizations that are switched off with their applications: a
 * client's row says so itself, so that nothing that asks for the client alone can miss it.
 */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** What the log is searched by; each search is read newest first, so each index ends in the row's id. */
const SEARCHED = ["action", "actor_id", "subject_id", "client_id", "address", "request_id"] as const;

export const counters: Migration = {
  name: "0019-counters",
  async up(db) {
    await db.schema
      .createTable("hourly_counts")
      .addColumn("hour", "bigint", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("count", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("hourly_counts_key", ["hour", "kind", "name"])
      .execute();

    for (const column of SEARCHED) {
      await db.schema
        .createIndex(`audit_${column}_index`)
        .on("audit")
        .columns([column, "id"])
        .where(sql<boolean>`${sql.ref(column)} is not null`)
        .execute();
    }

    await db.schema
      .alterTable("organizations")
      .addColumn("allow_sign_up", "integer", (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema.alterTable("organizations").addColumn("default_locale", "text").execute();
    await db.schema.alterTable("clients").addColumn("organization_disabled_at", "bigint").execute();
    await db
      .updateTable("clients")
      .set((is) => ({
        organization_disabled_at: is
          .selectFrom("organizations")
          .select("organizations.disabled_at")
          .whereRef("organizations.id", "=", "clients.organization_id"),
      }))
      .execute();
  },
};
