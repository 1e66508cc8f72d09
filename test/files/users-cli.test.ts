/** `alldoor files user`: accounts made by whoever has the data directory, on both databases. */
import { expect, test } from "vitest";
import { alldoorJson, type ErrorDocument, storeArgs } from "../cli/alldoor.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub } from "../ground/hub.ts";
import { startFiles } from "./served-files.ts";

const PASSWORD = "four unrelated words here";

interface Person {
  readonly username: string;
  readonly role: number;
}

eachDatabase((fresh) => {
  test("an administrator is made, signs in, and gets a new password", async () => {
    const database = await fresh();
    const key = "ab".repeat(16) + "cd".repeat(16);
    const user = <T>(words: readonly string[], input = `${PASSWORD}\n`) =>
      alldoorJson<T & ErrorDocument>(["files", "user", ...words, ...storeArgs(database)], {
        input,
        environment: { ALLDOOR_ENCRYPTION_KEY: key },
      });
    const made = await user<Person>(["create", "--username", "ada", "--admin"]);
    expect(made).toMatchObject({ code: 0, document: { username: "ada", role: 2, base_path: "/", has_password: true } });
    expect((await user<Person>(["create", "--username", "ADA"])).document.error).toMatchObject({
      code: "username_taken",
    });
    expect((await user(["create", "--username", "x", "--permission", "70000"])).document.error).toMatchObject({
      fields: { "--permission": expect.any(String) },
    });
    const { document } = await user<readonly Person[]>(["list"]);
    expect(document).toMatchObject([
      { username: "guest", role: 1, disabled: true },
      { username: "ada", role: 2 },
    ]);
    const hub = await startHub();
    const files = await startFiles(hub, { ...database, encryptionKey: key });
    try {
      const login = (password: string) => files.api("/api/auth/login", { json: { username: "ada", password } });
      const { data } = await login(PASSWORD);
      const { token } = data as { token: string };
      expect(await files.api("/api/admin/user/list", { token })).toMatchObject({ code: 200 });
      expect(await user(["password", "--username", "nobody"])).toMatchObject({ code: 1 });
      expect(await user(["password", "--username", "ada"], "another few words here\n")).toMatchObject({ code: 0 });
      expect(await files.api("/api/me", { token })).toMatchObject({
        message: "Password has been changed, login please",
      });
      expect(await login(PASSWORD)).toMatchObject({ code: 400 });
      expect(await login("another few words here")).toMatchObject({ code: 200 });
    } finally {
      await files.close();
      await hub.close();
    }
  });
});
