/** `alldoor files platform`: platforms made, listed and removed by whoever has the data directory. */
import { expect, test } from "vitest";
import { alldoorJson, type ErrorDocument, storeArgs } from "../cli/alldoor.ts";
import { freshDatabase, removeDatabase } from "../ground/databases.ts";

interface Shown {
  readonly id: string;
  readonly has_secret: boolean;
  readonly callback_urls: readonly string[];
  readonly default_permission: number | null;
}

test("a platform is set up with its secret sealed, is listed without it, and is removed", async () => {
  const database = await freshDatabase("sqlite");
  try {
    const run = <T>(words: readonly string[], input = "a-secret-of-the-platform\n") =>
      alldoorJson<T & ErrorDocument>(["files", "platform", ...words, ...storeArgs(database)], { input });
    const made = await run<Shown>(["add", "github", "--client-id", "Iv1.0", "--auto-register", "--permission", "152"]);
    expect(made).toMatchObject({
      code: 0,
      document: { id: "github", has_secret: true, auto_register: true, default_permission: 152 },
    });
    expect(made.document.callback_urls).toEqual([
      "http://localhost:5244/api/auth/sso_callback?method=sso_get_token&platform=github",
      "http://localhost:5244/api/auth/sso_callback?method=get_sso_id&platform=github",
    ]);
    expect((await run(["add", "casdoor", "--client-id", "x"])).document.error).toMatchObject({
      fields: { "--set endpoint": expect.any(String) },
    });
    expect(await run(["add", "nothing"])).toMatchObject({ code: 1 });
    const { document } = await run<readonly Shown[]>(["list"]);
    expect(document.map(({ id }) => id)).toEqual(["alldoor", "github"]);
    expect(JSON.stringify(document)).not.toContain("a-secret");
    expect(await run(["remove", "github"])).toMatchObject({ code: 0, document: { id: "github", links: 0 } });
    expect(await run(["remove", "github"])).toMatchObject({ code: 1 });
  } finally {
    await removeDatabase(database);
  }
});
