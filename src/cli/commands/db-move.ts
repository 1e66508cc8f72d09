/** `alldoor db move`: from SQLite to PostgreSQL (or back), every table compared before it is called done. */
import type { Part, ProgramName } from "../../db/copy/archive.ts";
import { CopyError, fill, isCurrent, partsOf, type Tally, tallyOf } from "../../db/copy/copy.ts";
import type { Snapshot } from "../../db/copy/snapshot.ts";
import { seconds, systemClock } from "../../lib/clock.ts";
import { command } from "../command.ts";
import { copying } from "../copying/explain.ts";
import { type Source, sourcesOf, targetOf } from "../copying/places.ts";
import { Failure } from "../failure.ts";
import { table } from "../output.ts";

interface Held {
  readonly programs: readonly ProgramName[];
  readonly snapshot: Snapshot;
}

/** Opens every source for itself alone, so that nothing is written to one of them until the move is over. */
async function hold(sources: readonly Source[]): Promise<readonly Held[]> {
  const held: Held[] = [];
  try {
    for (const { programs, open } of sources) held.push({ programs, snapshot: await open() });
    return held;
  } catch (cause) {
    for (const { snapshot } of held) await snapshot.close();
    throw new Failure(
      "database_unusable",
      "The database is in use. Stop the programs that use it first: what they wrote during the move would be lost. Nothing was changed.",
      cause,
    );
  }
}

async function* everything(held: readonly Held[]): AsyncGenerator<Part> {
  for (const { programs, snapshot } of held)
    for await (const part of partsOf(snapshot, programs)) {
      // Rows that a later migration changes could not be compared.
      if (part.kind === "program" && !isCurrent(part.program, part.migrations))
        throw new CopyError(
          `The database is of an earlier version: start the ${part.program} program once, then move.`,
        );
      yield part;
    }
}

/** @throws Failure where a table does not hold what was put in */
async function compare(sources: readonly Source[], wanted: ReadonlyMap<string, Tally>): Promise<void> {
  for (const { open } of sources) {
    const snapshot = await open();
    try {
      for (const [name, found] of await tallyOf(snapshot, wanted.keys())) {
        const tally = wanted.get(name);
        if (tally?.rows !== found.rows || tally.sum !== found.sum)
          throw new Failure(
            "database_unusable",
            `The table ${name} does not hold what was put into it. Use the old database.`,
          );
      }
    } finally {
      await snapshot.close();
    }
  }
}

export const dbMove = command({
  about: [
    "Copies everything that the database of the settings holds (the hub's and the file server's) to --to, which must be empty, and compares every table by its rows and a checksum. The old database is left as it is.",
    "Stop the programs first. Afterwards start them with --database-url (or without it), and with the same encryption key.",
  ],
  settings: "hub",
  options: {
    to: {
      kind: "text",
      value: "URL",
      required: true,
      help: "postgres://… of an empty database; or the path of a data directory without one, to come back to SQLite.",
    },
  },
  examples: ["db move --data /var/lib/alldoor --to postgres://alldoor@db/alldoor"],
  async run({ options, configuration, output }) {
    const from = configuration();
    const sources = sourcesOf(from, true);
    if (sources.length === 0)
      throw new Failure("database_unusable", `There is no database in ${from.dataDirectory} to move.`);
    const place = /^postgres(?:ql)?:/.test(options.to)
      ? { databaseUrl: options.to, dataDirectory: from.dataDirectory }
      : { databaseUrl: undefined, dataDirectory: options.to };
    const held = await hold(sources);
    const target = targetOf(place);
    try {
      const tallies = await copying(() => fill(everything(held), target.open, seconds(systemClock)));
      await target.close();
      await compareAll(tallies);
      output.answer(
        { tables: Object.fromEntries([...tallies].map(([name, { rows }]) => [name, rows])) },
        `${table(
          ["Table", "Rows"],
          [...tallies].map(([name, { rows }]) => [name, String(rows)]),
        )}\n\nEvery table was compared. Start the programs with the new database.`,
      );
    } finally {
      for (const { snapshot } of held) await snapshot.close();
    }
    return undefined;

    async function compareAll(tallies: ReadonlyMap<string, Tally>): Promise<void> {
      // On SQLite each program has a file of its own, which holds its tables alone.
      if (place.databaseUrl !== undefined) return compare(sourcesOf(place), tallies);
      for (const source of sourcesOf(place)) {
        const own = new Map(
          [...tallies].filter(([name]) => name.startsWith("files_") === source.programs.includes("files")),
        );
        await compare([source], own);
      }
    }
  },
});
