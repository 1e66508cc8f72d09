/** `alldoor backup`: everything that the programs' databases hold, in one file, while they go on working. */
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Part, writeArchive } from "../../db/copy/archive.ts";
import { partsOf } from "../../db/copy/copy.ts";
import { seconds, systemClock } from "../../lib/clock.ts";
import { command } from "../command.ts";
import { type Source, sourcesOf } from "../copying/places.ts";
import { Failure } from "../failure.ts";

interface Counted {
  rows: number;
  readonly programs: string[];
}

async function* everything(sources: readonly Source[], counted: Counted): AsyncGenerator<Part> {
  for (const { programs, open } of sources) {
    const snapshot = await open();
    try {
      for await (const part of partsOf(snapshot, programs)) {
        if (part.kind === "program") counted.programs.push(part.program);
        else counted.rows += part.batch.rows.length;
        yield part;
      }
    } finally {
      await snapshot.close();
    }
  }
}

export const backup = command({
  about: [
    "The file holds what the hub's and the file server's databases held at one moment; programs may run meanwhile. It is readable by its owner alone, and restore takes it to SQLite and to PostgreSQL.",
    "Secrets in it are sealed, so it is of no use without the encryption key, which is not in it: keep that elsewhere. Files that people uploaded are not in it either; copy their folders.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "Where it goes. A file that is there is not written over." }],
  options: {},
  examples: ["backup alldoor-2026-11-21.backup", "backup --data /var/lib/alldoor /srv/backups/alldoor.backup"],
  async run({ operands, configuration, output }) {
    const [file = ""] = operands;
    const place = configuration();
    if (existsSync(file)) throw new Failure("file_unusable", `${file} is there already. Nothing was written.`);
    const sources = sourcesOf(place);
    const counted: Counted = { rows: 0, programs: [] };
    const next = `${file}.${process.pid}.part`;
    try {
      const archive = writeArchive(everything(sources, counted), seconds(systemClock));
      await pipeline(archive, createWriteStream(next, { flags: "wx", mode: 0o600, flush: true }));
      if (counted.programs.length === 0)
        throw new Failure("database_unusable", `There is no database in ${place.dataDirectory} to back up.`);
      renameSync(next, file);
    } finally {
      rmSync(next, { force: true });
    }
    const { size } = statSync(file);
    const key = join(place.dataDirectory, "encryption.key");
    output.answer(
      { file, bytes: size, rows: counted.rows, programs: counted.programs },
      [
        `${file}: ${counted.rows} rows of ${counted.programs.join(" and ")}, ${size} bytes.`,
        place.encryptionKey === undefined || existsSync(key)
          ? `It is of no use without the encryption key: keep a copy of ${key} somewhere else.`
          : "It is of no use without the encryption key (ALLDOOR_ENCRYPTION_KEY): keep that somewhere else.",
      ].join("\n"),
    );
    return undefined;
  },
});
