/** `alldoor restore`: a backup into an empty database, SQLite or PostgreSQL, whichever it came from. */
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { readArchive } from "../../db/copy/archive.ts";
import { fill } from "../../db/copy/copy.ts";
import { endWhatMayBeSpent } from "../../db/copy/spent.ts";
import { seconds, systemClock } from "../../lib/clock.ts";
import { command } from "../command.ts";
import { copying } from "../copying/explain.ts";
import { targetOf } from "../copying/places.ts";
import { Failure } from "../failure.ts";

export const restore = command({
  about: [
    "The database must be empty: a data directory without database, or a PostgreSQL database without our tables. The whole file is checked before anything is kept.",
    "Whoever was signed in signs in again, and applications ask for new tokens: what was ended or used up after the backup was made must not count again. With --keep-sign-ins all of it goes on, which is right where nothing has happened since: the hub was stopped first.",
    "A backup of an earlier version is brought up to date. Put the encryption key back before the hub is started: it refuses to serve with another one.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "What alldoor backup wrote." }],
  options: {
    "keep-sign-ins": { kind: "flag", help: "Nothing has happened since the backup: sessions and tokens go on." },
  },
  examples: [
    "restore alldoor-2026-11-21.backup --data /var/lib/alldoor",
    "restore alldoor-2026-11-21.backup --database-url postgres://alldoor@db/alldoor",
  ],
  async run({ operands, options, configuration, output }) {
    const [file = ""] = operands;
    const place = configuration();
    if (!existsSync(file)) throw new Failure("file_unusable", `There is no file ${file}.`);
    const target = targetOf(place);
    const now = seconds(systemClock);
    const keeps = options["keep-sign-ins"];
    const tallies = await copying(async () => {
      try {
        return await fill(readArchive(createReadStream(file)), target.open, now, async (tx, program, tables) => {
          if (!keeps) await endWhatMayBeSpent(tx, program, tables, now);
        });
      } finally {
        await target.close();
      }
    });
    const rows = [...tallies.values()].reduce((sum, tally) => sum + tally.rows, 0);
    const key = join(place.dataDirectory, "encryption.key");
    const hasKey = place.encryptionKey !== undefined || existsSync(key);
    output.answer(
      {
        file,
        rows,
        sign_ins_kept: keeps,
        encryption_key_missing: !hasKey,
        tables: Object.fromEntries([...tallies].map(([name, tally]) => [name, tally.rows])),
      },
      [
        `${rows} rows are back.`,
        ...(keeps
          ? []
          : ["Everybody signs in again: what was ended or used up after the backup must not count again."]),
        ...(hasKey
          ? []
          : [`Put the encryption key back before the hub is started: as ${key}, or ALLDOOR_ENCRYPTION_KEY.`]),
      ].join("\n"),
    );
    return undefined;
  },
});
