/**
 * RFC 8628: a device without a browser gets tokens after a person has answered elsewhere. What the device is told while it
 * waits, what the person sees, who may answer and how often, and that an answer is worth one grant.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEVICE_GRANT } from "../../src/hub/clients/settings.ts";
import { type MadeClient, setClientDisabled } from "../../src/hub/clients/store.ts";
import { takeAccessBack } from "../../src/hub/grants/access.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { BrowserClient as Browser } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type JsonAnswer, post, signedInBrowser, signInWith, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { grown, rowsOf } from "./rows.ts";

const DEVICE_AUTH = "/api/device-auth";
const PAGE = "/login/oauth/device";

interface Started {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly complete: string;
}

eachDatabase((fresh) => {
  let hub: TestHub;
  let tv: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    tv = await hub.makeClient({
      name: "Living-room TV",
      type: "public",
      grantTypes: [DEVICE_GRANT, "refresh_token"],
      redirectUris: [],
      resources: ["https://films.example.com"],
    });
  });
  afterAll(() => hub.close());

  const ask = (fields: Record<string, string> = {}, by = tv): Promise<JsonAnswer> =>
    post(hub, DEVICE_AUTH, { client_id: by.client.clientId, ...fields });

  async function start(fields: Record<string, string> = {}): Promise<Started> {
    const { status, body } = await ask(fields);
    expect(status).toBe(200);
    const { device_code, user_code, verification_uri_complete } = body;
    return {
      deviceCode: String(device_code),
      userCode: String(user_code),
      complete: String(verification_uri_complete),
    };
  }

  const poll = (deviceCode: string, by = tv): Promise<JsonAnswer> =>
    post(
      hub,
      TOKEN,
      {
        grant_type: DEVICE_GRANT,
        device_code: deviceCode,
        ...(by.clientSecret ? {} : { client_id: by.client.clientId }),
      },
      by.clientSecret ? basic(by) : {},
    );
  const told = async (deviceCode: string): Promise<unknown> => (await poll(deviceCode)).body.error;

  async function look(browser: BrowserClient, userCode: string): Promise<Shown> {
    return browser.submit(await browser.open(`${hub.url}${PAGE}`), { user_code: userCode });
  }

  async function answer(browser: BrowserClient, userCode: string, decision: "approve" | "deny"): Promise<Shown> {
    return browser.submit(await look(browser, userCode), { decision });
  }

  const actions = async (action: string): Promise<number> =>
    (await hub.hub.db.query.selectFrom("audit").select("id").where("action", "=", action).execute()).length;

  test("the answer has the codes, where to go with them and how long, and is not kept", async () => {
    const { status, body, headers } = await ask({ scope: "openid profile" });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${hub.url}${PAGE}`,
      verification_uri_complete: `${hub.url}${PAGE}?user_code=${body.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    const stored = await hub.hub.db.query.selectFrom("device_codes").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(String(body.user_code));
    expect(JSON.stringify(stored)).not.toContain(String(body.device_code));
  });

  test("what is wrong with a request is said by its code, and nothing is stored", async () => {
    const secret = await hub.makeClient({ grantTypes: [DEVICE_GRANT], redirectUris: [] });
    const without = await hub.makeClient({ type: "public" });
    const before = await rowsOf(hub);
    const wrong = [
      [await post(hub, DEVICE_AUTH, {}), 401, "invalid_client"],
      [await post(hub, DEVICE_AUTH, { client_id: "nobody" }), 401, "invalid_client"],
      [await ask({}, secret), 401, "invalid_client"],
      [await ask({ client_secret: "x" }), 401, "invalid_client"],
      [await ask({}, without), 400, "unauthorized_client"],
      [await ask({ scope: '"' }), 400, "invalid_scope"],
      [await ask({ resource: "https://other.example.com" }), 400, "invalid_target"],
    ] as const;
    for (const [{ status, body }, code, error] of wrong) expect([status, body.error]).toEqual([code, error]);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("from the code on the screen to tokens of the person, with refresh", async () => {
    const person = await hub.makeUser();
    const { deviceCode, complete, userCode } = await start({
      scope: "openid profile offline_access",
      resource: "https://films.example.com",
    });
    expect(await told(deviceCode)).toBe("authorization_pending");
    const browser = new Browser(hub.url);
    const signIn = await browser.open(complete);
    expect(signIn.html).toContain('name="password"');
    const prefilled = await signInWith(browser, signIn, person);
    expect(new URL(prefilled.url).searchParams.get("user_code")).toBe(userCode);
    expect(prefilled.html).toContain(`value="${userCode}"`);
    expect(prefilled.html).not.toContain('name="decision"');
    expect(prefilled.html).toMatch(/<p class="qr-code"><svg /);

    const asked = await browser.submit(prefilled, { user_code: userCode });
    for (const words of ["Living-room TV", userCode, "127.0.0.1", "Did you start this yourself?", person.name])
      expect(asked.html).toContain(words);
    hub.time.advance(5);
    expect(await told(deviceCode)).toBe("authorization_pending");
    const done = await browser.submit(asked, { decision: "approve" });
    expect([done.status, done.html.includes("Your device is connected")]).toEqual([200, true]);

    const { status, body } = await poll(deviceCode);
    expect([status, body.token_type, body.scope]).toEqual([200, "Bearer", "openid profile offline_access"]);
    expect(decodeJwt(String(body.access_token))).toMatchObject({ sub: person.id, aud: ["https://films.example.com"] });
    expect(decodeJwt(String(body.id_token))).toMatchObject({ sub: person.id, amr: ["pwd"] });
    expect((await userinfo(hub, String(body.access_token))).body).toMatchObject({ preferred_username: person.name });
    const renewed = await post(hub, TOKEN, {
      grant_type: "refresh_token",
      refresh_token: String(body.refresh_token),
      client_id: tv.client.clientId,
    });
    expect(renewed.status).toBe(200);
    expect(await told(deviceCode)).toBe("invalid_grant");
    expect(await actions("device.approved")).toBe(1);
  });

  test("a refusal is told to the device, for good", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { deviceCode, userCode } = await start();
    const done = await answer(browser, userCode, "deny");
    expect(done.html).toContain("Nothing was allowed");
    expect([await told(deviceCode), await told(deviceCode)]).toEqual(["access_denied", "access_denied"]);
    expect((await look(browser, userCode)).status).toBe(400);
    expect(await actions("device.denied")).toBe(1);
  });

  test("who polls too fast is slowed down, by five seconds each time", async () => {
    const { deviceCode } = await start();
    expect(await told(deviceCode)).toBe("authorization_pending");
    hub.time.advance(4);
    expect(await told(deviceCode)).toBe("slow_down");
    hub.time.advance(9);
    expect(await told(deviceCode)).toBe("slow_down");
    hub.time.advance(15);
    expect(await told(deviceCode)).toBe("authorization_pending");
    hub.time.advance(14);
    expect(await told(deviceCode)).toBe("slow_down");
  });

  test("a code ends after ten minutes, for the device and for the person, approved or not", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const [waiting, approved] = [await start(), await start()];
    await answer(browser, approved.userCode, "approve");
    hub.time.advance(600);
    expect([await told(waiting.deviceCode), await told(approved.deviceCode)]).toEqual([
      "expired_token",
      "expired_token",
    ]);
    const again = await look(browser, waiting.userCode);
    expect([again.status, again.html.includes('name="decision"')]).toEqual([400, false]);
  });

  test("a code is its client's alone, and no changed one is good", async () => {
    const other = await hub.makeClient({ type: "public", grantTypes: [DEVICE_GRANT], redirectUris: [] });
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { deviceCode, userCode } = await start();
    await answer(browser, userCode, "approve");
    const tampered = `${deviceCode.slice(0, -2)}${deviceCode.endsWith("AA") ? "BB" : "AA"}`;
    for (const [value, by] of [
      [deviceCode, other],
      [tampered, tv],
      [userCode, tv],
      ["x", tv],
    ] as const)
      expect([value, (await poll(value, by)).body.error]).toEqual([value, "invalid_grant"]);
    expect((await post(hub, TOKEN, { grant_type: DEVICE_GRANT, client_id: tv.client.clientId })).body.error).toBe(
      "invalid_request",
    );
    expect((await poll(deviceCode)).status).toBe(200);
  });

  test("of sixteen polls at once after the approval, one gets tokens", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { deviceCode, userCode } = await start();
    await answer(browser, userCode, "approve");
    const before = await rowsOf(hub);
    const answers = await Promise.all(Array.from({ length: 16 }, () => poll(deviceCode)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(400)]);
    expect(grown(before, await rowsOf(hub))).toEqual({ grants: 1, session_clients: 1 });
  });

  test("the first who looks is the one who may answer", async () => {
    const [first, second] = [
      await signedInBrowser(hub, await hub.makeUser()),
      await signedInBrowser(hub, await hub.makeUser()),
    ];
    const { deviceCode, userCode } = await start();
    const shown = await look(first, userCode);
    expect((await look(second, userCode)).status).toBe(400);
    // Nor may anybody answer what they were not shown.
    const own = await look(second, (await start()).userCode);
    const forged = await second.submit(
      { ...own, html: own.html.replaceAll(/value="[A-Z]{4}-[A-Z]{4}"/g, `value="${userCode}"`) },
      { decision: "approve" },
    );
    expect(forged.status).toBe(400);
    expect(await told(deviceCode)).toBe("authorization_pending");
    expect((await first.submit(shown, { decision: "approve" })).status).toBe(200);
    expect((await first.submit(shown, { decision: "deny" })).status).toBe(400);
    expect((await poll(deviceCode)).status).toBe(200);
  });

  test("letters are folded and what stands between them does not matter", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { userCode } = await start();
    const typed = ` ${userCode.toLowerCase().replace("-", " ")}.`;
    expect((await look(browser, typed)).html).toContain('name="decision"');
  });

  test("codes can't be guessed: five tries in ten minutes, right ones counted too", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const wrong = "BCDF-GHJK";
    for (let at = 0; at < 4; at += 1) expect((await look(browser, wrong)).status).toBe(400);
    expect((await look(browser, (await start()).userCode)).status).toBe(200);
    const { userCode } = await start();
    const refused = await look(browser, userCode);
    expect([refused.status, refused.headers.has("retry-after")]).toEqual([429, true]);
    hub.time.advance(601);
    expect((await look(browser, (await start()).userCode)).status).toBe(200);
  });

  test("nothing is asked and nothing is looked up without a sign-in and a form of ours", async () => {
    const { deviceCode, userCode } = await start();
    const stranger = new Browser(hub.url);
    expect((await stranger.open(`${hub.url}${PAGE}`)).url).toContain("/sign-in");
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const bare = await browser.open(`${hub.url}${PAGE}`, {
      method: "POST",
      body: new URLSearchParams({ user_code: userCode, decision: "approve" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect(bare.status).toBe(403);
    expect(await told(deviceCode)).toBe("authorization_pending");
    const row = await hub.hub.db.query
      .selectFrom("device_codes")
      .select("user_id")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(row.user_id).toBeNull();
  });

  test("what happens after the approval counts: a sign-out, access taken back, a disabled person or client", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const [left, taken, off] = [await start(), await start(), await start()];
    await answer(browser, left.userCode, "approve");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("sessions").set({ ended_at: hub.time.now() }).where("user_id", "=", person.id).execute(),
    );
    expect(await told(left.deviceCode)).toBe("invalid_grant");
    const again = await signedInBrowser(hub, person);
    await answer(again, taken.userCode, "approve");
    await hub.hub.db.write((tx) => takeAccessBack(tx, hub.hub, person.id, tv.client.id));
    expect(await told(taken.deviceCode)).toBe("invalid_grant");
    await answer(again, off.userCode, "approve");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: hub.time.now() }).where("id", "=", person.id).execute(),
    );
    expect(await told(off.deviceCode)).toBe("invalid_grant");

    const other = await signedInBrowser(hub, await hub.makeUser());
    const last = await start();
    await answer(other, last.userCode, "approve");
    await hub.hub.db.write((tx) => setClientDisabled(tx, hub.hub, tv.client.id, true));
    expect(await told(last.deviceCode)).toBe("invalid_client");
    await hub.hub.db.write((tx) => setClientDisabled(tx, hub.hub, tv.client.id, false));
    expect((await poll(last.deviceCode)).status).toBe(200);
  });

  test("the screen of a device can show the address as a QR code, and Casdoor's address leads to the page", async () => {
    const { userCode } = await start();
    const anyone = new Browser(hub.url);
    const shown = await anyone.open(`${hub.url}${PAGE}/qr?user_code=${userCode}`);
    expect([shown.status, shown.html.includes(userCode), shown.html.includes('class="qr-code"')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await anyone.open(`${hub.url}${PAGE}/qr?user_code=%3Cscript%3E`)).status).toBe(404);
    const led = await anyone.request(`${hub.url}${PAGE}/${userCode}`);
    expect([led.status, led.headers.get("location")]).toEqual([303, `${PAGE}?user_code=${userCode}`]);
  });
});
