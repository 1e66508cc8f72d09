/** `alldoor files user password`: a new password for somebody, who is signed out everywhere by that. */
import { hashPassword } from "../../files/users/administer.ts";
import { findUserByName, setPasswordHash } from "../../files/users/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { personDocument } from "../files-user-view.ts";
import { readSecret } from "../secret-input.ts";
import { withFiles } from "../with-files.ts";

export const filesUserPassword = command({
  about: ["Every session and token that the person has is over. App passwords go on; a second factor stays."],
  settings: "files",
  options: {
    username: { kind: "text", value: "NAME", required: true, help: "Whose password it is." },
    passwordFile: { kind: "text", value: "FILE", help: "File that holds the password, or - for standard input." },
  },
  examples: ["files user password --username ada"],
  async run({ options, configuration, output }) {
    const { username, passwordFile: file } = options;
    const settings = configuration();
    const password = await readSecret({ file, flag: "--password-file", question: "New password", twice: true });
    const changed = await inFlags({ password: "the password" }, () =>
      withFiles(settings, async (files) => {
        const passwordHash = await hashPassword(files, password, username);
        return files.db.write(async (tx) => {
          const user = await findUserByName(tx, username);
          if (!user || user.role === "guest")
            throw new Refusal("not_found", `Files has no user ${JSON.stringify(username)} with a password.`);
          await setPasswordHash(tx, files, user, passwordHash);
          return { ...user, hasPassword: true };
        });
      }),
    );
    output.answer(personDocument(changed), `The password of ${changed.username} is changed. Who was signed in is out.`);
  },
});
