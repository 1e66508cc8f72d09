/**
 * The conditional updates that decide who was first, each held to every one of its conditions. Races show that they hold
 * under load; these show what each condition is there for, without any luck in timing.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { requireFlow, spendFlow } from "../../src/hub/flows/store.ts";
import {
  CODE_SECONDS,
  findCode,
  findGrant,
  type GrantRow,
  moveGrant,
  redeemCode,
  revokeGrant,
} from "../../src/hub/grants/grants.ts";
import { reserveAttempt } from "../../src/hub/limits/attempts.ts";
import { readBearer } from "../../src/lib/bearer.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce } from "../ground/oauth-client.ts";
import { type MadeCode, makeCode, makeTokens } from "./code-maker.ts";
import { raw } from "./raw-http.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let template: GrantRow;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient();
    person = await hub.makeUser();
    await makeTokens(hub, made, person);
    template = await hub.hub.db.query.selectFrom("grants").selectAll().executeTakeFirstOrThrow();
  });
  afterAll(() => hub.close());

  const now = () => hub.time.now();

  test("a code is redeemed by the first, and names what it bought; the second stores nothing", async () => {
    const { id } = await makeCode(hub, made, person);
    const redeem = () => {
      const grant = { ...template, id: hub.hub.ids() };
      return hub.hub.db.write(async (tx) => ((await redeemCode(tx, id, grant, now())) ? grant.id : null));
    };
    const first = await redeem();
    expect(first).not.toBeNull();
    const grants = async () => (await hub.hub.db.query.selectFrom("grants").select("id").execute()).length;
    const before = await grants();
    expect([await redeem(), await redeem()]).toEqual([null, null]);
    expect(await grants()).toBe(before);
    expect((await findCode(hub.hub.db, id, now()))?.code).toMatchObject({ grant_id: first, used_at: now() });
  });

  test("a code is not redeemed in the second in which it ends", async () => {
    const codes: MadeCode[] = [await makeCode(hub, made, person), await makeCode(hub, made, person)];
    const [early, late] = codes;
    const redeem = (id: number | undefined, at: number) =>
      hub.hub.db.write((tx) => redeemCode(tx, id ?? 0, { ...template, id: hub.hub.ids() }, at));
    expect(await redeem(late?.id, now() + CODE_SECONDS)).toBe(false);
    expect(await redeem(early?.id, now() + CODE_SECONDS - 1)).toBe(true);
  });

  let grantId: number;
  beforeEach(async () => {
    await makeTokens(hub, made, person);
    const row = await hub.hub.db.query
      .selectFrom("grants")
      .select("id")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    grantId = row.id;
  });
  const rotate = (generation: number, at = now()) =>
    hub.hub.db.write((tx) => moveGrant(tx, grantId, generation, generation + 1, at, at + 1000));
  const grant = async () => (await findGrant(hub.hub.db, grantId, now()))?.grant;

  test("a grant rotates from its present generation alone, never back", async () => {
    expect([await rotate(2), await rotate(0)]).toEqual([false, false]);
    expect([await rotate(1), await rotate(1)]).toEqual([true, false]);
    expect([await rotate(2), await rotate(1), await rotate(2)]).toEqual([true, false, false]);
    expect(await grant()).toMatchObject({ refresh_generation: 3, rotated_at: now() });
  });

  test("a revoked grant does not rotate, and is revoked once", async () => {
    const revoke = () => hub.hub.db.write((tx) => revokeGrant(tx, grantId, now(), "revoked-by-client"));
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    expect(await rotate(1)).toBe(false);
    expect(await grant()).toMatchObject({ refresh_generation: 1, revoked_reason: "revoked-by-client" });
  });

  test("a grant does not rotate in the second in which it ends", async () => {
    const end = (await grant())?.expires_at ?? 0;
    expect(await rotate(1, end)).toBe(false);
    expect(await rotate(1, end - 1)).toBe(true);
  });

  test("a waiting request is spent once, in time, and then it is nobody's", async () => {
    const asked = await raw(hub, { path: authorizeUrl(hub, made, pkce().challenge).slice(hub.url.length) });
    const handle = new URL(asked.header("location") ?? "", hub.url).searchParams.get("flow");
    const browser = /alldoor_browser=([^;]+)/.exec(asked.header("set-cookie") ?? "")?.[1];
    const flow = await requireFlow(hub.hub.db, hub.hub.clock, handle, browser);
    expect(flow.id).toBe(readBearer(handle)?.id);
    await expect(requireFlow(hub.hub.db, hub.hub.clock, handle, "another")).rejects.toMatchObject({
      code: "flow_expired",
    });
    const spend = (at: number) => hub.hub.db.write((tx) => spendFlow(tx, flow.id, at));
    expect(await spend(now() + 1800)).toBe(false);
    expect([await spend(now()), await spend(now())]).toEqual([true, false]);
    await expect(requireFlow(hub.hub.db, hub.hub.clock, handle, browser)).rejects.toMatchObject({
      code: "flow_expired",
    });
  });

  test("a counter counts each try, refuses beyond its limit with the time to wait, and begins anew after its window", async () => {
    const limit = (key: string) => [{ key, most: 3, window: 100 }];
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => reserveAttempt(hub.hub, limit("a"))));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    hub.time.advance(60);
    await expect(reserveAttempt(hub.hub, limit("a"))).rejects.toMatchObject({
      code: "too_many_attempts",
      retryAfter: 40,
    });
    await reserveAttempt(hub.hub, limit("b"));
    hub.time.advance(40);
    for (let tries = 0; tries < 3; tries += 1) await reserveAttempt(hub.hub, limit("a"));
    await expect(reserveAttempt(hub.hub, limit("a"))).rejects.toMatchObject({ retryAfter: 100 });
    const row = await hub.hub.db.query
      .selectFrom("attempts")
      .select("count")
      .where("key", "=", "a")
      .executeTakeFirstOrThrow();
    expect(row.count).toBe(4);
  });
});
