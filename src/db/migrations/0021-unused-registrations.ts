/** How long clients that registered themselves are kept without use, and how many such there may be. */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const unusedRegistrations: Migration = {
  name: "0021-unused-registrations",
  async up(db) {
    await db.schema
      .alterTable("registration_policies")
      .addColumn("unused_days", "integer", (c) => c.notNull().defaultTo(30))
      .execute();
    await db.schema
      .alterTable("registration_policies")
      .addColumn("most_unused", "integer", (c) => c.notNull().defaultTo(1000))
      .execute();
    // Those that have registered already have as long from now on.
    await sql`
      UPDATE client_registrations
      SET fresh_until = (SELECT updated_at FROM clients WHERE clients.id = client_registrations.client_id) + 30 * 86400
      WHERE kind = 'registered'`.execute(db);
  },
};
