/** The flow inspector's ring: steps of sign-ins, for a day, and the keys by which steps of one sign-in are found. */
import type { Migration } from "./migration.ts";

export const inspector: Migration = {
  name: "0012-inspector",
  async up(db, { rowId }) {
    await rowId(db.schema.createTable("inspected_steps"))
      .addColumn("request_id", "text", (c) => c.notNull())
      .addColumn("detail", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("inspected_steps_request_id_index")
      .on("inspected_steps")
      .column("request_id")
      .execute();
    await db.schema
      .createTable("inspected_keys")
      .addColumn("key", "text", (c) => c.notNull())
      .addColumn("step_id", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("inspected_keys_key", ["key", "step_id"])
      .execute();
    await db.schema.createIndex("inspected_keys_step_id_index").on("inspected_keys").column("step_id").execute();
  },
};
