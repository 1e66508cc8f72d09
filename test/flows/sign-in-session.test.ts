/**
 * Sessions: a cookie's value is new after each sign-in and the one before is dead, whoever had planted it; it carries what a
 * cookie must carry, ends when it should, on the server and not only in the browser, and lives as long as it was promised.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { prune } from "../../src/hub/prune.ts";
import { SESSION_IDLE_SECONDS, SESSION_SECONDS } from "../../src/hub/sessions/store.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, signInWith } from "../ground/oauth-client.ts";
import { bentValues } from "./bent-values.ts";
import { FORM, overAll, type RawAnswer, raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

const SESSION = "alldoor_session";
const DAY = 86_400;

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const cookieOf = (browser: BrowserClient): string => browser.cookie(hub.url, SESSION) ?? "";
  /** Whether a session cookie's value lets anybody in. */
  const opens = async (value: string): Promise<boolean> => {
    const answer = await raw(hub, { path: "/account", headers: { cookie: `${SESSION}=${value}` } });
    return answer.status === 200;
  };
  const again = async (browser: BrowserClient, person: { name: string; password: string }) =>
    signInWith(browser, await browser.open(`${hub.url}/sign-in?confirm=1`), person);

  test("a value that somebody planted before the sign-in is worth nothing after it", async () => {
    const [attacker, victim] = [await hub.makeUser(), await hub.makeUser()];
    const planted = cookieOf(await signedInBrowser(hub, attacker));
    for (const value of [planted, "A".repeat(43), "x", ""]) {
      const browser = new BrowserClient(hub.url);
      browser.setCookie(hub.url, SESSION, value);
      await again(browser, victim);
      expect(cookieOf(browser)).not.toBe(value);
      expect([await opens(cookieOf(browser)), await opens(value)]).toEqual([true, false]);
      const shown = await browser.open(`${hub.url}/account`);
      expect(shown.html).toContain(victim.name);
    }
  });

  test("signing in again in the same browser goes on under a new value; what hangs on the session goes on too", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, browser, made);
    const old = cookieOf(browser);
    const before = await rowsOf(hub);
    await again(browser, person);
    expect(grown(before, await rowsOf(hub))).not.toHaveProperty("sessions");
    expect([await opens(cookieOf(browser)), await opens(old)]).toEqual([true, false]);
    expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
  });

  test("somebody else signing in in the same browser ends the session that was there, and its tokens", async () => {
    const [first, second] = [await hub.makeUser(), await hub.makeUser()];
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, first);
    const { body } = await codeFlow(hub, browser, made);
    const old = cookieOf(browser);
    await again(browser, second);
    expect(await opens(old)).toBe(false);
    expect(await refresh(hub, made, String(body.refresh_token))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  test("a value that is bent anywhere is nobody's", async () => {
    const value = cookieOf(await signedInBrowser(hub, await hub.makeUser()));
    const bent = bentValues(value).filter((each) => /^[\w=.-]+$/.test(each));
    expect(bent.length).toBeGreaterThan(100);
    expect((await overAll(bent, opens)).filter(Boolean)).toEqual([]);
    expect(await opens(value)).toBe(true);
  });

  test("signing out ends the session on the server, and the browser forgets it", async () => {
    const person = await hub.makeUser();
    const [browser, elsewhere] = [await signedInBrowser(hub, person), await signedInBrowser(hub, person)];
    const old = cookieOf(browser);
    const page = await browser.open(`${hub.url}/sign-out`);
    expect(await opens(old)).toBe(true);
    const done = await browser.submit(page, {}, "/sign-out");
    expect(new URL(done.url).pathname).toBe("/signed-out");
    expect([browser.cookie(hub.url, SESSION), await opens(old)]).toEqual([undefined, false]);
    expect(await opens(cookieOf(elsewhere))).toBe(true);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("actor_id", "=", person.id)
      .execute();
    expect(events.map(({ action }) => action)).toContain("user.signed-out");
  });

  test("a disabled account is out with the next request, and so is one of a disabled organization", async () => {
    const person = await hub.makeUser();
    const value = cookieOf(await signedInBrowser(hub, person));
    const set = (table: "users" | "organizations", id: string, at: number | null) =>
      hub.hub.db.write((tx) => tx.query.updateTable(table).set({ disabled_at: at }).where("id", "=", id).execute());
    for (const [table, id] of [
      ["users", person.id],
      ["organizations", person.organizationId],
    ] as const) {
      await set(table, id, 1);
      expect(await opens(value)).toBe(false);
      await set(table, id, null);
      expect(await opens(value)).toBe(true);
    }
  });

  test("a session ends a week after its last use, and a month after the sign-in however it is used", async () => {
    const [idle, used] = [
      cookieOf(await signedInBrowser(hub, await hub.makeUser())),
      cookieOf(await signedInBrowser(hub, await hub.makeUser())),
    ];
    hub.time.advance(SESSION_IDLE_SECONDS - 1);
    expect(await opens(used)).toBe(true);
    hub.time.advance(1);
    expect([await opens(idle), await opens(used)]).toEqual([false, true]);
    for (let lived = SESSION_IDLE_SECONDS; lived + 6 * DAY < SESSION_SECONDS; lived += 6 * DAY) {
      hub.time.advance(6 * DAY);
      expect(await opens(used)).toBe(true);
    }
    hub.time.advance(5 * DAY + 1);
    expect(await opens(used)).toBe(false);
  });

  test("whoever signs in again each month stays signed in, and pruning takes nothing away that is alive", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    for (let month = 0; month < 4; month += 1) {
      for (let week = 0; week < 4; week += 1) {
        hub.time.advance(6 * DAY);
        expect(await opens(cookieOf(browser))).toBe(true);
      }
      await again(browser, person);
      await prune(hub.hub);
      expect(await opens(cookieOf(browser))).toBe(true);
    }
  });

  test("two sign-ins at once in one browser: both values are somebody's, and none is shared", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const old = cookieOf(browser);
    const page = await browser.open(`${hub.url}/sign-in?confirm=1`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const headers = { ...FORM, cookie: browser.cookieHeader(hub.url), origin: hub.url };
    const body = new URLSearchParams({ csrf, username: person.name, password: person.password }).toString();
    const answers = await Promise.all(
      [1, 2, 3].map(() => raw(hub, { method: "POST", path: "/sign-in", headers, body })),
    );
    const values = answers.map(
      (answer) => /alldoor_session=([^;]+)/.exec(String(answer.headers["set-cookie"]))?.[1] ?? "",
    );
    expect(new Set(values).size).toBe(3);
    for (const value of values) expect(await opens(value)).toBe(true);
    expect(await opens(old)).toBe(false);
  });
});

