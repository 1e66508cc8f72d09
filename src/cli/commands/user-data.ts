/** `alldoor user data`: everything that is kept of one person, for whoever has to give it to them. */
import { writeFileSync } from "node:fs";
import { collectPersonalData, noteCollected } from "../../hub/personal-data/collect.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { requirePerson, USER_OPERAND } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

/** @throws Failure `file_unusable` */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    throw new Failure("file_unusable", `${file} can't be written, or is there already.`, cause);
  }
}

export const userData = command({
  about: [
    "FILE is written as JSON, readable by its owner alone, and never over another file: what the person could download on their account page. Nothing that opens the account is in it.",
  ],
  settings: "hub",
  operands: [USER_OPERAND, { name: "FILE", help: "The file to write." }],
  options: {},
  examples: ["user data ada ada.json"],
  async run({ operands: [named = "", file = ""], configuration, output }) {
    const id = await withHub(configuration(), async (hub) => {
      const user = await requirePerson(hub.db, named);
      const data = await collectPersonalData(hub.db, hub, user.id);
      if (data === null) throw new Refusal("not_found", `There is nobody called "${named}" any more.`);
      write(file, `${JSON.stringify(data, null, 2)}\n`);
      await hub.db.write((tx) => noteCollected(tx, hub, COMMAND_LINE, user.id));
      return user.id;
    });
    output.answer({ id, file }, `Everything that is kept of ${named} is in ${file}.`);
  },
});
