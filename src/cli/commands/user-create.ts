/** `alldoor user create`: an account of the hub, made by whoever has the data directory. */
import { addAccount, readAccount } from "../../hub/admin/people/accounts.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { passwordRules } from "../../lib/passwords.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { readSecret } from "../secret-input.ts";
import { userDocument, userFacts } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const FLAGS = { username: "--username", display_name: "--name", email: "--email", password: "the password" };

export const userCreate = command({
  about: [
    `The password is read from --password-file or from standard input, or asked for at a terminal. It has at least ${passwordRules.shortest} characters. An administrator is made with alldoor admin create.`,
  ],
  settings: "hub",
  options: {
    username: { kind: "text", value: "NAME", required: true, help: "What the person signs in with." },
    name: { kind: "text", value: "NAME", help: "What people read. Default: the username." },
    email: { kind: "text", value: "ADDRESS", help: "E-mail address. It counts as unverified." },
    passwordFile: { kind: "text", value: "FILE", help: "File that holds the password, or - for standard input." },
    noPassword: { kind: "flag", help: "No password: the person comes in by another way." },
  },
  examples: [
    "user create --username ada --name 'Ada Lovelace' --email ada@example.com",
    "user create --username ada --no-password --json",
  ],
  async run({ options, configuration, output }) {
    const { username, name = "", email = "", passwordFile: file, noPassword } = options;
    if (noPassword && file !== undefined) throw usage("--no-password and --password-file contradict each other.");
    const settings = configuration();
    const password = noPassword
      ? null
      : await readSecret({ file, flag: "--password-file", question: "Password", twice: true });
    const user = await inFlags(FLAGS, async () => {
      const account = readAccount({ username, display_name: name, email, password });
      return withHub(settings, async (hub) => {
        const passwordHash = password === null ? null : await hub.passwords.hash(password);
        return hub.db.write(async (tx) => {
          const { id } = await ensureFirstOrganization(tx, hub);
          return addAccount(tx, hub, COMMAND_LINE, id, account, passwordHash);
        });
      });
    });
    output.answer(userDocument(user), userFacts(user));
  },
});
