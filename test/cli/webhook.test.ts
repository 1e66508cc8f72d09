/** `alldoor webhook …` and `alldoor application permissions`: what they make holds at a hub that is running, and secrets are shown once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Shown {
  readonly id: string;
  readonly enabled: boolean;
  readonly actions: readonly string[];
  readonly secret?: string;
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const run = async <T>(words: string, ...args: string[]): Promise<T> =>
    (await called<T>([...words.split(" "), ...storeArgs(database), ...args])).document;
  const refused = async (words: string, ...args: string[]): Promise<string> =>
    (await called<ErrorDocument>([...words.split(" "), ...storeArgs(database), ...args])).document.error.code;

  test("a webhook is made, changed, given another secret, and removed", async () => {
    const made = await run<Shown>(
      "webhook create",
      "--name",
      "Rota",
      "--url",
      "https://rota.example/h",
      "--event",
      "user.created",
    );
    expect(made).toMatchObject({ enabled: true, actions: ["user.created"] });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await run<Shown[]>("webhook list");
    expect(listed.map(({ id }) => id)).toEqual([made.id]);
    expect(JSON.stringify(listed)).not.toContain(made.secret);
    const waiting = async () =>
      (await hub.hub.db.query.selectFrom("webhook_messages").select("id").where("webhook_id", "=", made.id).execute())
        .length;
    await run("organization create", "unheard");
    expect(await waiting()).toBe(0);
    const changed = await run<Shown>("webhook update", made.id, "--event", "organization.created", "--new-secret");
    expect([changed.actions, changed.secret === made.secret]).toEqual([["organization.created"], false]);
    await run("organization create", "heard");
    expect(await waiting()).toBe(1);
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("webhook_messages")
        .set({ done_at: 1, outcome: "dead" })
        .where("webhook_id", "=", made.id)
        .execute(),
    );
    const [told] = await run<{ id: string; action: string; outcome: string | null }[]>("webhook messages", made.id);
    expect(told).toMatchObject({ action: "organization.created", outcome: "dead" });
    expect(await run("webhook messages", made.id, "--replay", told?.id ?? "")).toMatchObject([{ outcome: null }]);
    expect(await refused("webhook messages", made.id, "--replay", "1")).toBe("not_found");
    expect((await run<Shown>("webhook update", made.id, "--disable")).enabled).toBe(false);
    expect(await refused("webhook create", "--name", "X", "--url", "http://hooks.example/h")).toBe("field_invalid");
    expect(
      await refused("webhook create", "--name", "X", "--url", "https://x.example", "--event", "user.levitated"),
    ).toBe("usage");
    await run("webhook remove", made.id);
    expect(await refused("webhook remove", made.id)).toBe("not_found");
    expect(await run("webhook list")).toEqual([]);
  });

  test("what an application may do is shown, replaced and taken back", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const { clientId } = made.client;
    const call = async () => {
      const answer = await post(
        hub,
        TOKEN,
        { grant_type: "client_credentials", scope: "alldoor:audit:read" },
        basic(made),
      );
      const headers = { authorization: `Bearer ${String(answer.body.access_token)}` };
      return (await fetch(`${hub.url}/api/v1/audit`, { headers })).status;
    };
    expect(await run("application permissions", clientId)).toEqual({ client_id: clientId, permissions: [] });
    expect(await run("application permissions", clientId, "--allow", "alldoor:audit:read")).toEqual({
      client_id: clientId,
      permissions: ["alldoor:audit:read"],
    });
    expect(await call()).toBe(200);
    await run("application permissions", clientId, "--nothing");
    expect(await call()).not.toBe(200);
    const open = await hub.makeClient({ type: "public" });
    expect(await refused("application permissions", open.client.clientId, "--allow", "management")).toBe(
      "field_invalid",
    );
    expect(await refused("application permissions", "nobody")).toBe("application_missing");
  });
});
