/** Administrators who look at somebody's account as its person sees it: whether an organization allows it, and which sessions are such. */
import type { Migration } from "./migration.ts";

export const impersonation: Migration = {
  name: "0017-impersonation",
  async up(db) {
    await db.schema
      .alterTable("organizations")
      .addColumn("allow_impersonation", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable("sessions").addColumn("impersonator_id", "text").execute();
  },
};
