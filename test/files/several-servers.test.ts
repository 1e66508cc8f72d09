/**
 * What several do at the same time, at one file server or at two that share a database: one has what only one may have, nobody
 * is told of a mistake of ours, and what one server changes counts at the other.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFiles } from "../../src/files/open-files.ts";
import { silentLog } from "../../src/lib/log.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type Dav, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const RULE = {
  password: "",
  passwordSub: false,
  write: false,
  writeSub: false,
  hide: "",
  hideSub: false,
  readme: "",
  readmeSub: false,
  header: "",
  headerSub: false,
};

eachDatabase((fresh) => {
  let hub: TestHub;
  let database: FreshDatabase;
  let files: TestFiles;
  let dav: Dav;
  beforeAll(async () => {
    hub = await startHub();
    database = await fresh();
    files = await startFiles(hub, { databaseUrl: database.databaseUrl });
    const { username, password } = await files.makeUser({ permission: 768 });
    dav = davClient(files, basic(username, password));
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const rejections = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));

  test("of rules that are moved to one folder at once one is there, and the others are told", async () => {
    const { metas } = files.files;
    const made = await Promise.all([1, 2, 3, 4].map((each) => metas.create({ ...RULE, path: `/rule-${each}` })));
    const outcomes = await Promise.allSettled(made.map(({ id }) => metas.update(id, { ...RULE, path: "/one-place" })));
    expect(rejections(outcomes)).toEqual(Array(3).fill(expect.objectContaining({ code: "name_taken" })));
    expect((await metas.list()).filter(({ path }) => path === "/one-place")).toHaveLength(1);
  });

  test("of storages that are moved to one mount at once one is there, and the others are told", async () => {
    const { storages } = files.files;
    const fields = { driver: "Local", settings: { root: files.dataDirectory }, position: 1, disabled: false };
    const made = await Promise.all(
      [1, 2, 3].map((each) => storages.create({ ...fields, mountPath: `/mount-${each}` })),
    );
    const outcomes = await Promise.allSettled(
      made.map(({ id }) => storages.update(id, { ...fields, mountPath: "/one-mount" })),
    );
    expect(rejections(outcomes)).toEqual(Array(2).fill(expect.objectContaining({ code: "name_taken" })));
    for (const { id } of made) await storages.remove(id);
  });

  test.each([2_147_483_648, -2_147_483_648, 1e15, 0.5])("an order of %d is refused", async (position) => {
    const fields = { driver: "Local", settings: { root: files.dataDirectory }, disabled: false };
    await expect(files.files.storages.create({ ...fields, position, mountPath: "/far" })).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  test("of properties that are set at one file at once all are kept", async () => {
    await dav("PUT", "/dav/shared.txt", { body: "x" });
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const statuses = await Promise.all(
      names.map(async (name) => {
        const body = `<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><${name} xmlns="urn:x">v</${name}></D:prop></D:set></D:propertyupdate>`;
        return (await dav("PROPPATCH", "/dav/shared.txt", { body })).status;
      }),
    );
    expect(statuses).toEqual(names.map(() => 207));
    const { text } = await dav("PROPFIND", "/dav/shared.txt", { headers: { depth: "0" } });
    expect(names.filter((name) => !text.includes(`<${name} xmlns="urn:x">v</${name}>`))).toEqual([]);
  });

  test("what one file server changes of rules and mounts counts at the other after its next look", async () => {
    const other = await openFiles({
      address: "http://localhost:1",
      hub: { issuer: hub.url, clientId: "x", clientSecret: "x" },
      dataDirectory: files.dataDirectory,
      databaseUrl: database.databaseUrl,
      encryptionKey: files.encryptionKey,
      clock: hub.time.clock,
      log: silentLog,
    });
    try {
      expect(await other.follower.look()).toBe(false);
      const rule = await files.files.metas.create({ ...RULE, path: "/secret", password: "sesame" });
      const mount = await files.files.storages.create({
        mountPath: "/more",
        driver: "Local",
        settings: { root: files.dataDirectory },
        position: 1,
        disabled: false,
      });
      expect(other.files.metas.rules.isProtected("/secret", true)).toBe(false);
      expect(await other.follower.look()).toBe(true);
      expect(other.files.metas.rules.isProtected("/secret", true)).toBe(true);
      expect(other.files.storages.mounts.find("/more/x")?.mount.path).toBe("/more");
      expect(await other.follower.look()).toBe(false);
      await files.files.metas.remove(rule.id);
      await files.files.storages.remove(mount.id);
      expect(await other.follower.look()).toBe(true);
      expect(other.files.metas.rules.isProtected("/secret", true)).toBe(false);
    } finally {
      await other.close();
    }
  });
});
