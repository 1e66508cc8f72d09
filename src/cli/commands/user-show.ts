/** `alldoor user show`: one person. */
import { command } from "../command.ts";
import { callNames, requirePerson, USER_OPERAND, userDocument, userFacts } from "../user-view.ts";
import { withHub } from "../with-hub.ts";

export const userShow = command({
  about: [],
  settings: "hub",
  operands: [USER_OPERAND],
  options: {},
  examples: ["user show ada", "user show harbour/ada"],
  async run({ operands: [named = ""], configuration, output }) {
    await withHub(configuration(), async ({ db }) => {
      const user = await requirePerson(db, named);
      output.answer(userDocument(user), userFacts(user, (await callNames(db, [user]))(user)));
    });
  },
});
