/** `alldoor files user create`: an account of the file server, made by whoever has the data directory; also its administrators. */

import { makePerson } from "../../files/users/administer.ts";
import { passwordRules } from "../../lib/passwords.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { personDocument, personFacts } from "../files-user-view.ts";
import { readSecret } from "../secret-input.ts";
import { withFiles } from "../with-files.ts";

const FLAGS = {
  username: "--username",
  password: "the password",
  permission: "--permission",
  base_path: "--base-path",
};

export const filesUserCreate = command({
  about: [
    `The password is read from --password-file or from standard input, or asked for at a terminal. It has at least ${passwordRules.shortest} characters.`,
    "--permission is a sum: 1 see what is hidden, 2 no folder passwords, 8 make folders and upload, 16 rename, 32 move, 64 copy, 128 delete, 256 read by WebDAV, 512 change by WebDAV. An administrator needs none.",
  ],
  settings: "files",
  options: {
    username: { kind: "text", value: "NAME", required: true, help: "What the person signs in with." },
    admin: { kind: "flag", help: "An administrator, who may do everything." },
    basePath: { kind: "text", value: "PATH", help: "The folder that the person sees as /. Default: /." },
    permission: { kind: "text", value: "NUMBER", help: "The sum of what the person may do. Default: 0, read." },
    passwordFile: { kind: "text", value: "FILE", help: "File that holds the password, or - for standard input." },
  },
  examples: [
    "files user create --username ada --admin",
    "files user create --username lily --base-path /users/lily --permission 152 --password-file lily.password",
  ],
  async run({ options, configuration, output }) {
    const { username, admin, basePath = "/", permission = "0", passwordFile: file } = options;
    if (!/^\d{1,6}$/.test(permission)) throw usage("--permission needs a whole number: the sum of what is allowed.");
    const settings = configuration();
    const password = await readSecret({ file, flag: "--password-file", question: "Password", twice: true });
    const user = await inFlags(FLAGS, () =>
      withFiles(settings, (files) =>
        makePerson(
          files,
          { username, password, basePath, permission: Number(permission), disabled: false },
          admin ? "admin" : "general",
        ),
      ),
    );
    output.answer(personDocument(user), personFacts(user));
  },
});
