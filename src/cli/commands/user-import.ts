/** `alldoor user import`: people out of a CSV file, by the reading that the console has, looked at first. */
import { readFileSync } from "node:fs";
import { importPeople, MOST_ROWS, planImport, textOfFile } from "../../hub/admin/people/people-csv.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { fieldFaults } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { onTrial } from "../importing/run-hub-import.ts";
import { organizationOption, requireOrganization } from "../membership-view.ts";
import { facts, table } from "../output.ts";
import { COMMAND_LINE, hasStore, withHub } from "../with-hub.ts";

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Failure("input_missing", `The file ${file} can't be read.`, cause);
  }
  return textOfFile(bytes);
}

export const userImport = command({
  about: [
    "The first line of FILE names the columns: username, and any of name, email, enabled (true or false) and password_hash (Argon2 or bcrypt). Whoever is here already is changed in name, address and standing alone, and never gets a password; administrators are never changed. An address counts as unverified.",
    `A file holds at most ${MOST_ROWS} people. Nothing happens while a line has faults.`,
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "Comma-separated values." }],
  options: {
    ...organizationOption,
    dryRun: { kind: "flag", help: "Change nothing, and say what would happen." },
    invite: {
      kind: "flag",
      help: "Send everybody new who has an address and no password a letter by which they choose one.",
    },
  },
  examples: ["user import people.csv --dry-run", "user import people.csv --organization harbour --invite --json"],
  async run({ operands: [file = ""], options: { organization, dryRun, invite }, configuration, output }) {
    const text = textOf(file);
    const settings = configuration();
    const { plan, done } = await onTrial(settings, dryRun && !hasStore(settings), (place) =>
      withHub(place, async (hub) => {
        await hub.db.write((tx) => ensureFirstOrganization(tx, hub));
        const { id } = await requireOrganization(hub.db, organization);
        const planned = await planImport(hub.db, id, text);
        const isRight = planned.rows.every(({ what }) => what !== "fault");
        return {
          plan: planned,
          done: !dryRun && isRight ? await importPeople(hub, COMMAND_LINE, id, planned, invite) : null,
        };
      }),
    );
    const count = (kind: (typeof plan.rows)[number]["what"]) => plan.rows.filter(({ what }) => what === kind).length;
    const faults = plan.rows.flatMap(({ line, username, faults: own }) =>
      Object.entries(own).map(([column, fault]) => ({ line, username, column, fault })),
    );
    const counts = { create: count("create"), change: count("change"), same: count("same"), faults: count("fault") };
    const told = facts([
      [done === null ? "Would be made" : "Made", String(done?.created ?? counts.create)],
      [done === null ? "Would be changed" : "Changed", String(done?.changed ?? counts.change)],
      ...(done !== null && invite ? [["Invited", String(done.invited)] as const] : []),
      ["As they are", String(counts.same)],
      ["Lines with faults", String(counts.faults)],
    ]);
    const wrong = table(
      ["LINE", "USERNAME", "COLUMN", "FAULT"],
      faults.map(({ line, username, column, fault }) => [String(line), username, column, fieldFaults[fault]]),
    );
    output.answer(
      { done: done !== null, ...counts, invited: done?.invited ?? 0, lines: faults },
      faults.length === 0 ? told : `${told}\n\n${wrong}\n\nNothing was changed.`,
    );
    return faults.length > 0 ? 1 : 0;
  },
});
