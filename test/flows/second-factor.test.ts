/**
 * Two-step sign-in over HTTP: an authenticator is enabled by a right code alone, asked for after every password, counts each
 * step once, is stood in for by recovery codes and remembered browsers, and has no way around it.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeLogin, weighLogin } from "../../src/hub/sessions/complete-login.ts";
import { endSessions } from "../../src/hub/sessions/store.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, basic, pkce, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";

const SESSION = "alldoor_session";
const DEVICE = "alldoor_device";

type Person = Awaited<ReturnType<TestHub["makeUser"]>>;

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const codeNow = (secret: string, offset = 0) => totpCode(secret, totpStep(hub.time.now()) + offset);
  const secretIn = (html: string) => /id="secret"[^>]*>([A-Z2-7]{32})</.exec(html)?.[1] ?? "";
  const codesIn = (html: string) => html.match(/[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/g) ?? [];
  const ticked = (page: Shown): Shown => ({
    ...page,
    html: page.html.replace('id="remember"', 'checked id="remember"'),
  });
  const pathOf = ({ url }: Shown) => new URL(url).pathname;
  const sessionRow = (userId: string) =>
    hub.hub.db.query
      .selectFrom("sessions")
      .selectAll()
      .where("user_id", "=", userId)
      .where("ended_at", "is", null)
      .orderBy("id", "desc")
      .executeTakeFirst();

  const actionsOf = async (actorId: string) =>
    (await hub.hub.db.query.selectFrom("audit").select("action").where("actor_id", "=", actorId).execute()).map(
      ({ action }) => action,
    );

  interface Enabled {
    readonly person: Person;
    readonly browser: BrowserClient;
    readonly secret: string;
    readonly codes: readonly string[];
  }

  async function enabled(wish: Parameters<TestHub["makeUser"]>[0] = {}): Promise<Enabled> {
    const person = await hub.makeUser(wish);
    const browser = await signedInBrowser(hub, person);
    const page = await browser.open(`${hub.url}/account/second-factor/set-up`);
    const secret = secretIn(page.html);
    const done = await browser.submit(page, { code: codeNow(secret) });
    expect(done.status).toBe(200);
    hub.time.advance(60);
    return { person, browser, secret, codes: codesIn(done.html) };
  }

  async function firstStep(person: Person, browser = new BrowserClient(hub.url), next = "/account") {
    const page = await browser.open(`${hub.url}/sign-in?next=${encodeURIComponent(next)}`);
    return { browser, step: await browser.submit(page, { username: person.name, password: person.password }) };
  }

  describe("setting up", () => {
    test("a wrong code enables nothing and keeps the secret that was scanned; a right one shows ten recovery codes once", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/second-factor/set-up`);
      const secret = secretIn(page.html);
      expect(secret).toHaveLength(32);
      const wrong = await browser.submit(page, { code: codeNow(secret, 5) });
      expect(wrong.status).toBe(401);
      expect(secretIn(wrong.html)).toBe(secret);
      const stored = () =>
        hub.hub.db.query.selectFrom("totp_secrets").selectAll().where("user_id", "=", person.id).execute();
      expect(await stored()).toEqual([]);
      const done = await browser.submit(wrong, { code: codeNow(secret) });
      expect(new Set(codesIn(done.html)).size).toBe(10);
      const [row] = await stored();
      expect(row?.sealed_secret).not.toContain(secret);
      const hashes = await hub.hub.db.query
        .selectFrom("recovery_codes")
        .select("code_hash")
        .where("user_id", "=", person.id)
        .execute();
      expect(hashes).toHaveLength(10);
      expect(JSON.stringify(hashes)).not.toContain(codesIn(done.html)[0]?.replaceAll("-", "") ?? "none");
      expect(codesIn((await browser.open(`${hub.url}/account/second-factor`)).html)).toEqual([]);
    });

    test("other sessions end, this one becomes as strong as the new factor, under a new cookie", async () => {
      const person = await hub.makeUser();
      const other = await signedInBrowser(hub, person);
      const browser = await signedInBrowser(hub, person);
      const before = browser.cookie(hub.url, SESSION);
      const page = await browser.open(`${hub.url}/account/second-factor/set-up`);
      await browser.submit(page, { code: codeNow(secretIn(page.html)) });
      expect(browser.cookie(hub.url, SESSION)).not.toBe(before);
      expect((await sessionRow(person.id))?.amr).toBe("pwd otp mfa");
      expect(pathOf(await other.open(`${hub.url}/account`))).toBe("/sign-in");
      expect(pathOf(await browser.open(`${hub.url}/account/password`))).toBe("/account/password");
    });

    test("what was offered to one person or browser enables nothing for another, and runs out", async () => {
      const one = await signedInBrowser(hub, await hub.makeUser());
      const other = await signedInBrowser(hub, await hub.makeUser());
      const offered = await one.open(`${hub.url}/account/second-factor/set-up`);
      const own = await other.open(`${hub.url}/account/second-factor/set-up`);
      const offer = /name="offer" value="([^"]+)"/.exec(offered.html)?.[1] ?? "";
      const code = codeNow(secretIn(offered.html));
      expect((await other.submit(own, { offer, code })).status).toBe(400);
      const late = await hub.makeUser();
      const browser = await signedInBrowser(hub, late);
      const page = await browser.open(`${hub.url}/account/second-factor/set-up`);
      hub.time.advance(1801);
      const confirm = await browser.open(`${hub.url}/account/second-factor/set-up`);
      await browser.submit(confirm, { username: late.name, password: late.password });
      expect((await browser.submit(page, { code: codeNow(secretIn(page.html)) })).status).toBe(400);
    });
  });

  describe("signing in", () => {
    test("the password alone makes no session; the code does, and the tokens say so", async () => {
      const { person, secret } = await enabled();
      const { browser, step } = await firstStep(person);
      expect(pathOf(step)).toBe("/sign-in/second-step");
      expect(browser.cookie(hub.url, SESSION)).toBeUndefined();
      expect(pathOf(await browser.open(`${hub.url}/account`))).toBe("/sign-in");
      const done = await browser.submit(step, { code: codeNow(secret) });
      expect(pathOf(done)).toBe("/account");
      expect(await sessionRow(person.id)).toMatchObject({ amr: "pwd otp mfa", way: "password+totp" });
    });

    test("a code counts once, whoever types it again, and an earlier one not at all", async () => {
      const { person, secret } = await enabled();
      const code = codeNow(secret);
      const first = await firstStep(person);
      const second = await firstStep(person);
      const third = await firstStep(person);
      expect(pathOf(await first.browser.submit(first.step, { code }))).toBe("/account");
      expect((await second.browser.submit(second.step, { code })).status).toBe(401);
      expect((await third.browser.submit(third.step, { code: codeNow(secret, -1) })).status).toBe(401);
      hub.time.advance(30);
      expect(pathOf(await third.browser.submit(third.step, { code: codeNow(secret) }))).toBe("/account");
    });

    test("of many who send one code at once, one comes in", async () => {
      const { person, secret } = await enabled();
      const steps = await Promise.all(Array.from({ length: 4 }, () => firstStep(person)));
      const code = codeNow(secret);
      const ends = await Promise.all(steps.map(({ browser, step }) => browser.submit(step, { code })));
      expect(ends.filter((end) => pathOf(end) === "/account")).toHaveLength(1);
    });

    test("five tries in five minutes, over all browsers, right or wrong; then the right one waits too", async () => {
      const { person, secret } = await enabled();
      for (let count = 0; count < 5; count += 1) {
        const { browser, step } = await firstStep(person);
        expect((await browser.submit(step, { code: "000 000" })).status).toBe(401);
      }
      const { browser, step } = await firstStep(person);
      const refused = await browser.submit(step, { code: codeNow(secret) });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(200);
      hub.time.advance(301);
      expect(pathOf(await browser.submit(refused, { code: codeNow(secret) }))).toBe("/account");
    });

    test("the handle of the second step answers to its browser alone, is spent once, and dies with the password", async () => {
      const { person, secret } = await enabled();
      const { browser, step } = await firstStep(person);
      const thief = new BrowserClient(hub.url);
      expect((await thief.open(step.url)).status).toBe(400);
      await browser.submit(step, { code: codeNow(secret) });
      hub.time.advance(60);
      expect((await browser.submit(step, { code: codeNow(secret) })).status).toBe(400);
      const later = await firstStep(person);
      const passwordHash = await hub.hub.passwords.hash("quite another password 7");
      await hub.hub.db.write((tx) =>
        tx.query.updateTable("users").set({ password_hash: passwordHash }).where("id", "=", person.id).execute(),
      );
      expect((await later.browser.submit(later.step, { code: codeNow(secret) })).status).toBe(400);
    });

    test("an application's sign-in goes on after the second step, and its ID Token tells the strength", async () => {
      const { person, secret } = await enabled();
      const made = await hub.makeClient({ consent: "first-party" });
      const browser = new BrowserClient(hub.url);
      const page = await browser.open(authorizeUrl(hub, made, pkce().challenge));
      const step = await browser.submit(page, { username: person.name, password: person.password });
      expect(pathOf(step)).toBe("/sign-in/second-step");
      const end = await browser.submit(step, { code: codeNow(secret) });
      expect(end.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
      const code = await hub.hub.db.query
        .selectFrom("codes")
        .select("amr")
        .where("user_id", "=", person.id)
        .executeTakeFirstOrThrow();
      expect(code.amr).toBe("pwd otp mfa");
    });
  });

  describe("what stands in", () => {
    test("a recovery code opens once, however it is typed, and nobody else's", async () => {
      const { person, codes } = await enabled();
      const stranger = await enabled();
      const [code = ""] = codes;
      const open = async (typed: string, who = person) => {
        const { browser, step } = await firstStep(who);
        const page = await browser.open(`${step.url}&with=recovery`);
        return browser.submit(page, { code: typed });
      };
      expect((await open(code, stranger.person)).status).toBe(401);
      expect(pathOf(await open(` ${code.toUpperCase().replaceAll("-", " ")}`))).toBe("/account");
      expect((await open(code)).status).toBe(401);
      expect((await sessionRow(person.id))?.way).toBe("password+recovery-code");
    });

    test("a remembered browser is asked no more, is listed, and is forgotten by the person or with the password", async () => {
      const { person, secret, browser: own } = await enabled();
      const { browser, step } = await firstStep(person);
      await browser.submit(ticked(step), { code: codeNow(secret) });
      expect(browser.cookie(hub.url, DEVICE)).toMatch(/^[\w-]{43}$/);
      const again = async () => {
        browser.setCookie(hub.url, SESSION, "");
        return pathOf((await firstStep(person, browser)).step);
      };
      expect(await again()).toBe("/account");
      expect((await sessionRow(person.id))?.amr).toBe("pwd");
      const stranger = await enabled();
      browser.setCookie(hub.url, SESSION, "");
      expect(pathOf((await firstStep(stranger.person, browser)).step)).toBe("/sign-in/second-step");
      const list = await own.open(`${hub.url}/account/second-factor`);
      const [, device = ""] = /name="device" value="(\d+)"/.exec(list.html) ?? [];
      await own.submit(list, { device });
      expect(await again()).toBe("/sign-in/second-step");
    });

    test("a remembered browser is not enough where a fresh sign-in is asked for", async () => {
      const { person, secret } = await enabled();
      const { browser, step } = await firstStep(person);
      await browser.submit(ticked(step), { code: codeNow(secret) });
      browser.setCookie(hub.url, SESSION, "");
      await firstStep(person, browser);
      hub.time.advance(60);
      const confirm = await browser.open(`${hub.url}/account/password`);
      expect(pathOf(confirm)).toBe("/sign-in");
      const second = await browser.submit(confirm, { username: person.name, password: person.password });
      expect(pathOf(second)).toBe("/sign-in/second-step");
      expect(pathOf(await browser.submit(second, { code: codeNow(secret) }))).toBe("/account/password");
    });

    test("turned off, the password is enough again, and codes and browsers are gone", async () => {
      const { person, browser } = await enabled();
      const page = await browser.open(`${hub.url}/account/second-factor`);
      const off = await browser.submit(page, {}, "/account/second-factor/disable");
      expect(off.html).toContain("The authenticator is off");
      expect(pathOf((await firstStep(person)).step)).toBe("/account");
      const left = await hub.hub.db.query
        .selectFrom("recovery_codes")
        .select("id")
        .where("user_id", "=", person.id)
        .execute();
      expect(left).toEqual([]);
    });
  });

  describe("what an organization demands", () => {
    const demand = (policy: "off" | "password" | "always") =>
      hub.hub.db.write((tx) => tx.query.updateTable("organizations").set({ require_second_factor: policy }).execute());
    afterAll(() => demand("off"));

    test("whoever has nothing sets up an authenticator before they come in, and gets recovery codes", async () => {
      const person = await hub.makeUser();
      await demand("password");
      const { browser, step } = await firstStep(person);
      expect(pathOf(step)).toBe("/sign-in/second-step");
      expect(browser.cookie(hub.url, SESSION)).toBeUndefined();
      const secret = secretIn(step.html);
      expect((await browser.submit(step, { code: codeNow(secret, 9) })).status).toBe(401);
      const done = await browser.submit(step, { code: codeNow(secret) });
      expect(codesIn(done.html)).toHaveLength(10);
      expect(pathOf(await browser.open(`${hub.url}/account`))).toBe("/account");
      await demand("off");
      expect(pathOf((await firstStep(person)).step)).toBe("/sign-in/second-step");
    });

    test("a provider's sign-in needs a second step where the organization says always, and nowhere else", async () => {
      const plain = await hub.makeUser();
      const { person } = await enabled();
      const missing = async (userId: string) =>
        hub.hub.db.write(async (tx) => (await weighLogin(tx, hub.hub, { userId, amr: ["fed"] })).missing);
      const seen: Record<string, readonly string[]> = {};
      for (const policy of ["off", "password", "always"] as const) {
        await demand(policy);
        seen[policy] = [await missing(plain.id), await missing(person.id)];
      }
      await demand("off");
      expect(seen).toEqual({
        off: ["nothing", "nothing"],
        password: ["nothing", "nothing"],
        always: ["enrolment", "second-factor"],
      });
    });

    test("completeLogin itself refuses what is not enough, whoever calls it", async () => {
      const { person } = await enabled();
      const occasion = { address: "192.0.2.7", requestId: "test", userAgent: "test" };
      const login = { userId: person.id, amr: ["pwd"], way: "test", previousSession: undefined, occasion };
      await expect(hub.hub.db.write((tx) => completeLogin(tx, hub.hub, login))).rejects.toMatchObject({
        code: "second_factor_required",
      });
    });

    test("an administrator decides it in the console, and it stands in the audit log", async () => {
      const administrator = await hub.makeUser({ isAdmin: true });
      const browser = await signedInBrowser(hub, administrator);
      const page = await browser.open(`${hub.url}/admin/users`);
      const saved = await browser.submit(page, { require_second_factor: "always" }, "/admin/users/second-factor");
      expect(saved.html).toContain("Who needs a second step has been saved.");
      const bent = await browser.submit(page, { require_second_factor: "never" }, "/admin/users/second-factor");
      expect(bent.status).toBe(422);
      const { require_second_factor } = await hub.hub.db.query
        .selectFrom("organizations")
        .select("require_second_factor")
        .executeTakeFirstOrThrow();
      expect(require_second_factor).toBe("always");
      expect(await actionsOf(administrator.id)).toContain("organization.policy-changed");
      await demand("off");
    });
  });

  test("an administrator takes everything away from somebody who has lost it, but not from themselves", async () => {
    const lost = await enabled();
    const administrator = await hub.makeUser({ isAdmin: true });
    const browser = await signedInBrowser(hub, administrator);
    const reset = `/admin/users/${lost.person.id}/reset-second-factors`;
    const done = await browser.submit(await browser.open(`${hub.url}/admin/users/${lost.person.id}`), {}, reset);
    expect(done.html).toContain("The second steps of this person are gone");
    expect(pathOf(await lost.browser.open(`${hub.url}/account`))).toBe("/sign-in");
    expect(pathOf((await firstStep(lost.person)).step)).toBe("/account");
    expect(await actionsOf(administrator.id)).toContain("user.second-factors-reset");
    const own = `/admin/users/${administrator.id}`;
    const page = await browser.open(`${hub.url}${own}`);
    const forged = { ...page, html: page.html.replace('action="/sign-out"', `action="${own}/reset-second-factors"`) };
    expect((await browser.submit(forged, {}, `${own}/reset-second-factors`)).url).toContain("error=own_standing");
  });

  test("a session that ends at this very moment gives its person no further way in, and does not come back", async () => {
    const person = await hub.makeUser();
    const { db } = hub.hub;
    const write = db.write;
    for (const [path, fields] of [
      ["/account/second-factor/set-up", (html: string) => ({ code: codeNow(secretIn(html)) })],
      ["/account/tokens", () => ({ name: "late", days: "365", scopes: "alldoor:self:read" })],
    ] as const) {
      const browser = await signedInBrowser(hub, person);
      const { html } = await browser.open(`${hub.url}${path}`);
      const [csrf, offer] = ["csrf", "offer"].map(
        (name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1],
      );
      const body = new URLSearchParams({ csrf: csrf ?? "", ...(offer ? { offer } : {}), ...fields(html) });
      // Whatever is written next comes after the end of the session, which the request has seen alive.
      db.write = async (work) => {
        await write.call(db, (tx) => endSessions(tx, hub.hub, person.id, "all"));
        return write.call(db, work) as never;
      };
      const sent = { method: "POST", body, headers: { origin: hub.url } };
      const done = await browser.open(`${hub.url}${path}`, sent).finally(() => {
        db.write = write;
      });
      expect(pathOf(done)).toBe("/sign-in");
      expect(await sessionRow(person.id)).toBeUndefined();
    }
    for (const table of ["totp_secrets", "personal_tokens"] as const)
      expect(await db.query.selectFrom(table).select("user_id").where("user_id", "=", person.id).execute()).toEqual([]);
  });

  test("the password grant is no way around it", async () => {
    const { person } = await enabled();
    const made = await hub.makeClient({
      grantTypes: ["authorization_code", "refresh_token"],
      dangers: ["dangerouslyAllowPasswordGrant"],
    });
    const fields = { grant_type: "password", username: person.name, password: person.password };
    const answer = await post(hub, TOKEN, fields, basic(made));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "invalid_grant" });
    expect(await sessionRow(person.id)).toMatchObject({ amr: "pwd otp mfa" });
  });

  test("a form that comes when the sign-in is no longer fresh is kept, and can be sent again after it", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const other = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const page = await browser.open(`${hub.url}/admin/users/${other.id}`);
    hub.time.advance(901);
    const confirm = await browser.submit(page, {}, `/admin/users/${other.id}/disable`);
    expect(pathOf(confirm)).toBe("/sign-in");
    const again = await browser.submit(confirm, { username: person.name, password: person.password });
    expect(pathOf(again)).toBe("/account/again");
    const thief = await signedInBrowser(hub, await hub.makeUser());
    expect((await thief.open(again.url)).status).toBe(404);
    const disabled = async () =>
      (await hub.hub.db.query.selectFrom("users").select("disabled_at").where("id", "=", other.id).executeTakeFirst())
        ?.disabled_at;
    expect(await disabled()).toBeNull();
    const done = await browser.submit(again, {}, `/admin/users/${other.id}/disable`);
    expect(pathOf(done)).toBe(`/admin/users/${other.id}`);
    expect(await disabled()).not.toBeNull();
  });
});
