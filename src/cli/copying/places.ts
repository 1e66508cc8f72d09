/** Where the programs keep their rows: two files in the data directory, or one PostgreSQL database. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ProgramName } from "../../db/copy/archive.ts";
import { openPostgresSnapshot, openSqliteSnapshot, type Snapshot } from "../../db/copy/snapshot.ts";
import type { Database } from "../../db/database.ts";
import { SQLITE_FILE } from "../../db/open.ts";
import { openPostgres } from "../../db/postgres.ts";
import { openSqlite } from "../../db/sqlite.ts";
import { FILES_SQLITE } from "../../files/open-files.ts";

export interface Place {
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
}

const FILES: Readonly<Record<ProgramName, string>> = { hub: SQLITE_FILE, files: FILES_SQLITE };
const PROGRAMS: readonly ProgramName[] = ["hub", "files"];

/** What can be read in one go, with the programs that it may hold. */
export interface Source {
  readonly programs: readonly ProgramName[];
  open(): Promise<Snapshot>;
}

/** @param alone Nobody else may have the database open: `open` throws where somebody has. */
export function sourcesOf({ databaseUrl, dataDirectory }: Place, alone = false): readonly Source[] {
  if (databaseUrl !== undefined) return [{ programs: PROGRAMS, open: () => openPostgresSnapshot(databaseUrl, alone) }];
  return PROGRAMS.map((program) => ({ program, file: join(dataDirectory, FILES[program]) }))
    .filter(({ file }) => existsSync(file))
    .map(({ program, file }) => ({ programs: [program], open: async () => openSqliteSnapshot(file, alone) }));
}

export interface Target {
  open(program: ProgramName): Promise<Database>;
  close(): Promise<void>;
}

/** Databases to be filled, opened when they are asked for and as they are. */
export function targetOf({ databaseUrl, dataDirectory }: Place): Target {
  const opened = new Map<string, Promise<Database>>();
  const openOnce = (key: string, make: () => Promise<Database>): Promise<Database> => {
    const known = opened.get(key) ?? make();
    opened.set(key, known);
    return known;
  };
  return {
    open(program) {
      if (databaseUrl !== undefined) return openOnce("postgres", async () => openPostgres(databaseUrl, () => {}));
      return openOnce(program, async () => {
        mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
        return openSqlite(join(dataDirectory, FILES[program]));
      });
    },
    async close() {
      for (const database of opened.values()) await (await database).close();
    },
  };
}
