/** Where an application begins a sign-in that somebody else asks it to begin (OpenID Connect Core, 4). */
import type { Migration } from "./migration.ts";

export const initiateLogin: Migration = {
  name: "0013-initiate-login",
  async up(db) {
    await db.schema.alterTable("clients").addColumn("initiate_login_uri", "text").execute();
  },
};