eachDatabase((fresh) => {
  const cookiesOf = async (hub: TestHub, origin: string): Promise<{ answer: RawAnswer; lines: readonly string[] }> => {
    const person = await hub.makeUser();
    const page = await raw(hub, { path: "/sign-in" });
    const [browserLine = ""] = page.headers["set-cookie"] ?? [];
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const answer = await raw(hub, {
      method: "POST",
      path: "/sign-in",
      headers: { ...FORM, origin, cookie: browserLine.split(";", 1)[0] },
      body: new URLSearchParams({ csrf, username: person.name, password: person.password }).toString(),
    });
    return { answer, lines: [browserLine, ...(answer.headers["set-cookie"] ?? [])] };
  };

  test("cookies over http: HttpOnly, Lax, the whole path, no domain, random", async () => {
    const hub = await startHub(await fresh());
    try {
      const { lines } = await cookiesOf(hub, hub.url);
      expect(lines).toEqual([
        expect.stringMatching(/^alldoor_browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/),
        expect.stringMatching(/^alldoor_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/),
      ]);
    } finally {
      await hub.close();
    }
  });

  test("cookies under an https issuer: __Host- and Secure, and none without the prefix is taken", async () => {
    const issuer = "https://id.example.com";
    const hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_ISSUER: issuer } });
    try {
      const { answer, lines } = await cookiesOf(hub, issuer);
      expect(lines).toEqual([
        expect.stringMatching(
          /^__Host-alldoor_browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000$/,
        ),
        expect.stringMatching(
          /^__Host-alldoor_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=2592000$/,
        ),
      ]);
      expect(answer.header("strict-transport-security")).toMatch(/^max-age=\d+/);
      const value = /__Host-alldoor_session=([^;]+)/.exec(lines.join())?.[1] ?? "";
      const account = (cookie: string) => raw(hub, { path: "/account", headers: { cookie } });
      expect((await account(`__Host-alldoor_session=${value}`)).status).toBe(200);
      expect((await account(`alldoor_session=${value}`)).status).toBe(303);
      expect((await account(`__host-alldoor_session=${value}`)).status).toBe(303);
      // A form of the http address of the same host is a foreign one.
      expect((await cookiesOf(hub, hub.url)).answer.status).toBe(403);
    } finally {
      await hub.close();
    }
  });
});
