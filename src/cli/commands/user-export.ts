/** `alldoor user export`: everybody of an organization, as the console's file has them. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportedPeople, noteExport } from "../../hub/admin/people/people-csv.ts";
import type { Hub } from "../../hub/hub.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { organizationOption, requireOrganization } from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

/** @throws Failure `file_unusable` */
async function write(hub: Hub, organizationId: string, file: string): Promise<void> {
  try {
    await pipeline(
      Readable.from(exportedPeople(hub.db, organizationId)),
      createWriteStream(file, { flags: "wx", mode: 0o600 }),
    );
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
  options: organizationOption,
  examples: ["user export people.csv", "user export harbour.csv --organization harbour"],
  async run({ operands: [file = ""], options, configuration, output }) {
    await withHub(configuration(), async (hub) => {
      const { id, name } = await requireOrganization(hub.db, options.organization);
      await hub.db.write((tx) => noteExport(tx, hub, COMMAND_LINE));
      await write(hub, id, file);
      output.answer({ file, organization: name }, `Everybody of ${name} is in ${file}.`);
    });
  },
});
