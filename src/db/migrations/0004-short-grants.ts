/** Finds the grants that gave no refresh token, and are of no use soon after: services make one with every exchange. */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const shortGrants: Migration = {
  name: "0004-short-grants",
  async up(db) {
    await db.schema
      .createIndex("grants_short_index")
      .on("grants")
      .column("expires_at")
      .where(sql.ref("refresh_generation"), "=", 0)
      .execute();
  },
};
