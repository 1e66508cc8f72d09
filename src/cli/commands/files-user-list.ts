/** `alldoor files user list`. */
import { listUsers } from "../../files/users/store.ts";
import { command } from "../command.ts";
import { personDocument } from "../files-user-view.ts";
import { table } from "../output.ts";
import { withFiles } from "../with-files.ts";

export const filesUserList = command({
  about: [],
  settings: "files",
  options: {},
  async run({ configuration, output }) {
    const { content } = await withFiles(configuration(), (files) => listUsers(files.db));
    const rows = content.map(({ id, username, role, basePath, permission, disabledAt }) => [
      String(id),
      username,
      disabledAt === null ? role : `${role}, disabled`,
      basePath,
      String(permission),
    ]);
    output.answer(content.map(personDocument), table(["ID", "USERNAME", "ROLE", "BASE PATH", "PERMISSION"], rows));
  },
});
