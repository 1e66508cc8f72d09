/** `alldoor user show`: one person. */
import { command } from "../command.ts";
import { requirePerson, USER_OPERAND, userDocument, userFacts } from "../user-view.ts";
import { withHub } from "../with-hub.ts";

export const userShow = command({
  about: [],
  settings: "hub",
  operands: [USER_OPERAND],
  options: {},
  examples: ["user show ada"],
  async run({ operands: [named = ""], configuration, output }) {
    const user = await withHub(configuration(), (hub) => requirePerson(hub.db, named));
    output.answer(userDocument(user), userFacts(user));
  },
});
