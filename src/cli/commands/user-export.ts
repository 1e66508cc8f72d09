/** `alldoor user export`: everybody, as the console's file has them. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportedPeople, noteExport } from "../../hub/admin/people/people-csv.ts";
import type { Hub } from "../../hub/hub.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

/** @throws Failure `file_unusable` */
async function write(hub: Hub, file: string): Promise<void> {
  try {
    await pipeline(Readable.from(exportedPeople(hub.db)), createWriteStream(file, { flags: "wx", mode: 0o600 }));
  } catch (cause) {
    throw new Failure("file_unusable", `${file} can't be written, or is there already.`, cause);
  }
}

export const userExport = command({
  about: [
    "FILE is written as CSV, readable by its owner alone, and never over another file. No password and nothing else that opens an account is in it.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "The file to write." }],
  options: {},
  examples: ["user export people.csv"],
  async run({ operands: [file = ""], configuration, output }) {
    await withHub(configuration(), async (hub) => {
      await hub.db.write((tx) => noteExport(tx, hub, COMMAND_LINE));
      await write(hub, file);
    });
    output.answer({ file }, `Everybody is in ${file}.`);
  },
});
