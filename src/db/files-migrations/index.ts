/** The file server's migrations, oldest first: forward only, like the hub's. */
import type { MigrationList } from "../migrate.ts";
import { filesFoundation } from "./0001-foundation.ts";
import { filesProperties } from "./0002-properties.ts";

export const filesMigrations: MigrationList = {
  ledger: "files_migrations",
  migrations: [filesFoundation, filesProperties],
};
