/** `alldoor user invite`: a letter by which people choose a password; a running hub sends it. */
import { inviteUser } from "../../hub/admin/people/invitations.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { requirePerson, USER_OPERAND } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const userInvite = command({
  about: [
    "The link in the letter is good for three days, once; another invitation ends it. Using it proves the address that the letter went to, ends all sessions and takes back what applications hold.",
    "The letters go into the queue, all or none, and the running hub sends them.",
  ],
  settings: "hub",
  operands: [{ ...USER_OPERAND, rest: true }],
  options: {},
  examples: ["user invite ada", "user invite ada theo --json"],
  async run({ operands, configuration, output }) {
    if (operands.length === 0) throw usage("alldoor user invite needs a PERSON.");
    const people = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const invited = [];
        for (const named of operands) {
          const user = await requirePerson(tx, named);
          await inviteUser(tx, hub, COMMAND_LINE, user.id);
          invited.push({ id: user.id, username: user.name, email: user.email });
        }
        return invited;
      }),
    );
    output.answer(
      { invited: people },
      people.map(({ username, email }) => `An invitation for "${username}" goes to ${email}.`).join("\n"),
    );
  },
});
