/**
 * Webhooks: signed as Standard Webhooks has it, told of exactly what happened, tried again where nothing is taken, switched off
 * after long failure, sent once more on wish, and never by another way than the guarded one.
 */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { API_SCOPE_NAMES } from "../../src/hub/permissions/scopes.ts";
import { prune } from "../../src/hub/prune.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type LogoutReceiver, type Received, startLogoutReceiver } from "./logout-receiver.ts";

type Json = Record<string, unknown>;
type Message = {
  readonly id: string;
  readonly outcome: string;
  readonly attempts: number;
  readonly last_answer: string | null;
};
const DAY = 86_400;

eachDatabase((fresh) => {
  let hub: TestHub;
  let receiver: LogoutReceiver;
  let token: string;
  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_ALLOW_PRIVATE: receiver.host } });
    const admin = await hub.makeUser({ isAdmin: true });
    await hub.makeUser({ isAdmin: true });
    const wish = { name: "x", scopes: API_SCOPE_NAMES, days: 365 };
    const occasion = { address: "127.0.0.1", requestId: "test", userAgent: "" };
    token = await hub.hub.db.write((tx) => createPersonalToken(tx, hub.hub, admin, wish, occasion));
  });
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });
  beforeEach(async () => {
    await hub.webhooks.sendDue();
    await hub.hub.db.write(async (tx) => {
      await tx.query.deleteFrom("webhook_messages").execute();
      await tx.query.deleteFrom("webhooks").execute();
    });
    receiver.clear();
    receiver.answer = 200;
  });

  async function call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Json }> {
    const response = await fetch(`${hub.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Json) };
  }
  async function make(actions: readonly string[], url = `${receiver.url}/hook?key=kept`) {
    const { status, body } = await call("POST", "/webhooks", { name: "Watcher", url, actions });
    expect(status).toBe(201);
    return { id: String(body.id), secret: String(body.secret) };
  }
  const messages = async (id: string) => (await call("GET", `/webhook-messages?webhook=${id}`)).body.data as Message[];
  /** Something that happens: an account is switched off. */
  async function happen(): Promise<string> {
    const person = await hub.makeUser();
    expect((await call("PATCH", `/users/${person.id}`, { enabled: false })).status).toBe(200);
    return person.id;
  }

  /** As a receiver verifies it that knows the specification and the secret alone. */
  function isSigned({ headers, body }: Received, secret: string): boolean {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
    return String(headers["webhook-signature"]).split(" ").includes(expected);
  }

  test("what happened is told, signed, to whoever listens for it, and the secret is shown once", async () => {
    const { id, secret } = await make(["user.disabled"]);
    const deaf = await make(["client.created"]);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const person = await happen();
    await hub.webhooks.sendDue();
    expect(receiver.received).toHaveLength(1);
    const [told] = receiver.received;
    if (!told) throw new Error("nothing came");
    expect(told).toMatchObject({
      method: "POST",
      path: "/hook?key=kept",
      headers: { "content-type": "application/json" },
    });
    expect([isSigned(told, secret), isSigned(told, deaf.secret)]).toEqual([true, false]);
    expect(told.headers["webhook-timestamp"]).toBe(String(hub.time.now()));
    const { type, timestamp, data } = JSON.parse(told.body) as { type: string; timestamp: string; data: Json };
    expect([type, Date.parse(timestamp) / 1000]).toEqual(["user.disabled", hub.time.now()]);
    expect(data).toMatchObject({ subject: { kind: "user", id: person } });
    expect(await messages(id)).toMatchObject([{ outcome: "delivered", attempts: 1, last_answer: "200" }]);
    expect(await messages(deaf.id)).toEqual([]);
    const stored = JSON.stringify(await hub.hub.db.query.selectFrom("webhooks").selectAll().execute());
    for (const text of [stored, JSON.stringify((await call("GET", `/webhooks/${id}`)).body)])
      expect(text).not.toContain(secret.slice(6));
    const changed = String((await call("POST", `/webhooks/${id}/secret`, {})).body.secret);
    await happen();
    await hub.webhooks.sendDue();
    const again = receiver.received.at(-1);
    expect(again && [isSigned(again, changed), isSigned(again, secret)]).toEqual([true, false]);
  });

  test("what did not happen is not told: a refused change leaves no message", async () => {
    const { id } = await make(["*"]);
    await hub.webhooks.sendDue();
    const before = (await messages(id)).length;
    const { client } = await hub.makeClient();
    expect((await call("PATCH", `/applications/${client.id}`, { type: "public" })).status).toBe(422);
    expect(await messages(id)).toHaveLength(before);
  });

  test("what is not taken is tried again under the same id, later each time, and a success ends it", async () => {
    const { id, secret } = await make(["user.disabled"]);
    receiver.answer = 500;
    await happen();
    await hub.webhooks.sendDue();
    await hub.webhooks.sendDue();
    expect(await messages(id)).toMatchObject([{ outcome: "waiting", attempts: 1, last_answer: "500" }]);
    hub.time.advance(5);
    receiver.answer = 302;
    await hub.webhooks.sendDue();
    expect(await messages(id)).toMatchObject([{ outcome: "waiting", attempts: 2 }]);
    expect(Number((await call("GET", `/webhooks/${id}`)).body.failing_since)).toBe(hub.time.now() - 5);
    receiver.answer = 204;
    hub.time.advance(299);
    await hub.webhooks.sendDue();
    expect(receiver.received).toHaveLength(2);
    hub.time.advance(1);
    await hub.webhooks.sendDue();
    expect(await messages(id)).toMatchObject([{ outcome: "delivered", attempts: 3, last_answer: "204" }]);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(receiver.received.map((each) => isSigned(each, secret))).toEqual([true, true, true]);
    expect((await call("GET", `/webhooks/${id}`)).body.failing_since).toBeNull();
  });

  test("sent once more on wish: under the same id, and not while it waits", async () => {
    const { id } = await make(["user.disabled"]);
    await happen();
    await hub.webhooks.sendDue();
    const [message] = await messages(id);
    expect((await call("POST", `/webhook-messages/${message?.id}/replay`, {})).status).toBe(204);
    await hub.webhooks.sendDue();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
      `msg_${message?.id}`,
      `msg_${message?.id}`,
    ]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    expect((await call("POST", "/webhook-messages/1/replay", {})).status).toBe(404);
  });

  test("after five days without a success it is switched off, what waits is void, and on again it begins anew", async () => {
    const { id } = await make(["user.disabled"]);
    receiver.answer = 503;
    await happen();
    await hub.webhooks.sendDue();
    hub.time.advance(5 * DAY);
    await happen();
    await hub.webhooks.sendDue();
    expect((await call("GET", `/webhooks/${id}`)).body).toMatchObject({ enabled: false, disabled_reason: "failing" });
    expect(new Set((await messages(id)).map(({ outcome }) => outcome))).toEqual(new Set(["void"]));
    const count = receiver.received.length;
    await happen();
    await hub.webhooks.sendDue();
    expect(receiver.received).toHaveLength(count);
    const off = await hub.hub.db.query
      .selectFrom("audit")
      .select("id")
      .where("action", "=", "webhook.disabled")
      .where("subject_id", "=", id)
      .execute();
    expect(off).toHaveLength(1);
    receiver.answer = 200;
    expect((await call("PATCH", `/webhooks/${id}`, { enabled: true })).body).toMatchObject({
      enabled: true,
      failing_since: null,
    });
    await happen();
    await hub.webhooks.sendDue();
    expect(receiver.received).toHaveLength(count + 1);
  });

  test("one that answers 410 is gone at once", async () => {
    const { id } = await make(["user.disabled"]);
    receiver.answer = 410;
    await happen();
    await hub.webhooks.sendDue();
    expect((await call("GET", `/webhooks/${id}`)).body).toMatchObject({ enabled: false, disabled_reason: "gone" });
  });

  test("an address that is nobody's to call is not called, and a bent one is refused", async () => {
    const { id } = await make(["user.disabled"], "https://127.0.0.1:1/inside");
    await happen();
    await hub.webhooks.sendDue();
    expect(await messages(id)).toMatchObject([{ outcome: "waiting", last_answer: "blocked" }]);
    for (const url of [
      "ftp://x.example/",
      "http://x.example/",
      "x",
      "https://u:p@x.example/",
      "https://x.example/#a",
    ]) {
      const { status, body } = await call("POST", "/webhooks", { name: "x", url });
      expect([url, status, (body.errors as { field: string }[]).map(({ field }) => field)]).toEqual([
        url,
        422,
        ["url"],
      ]);
    }
    const unlisted = await call("POST", "/webhooks", { name: "x", url: "https://x.example/", actions: ["drop table"] });
    expect(unlisted.status).toBe(422);
  });

  test("its messages go with it, and old ones are pruned", async () => {
    const { id } = await make(["user.disabled"]);
    await happen();
    await hub.webhooks.sendDue();
    hub.time.advance(31 * DAY);
    await prune(hub.hub);
    expect(await messages(id)).toEqual([]);
    receiver.answer = 500;
    await happen();
    await hub.webhooks.sendDue();
    expect((await call("DELETE", `/webhooks/${id}`)).status).toBe(204);
    expect(await hub.hub.db.query.selectFrom("webhook_messages").selectAll().execute()).toEqual([]);
  });
});
