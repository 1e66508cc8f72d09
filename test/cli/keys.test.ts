/** `alldoor keys`: rotation that nobody notices, and rotation at once for a key that leaked. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { alldoorJson, storeArgs } from "./alldoor.ts";

interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly state: "next" | "signing" | "retired";
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const list = async () => (await alldoorJson<Key[]>(["keys", "list", ...storeArgs(database)])).document;
  const rotate = async (...args: string[]) =>
    (await alldoorJson<{ rotated: number; keys: Key[] }>(["keys", "rotate", ...args, ...storeArgs(database)])).document;
  const of = (keys: readonly Key[], alg: string, state: Key["state"]) =>
    keys.filter((key) => key.alg === alg && key.state === state).map(({ kid }) => kid);
  const published = async () =>
    ((await (await fetch(`${hub.url}/.well-known/jwks`)).json()) as { keys: Key[] }).keys.map(({ kid }) => kid);

  test("a new key is published before it signs, beside the old one; asked again, nothing changes", async () => {
    const before = await list();
    expect(before.map(({ alg, state }) => [alg, state]).sort()).toEqual([
      ["ES256", "signing"],
      ["EdDSA", "signing"],
      ["RS256", "signing"],
    ]);
    const { rotated, keys } = await rotate("--alg", "ES256");
    expect(rotated).toBe(1);
    expect(of(keys, "ES256", "signing")).toEqual(of(before, "ES256", "signing"));
    expect(of(keys, "ES256", "next")).toHaveLength(1);
    expect(of(keys, "RS256", "next")).toEqual([]);
    expect(await rotate("--alg", "ES256")).toEqual({ rotated: 0, keys });
    await hub.hub.keys.reload();
    expect((await published()).sort()).toEqual(keys.map(({ kid }) => kid).sort());
  });

  test("--now withdraws the old key, and what it signed is worth nothing", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const token = String((await codeFlow(hub, browser, made)).body.access_token);
    expect((await userinfo(hub, token)).status).toBe(200);
    const before = await list();
    const { rotated, keys } = await rotate("--now");
    expect(rotated).toBe(3);
    for (const alg of ["ES256", "RS256", "EdDSA"]) {
      expect(of(keys, alg, "signing")).toHaveLength(1);
      expect(of(before, alg, "signing")).not.toContain(of(keys, alg, "signing")[0]);
    }
    // The hub's clock stands still in a test, and the command's does not.
    hub.time.advance(60);
    await hub.hub.keys.reload();
    expect((await userinfo(hub, token)).status).toBe(401);
    expect((await userinfo(hub, String((await codeFlow(hub, browser, made)).body.access_token))).status).toBe(200);
    const audited = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("action", "=", "key.rotated")
      .execute();
    expect(audited.map(({ detail }) => JSON.parse(detail).at_once)).toEqual([false, true, true, true]);
  });

  test("no private half is ever printed", async () => {
    expect(JSON.stringify(await list())).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });
});
