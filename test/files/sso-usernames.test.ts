/** Whoever has taken a person's name, and the one with the id behind it, keeps nobody from being registered. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freeUsername, withSsoId } from "../../src/files/sso/usernames.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  test("the name, then the one with the id, then one that nobody can have taken before", async () => {
    const name = () => freeUsername(files.files.db, "ada", "subject-7");
    expect(await name()).toBe("ada");
    await files.makeUser({ username: "ADA" });
    expect(await name()).toBe(withSsoId("ada", "subject-7"));
    await files.makeUser({ username: "ada_subject-7" });
    const [first, second] = [await name(), await name()];
    expect(first).toMatch(/^ada_[0-9a-z]{10}$/);
    expect(second).not.toBe(first);
    expect([...(await freeUsername(files.files.db, "ada", "subject-7"))].length).toBeLessThanOrEqual(64);
  });
});
