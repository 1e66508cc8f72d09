/**
 * A client that is changed is changed for the very next request, whoever changed it: the hub itself, or the command line in a
 * process of its own. The hub keeps clients in memory, and may never be behind its database.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { openDatabase, SQLITE_FILE } from "../../src/db/open.ts";
import { type MadeClient, rotateClientSecret, setClientDisabled } from "../../src/hub/clients/store.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN } from "../ground/oauth-client.ts";

eachDatabase((fresh, kind) => {
  let hub: TestHub;
  let elsewhere: Database;
  beforeAll(async () => {
    const database = await fresh();
    hub = await startHub(database);
    elsewhere = await openDatabase({ url: database.databaseUrl, dataDirectory: database.dataDirectory });
  });
  afterAll(async () => {
    await elsewhere.close();
    await hub.close();
  });

  const make = () => hub.makeClient({ grantTypes: ["client_credentials"] });
  const ask = async (made: MadeClient): Promise<unknown> => {
    const answer = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    return answer.status === 200 ? "token" : [answer.status, answer.body.error];
  };
  const REFUSED = [401, "invalid_client"];

  test("disabled by somebody else, it is refused at the next request, and enabled it is served again", async () => {
    const made = await make();
    const outcomes: unknown[] = [await ask(made), await ask(made)];
    for (const disabled of [true, false, true]) {
      await elsewhere.write((tx) => setClientDisabled(tx, hub.hub, made.client.id, disabled));
      outcomes.push(await ask(made));
    }
    expect(outcomes).toEqual(["token", "token", REFUSED, "token", REFUSED]);
  });

  test("disabled by the hub itself, it is refused at the next request", async () => {
    const made = await make();
    expect(await ask(made)).toBe("token");
    await hub.hub.db.write((tx) => setClientDisabled(tx, hub.hub, made.client.id, true));
    expect(await ask(made)).toEqual(REFUSED);
  });

  test("a secret that was replaced elsewhere is refused at the next request, and the new one taken", async () => {
    const made = await make();
    expect(await ask(made)).toBe("token");
    const clientSecret = await elsewhere.write((tx) => rotateClientSecret(tx, hub.hub, made.client.id));
    expect([await ask(made), await ask({ ...made, clientSecret })]).toEqual([REFUSED, "token"]);
  });

  test("while tokens are asked for without a pause, none is issued after the client was disabled", async () => {
    const made = await make();
    let disabled = false;
    const late: unknown[] = [];
    const asking = Array.from({ length: 8 }, async () => {
      for (let count = 0; count < 25; count += 1) {
        const afterwards = disabled;
        const outcome = await ask(made);
        if (afterwards) late.push(outcome);
      }
    });
    const stop = (async () => {
      await ask(made);
      await elsewhere.write((tx) => setClientDisabled(tx, hub.hub, made.client.id, true));
      disabled = true;
    })();
    await Promise.all([...asking, stop]);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every((outcome) => outcome !== "token")).toBe(true);
  });

  test("two who change one thing each at the same moment change both", async () => {
    const admin = await hub.makeUser({ isAdmin: true });
    const scopes = ["alldoor:applications:write", "alldoor:webhooks:write", "alldoor:users:write"];
    const wish = { name: "x", scopes, days: 30 };
    const occasion = { address: "127.0.0.1", requestId: "test", userAgent: "" };
    const token = await hub.hub.db.write((tx) => createPersonalToken(tx, hub.hub, admin, wish, occasion));
    const call = (method: string, path: string, change: Readonly<Record<string, unknown>>) =>
      fetch(`${hub.url}/api/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(change),
      });
    const patch = async (path: string, change: Readonly<Record<string, unknown>>) =>
      (await call("PATCH", path, change)).status;
    for (let round = 0; round < 12; round += 1) {
      const { client } = await make();
      const homepage = "https://app.example.com/";
      const statuses = await Promise.all([
        patch(`applications/${client.id}`, { allow_password: false }),
        patch(`applications/${client.id}`, { homepage }),
        patch(`applications/${client.id}`, { consent: "always" }),
      ]);
      expect(statuses).toEqual([200, 200, 200]);
      const row = await hub.hub.db.query
        .selectFrom("clients")
        .selectAll()
        .where("id", "=", client.id)
        .executeTakeFirst();
      expect(row).toMatchObject({ allow_password: 0, homepage, consent: "always" });
    }
    const { query } = hub.hub.db;
    for (let round = 0; round < 12; round += 1) {
      const url = "https://app.example.com/hook";
      const made = await call("POST", "webhooks", { name: `Hook ${round}`, url, actions: ["*"] });
      const { id } = (await made.json()) as { id: string };
      const statuses = await Promise.all([
        patch(`webhooks/${id}`, { enabled: false }),
        patch(`webhooks/${id}`, { actions: ["user.deleted"] }),
        patch(`webhooks/${id}`, { name: `Renamed ${round}` }),
      ]);
      expect(statuses).toEqual([200, 200, 200]);
      expect(await query.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirst()).toMatchObject({
        disabled_at: expect.any(Number),
        actions: '["user.deleted"]',
        name: `Renamed ${round}`,
      });
    }
    for (let round = 0; round < 12; round += 1) {
      const { client } = await make();
      const look = `applications/${client.id}/look`;
      expect(await patch(look, { accent: "#113355" })).toBe(200);
      const [accent, terms_uri] = ["#335577", "https://app.example.com/terms"];
      expect(await Promise.all([patch(look, { accent }), patch(look, { terms_uri })])).toEqual([200, 200]);
      const worn = query.selectFrom("client_looks").selectAll().where("client_id", "=", client.id);
      expect(await worn.executeTakeFirst()).toMatchObject({ accent, terms_uri });
      const { id } = await hub.makeUser();
      const [name, email] = ["Ada Byron", `ada-${id}@example.com`];
      expect(await Promise.all([patch(`users/${id}`, { name }), patch(`users/${id}`, { email })])).toEqual([200, 200]);
      expect(await query.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst()).toMatchObject({
        display_name: name,
        email,
      });
    }
  });

  if (kind !== "sqlite") return;

  test("disabled by another process, it is refused at the next request", async () => {
    const made = await make();
    expect(await ask(made)).toBe("token");
    const program = `new (require("node:sqlite").DatabaseSync)(process.argv[1], { timeout: 5000 }).prepare("UPDATE clients SET disabled_at = 1 WHERE id = ?").run(process.argv[2])`;
    const [code] = await once(
      spawn(process.execPath, ["-e", program, join(hub.dataDirectory, SQLITE_FILE), made.client.id]),
      "exit",
    );
    expect(code).toBe(0);
    expect(await ask(made)).toEqual(REFUSED);
  });
});
