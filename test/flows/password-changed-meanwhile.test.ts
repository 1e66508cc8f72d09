/**
 * A password is changed while somebody signs in with the old one: checking it takes a tenth of a second, in which all sessions
 * there are have been ended. Whoever has proven the old one is not let in by it any more, by any way that takes passwords.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPendingLogin, requirePendingLogin, spendPendingLogin } from "../../src/hub/ways/pending-login.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, signInWith, TOKEN } from "../ground/oauth-client.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const replace = (userId: string) =>
    hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ password_hash: "$argon2id$other" }).where("id", "=", userId).execute(),
    );
  /** Runs with a password that is changed as soon as the old one was found to be right. */
  async function whileChanging<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const { passwords } = hub.hub;
    const verify: typeof passwords.verify = async (hash, password) => {
      const right = await passwords.verify(hash, password);
      await replace(userId);
      return right;
    };
    Object.assign(hub.hub, { passwords: { ...passwords, verify } });
    try {
      return await work();
    } finally {
      Object.assign(hub.hub, { passwords });
    }
  }
  const openedBy = async (userId: string) => {
    const { query } = hub.hub.db;
    const sessions = await query.selectFrom("sessions").select("id").where("user_id", "=", userId).execute();
    const grants = await query.selectFrom("grants").select("id").where("user_id", "=", userId).execute();
    return [sessions.length, grants.length];
  };

  test("at the page", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(`${hub.url}/sign-in`);
    const shown = await whileChanging(person.id, () => signInWith(browser, page, person));
    expect(shown.status).toBe(401);
    expect(await openedBy(person.id)).toEqual([0, 0]);
  });

  test("by the password grant", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ dangers: ["dangerouslyAllowPasswordGrant"] });
    const fields = { grant_type: "password", username: person.name, password: person.password };
    const answer = await whileChanging(person.id, () => post(hub, TOKEN, fields, basic(made)));
    expect([answer.status, answer.body.error]).toEqual([400, "invalid_grant"]);
    expect(await openedBy(person.id)).toEqual([0, 0]);
    expect((await post(hub, TOKEN, { ...fields, username: (await hub.makeUser()).name }, basic(made))).status).toBe(
      200,
    );
  });

  test("at the second step, between its reading and its spending", async () => {
    const { db } = hub.hub;
    const user = await hub.makeUser();
    const waiting = {
      user,
      amr: ["pwd"],
      way: "password",
      clientId: null,
      flowId: null,
      returnTo: "/",
      confirming: false,
    };
    const handle = await db.write((tx) => keepPendingLogin(tx, hub.hub, { ...waiting, browser: "b" }));
    const pending = await requirePendingLogin(db, hub.hub, handle, "b");
    await replace(user.id);
    await expect(db.write((tx) => spendPendingLogin(tx, hub.hub, pending))).rejects.toMatchObject({
      code: "flow_expired",
    });
  });
});
