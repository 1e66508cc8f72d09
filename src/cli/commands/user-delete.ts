/** `alldoor user delete`: the end of an account, which is named twice so that no slip of the hand is one. */
import { removeUser } from "../../hub/admin/people/people.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { requirePerson, USER_OPERAND, userDocument } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const userDelete = command({
  about: [
    "Everything of the person's goes: sessions, what applications hold, links, passkeys, second factors. The audit log keeps the id alone. It cannot be undone; to pause an account, switch it off.",
  ],
  settings: "hub",
  operands: [USER_OPERAND],
  options: {
    confirm: { kind: "text", value: "USERNAME", required: true, help: "The username once more." },
  },
  examples: ["user delete ada --confirm ada"],
  async run({ operands: [named = ""], options, configuration, output }) {
    const user = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const known = await requirePerson(tx, named);
        if (known.name !== options.confirm)
          throw usage(`--confirm does not name "${known.name}". Nothing was deleted.`);
        await removeUser(tx, hub, COMMAND_LINE, known.id);
        return known;
      }),
    );
    output.answer({ deleted: userDocument(user) }, `The account "${user.name}" is deleted.`);
  },
});
