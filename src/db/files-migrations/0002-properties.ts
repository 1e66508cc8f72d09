/** Dead properties are found by their file's path alone: the column of its folder, which nobody read, goes. */
import type { Migration } from "../migrations/migration.ts";

export const filesProperties: Migration = {
  name: "0002-properties",
  async up(db) {
    await db.schema.dropIndex("files_properties_folder_index").execute();
    await db.schema.alterTable("files_properties").dropColumn("folder").execute();
  },
};
