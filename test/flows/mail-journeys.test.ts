/**
 * Journeys by mail: sign-in and sign-up by code and link, a forgotten password, the proof of an address, and what people are told.
 * The letters are read from a real SMTP server.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hasRoom } from "../../src/hub/mail/letter-budgets.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { endSessions } from "../../src/hub/sessions/store.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce, signedInBrowser, signInWith } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { type MailServer, proofIn, startMailServer } from "./mail-server.ts";
import { grown, rowsOf } from "./rows.ts";

const NEW_PASSWORD = "an entirely new passphrase";

eachDatabase((fresh) => {
  let server: MailServer;
  let hub: TestHub;
  beforeAll(async () => {
    server = await startMailServer();
    hub = await startHub({
      ...(await fresh()),
      environment: { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: "id@example.com" },
    });
  });
  // Past the window of the limits.
  beforeEach(() => hub.time.advance(7200));
  afterAll(async () => {
    await hub.close();
    await server.close();
  });

  const signedIn = (browser: BrowserClient) => browser.cookie(hub.url, "alldoor_session") !== undefined;
  const userRow = (id: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const wrongOf = (code: string) => (code === "11111111" ? "22222222" : "11111111");

  /** Fills in the page that asks for a letter, and sends what is queued. */
  async function ask(browser: BrowserClient, path: string, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const page = await browser.open(`${hub.url}${path}`);
    const shown = await sendForm(browser, page, new URL(page.url).pathname, fields);
    await hub.mails.sendDue();
    return shown;
  }
  const askCode = (browser: BrowserClient, email: string, query = "") =>
    ask(browser, `/sign-in/email${query}`, { email });
  /** What was sent to an address since a moment. */
  const lettersTo = (address: string) => server.received.filter(({ to }) => to.includes(address));

  test("the code signs in, once, in the browser that asked", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, (person.email ?? "").toUpperCase());
    const { code } = proofIn(server.latest(person.email ?? ""));
    const other = new BrowserClient(hub.url);
    await other.open(`${hub.url}/sign-in`);
    const stolen = await other.open(page.url);
    expect([stolen.status, signedIn(other)]).toEqual([400, false]);
    const done = await sendForm(browser, page, "/sign-in/email/code", { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    expect([new URL(done.url).pathname, signedIn(browser)]).toEqual(["/account", true]);
    const session = await hub.hub.db.query
      .selectFrom("sessions")
      .select(["amr", "way"])
      .where("user_id", "=", person.id)
      .executeTakeFirst();
    expect(session).toEqual({ amr: "email", way: "email" });

    const again = new BrowserClient(hub.url);
    again.setCookie(hub.url, "alldoor_browser", browser.cookie(hub.url, "alldoor_browser") ?? "");
    const second = await sendForm(again, page, "/sign-in/email/code", { code });
    expect([second.status, signedIn(again)]).toEqual([400, false]);
  });

  test("a link changes nothing when it is opened; its button signs in, in this browser alone; any other browser shows the code", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, person.email ?? "");
    const { code, link } = proofIn(server.latest(person.email ?? ""));
    const before = await rowsOf(hub);
    const elsewhere = new BrowserClient(hub.url);
    const shown = await elsewhere.open(link);
    expect(shown.html).toContain(code);
    expect(shown.html).not.toContain("<form");
    expect((await browser.open(link)).status).toBe(200);
    expect([grown(before, await rowsOf(hub)), signedIn(browser), signedIn(elsewhere)]).toEqual([{}, false, false]);

    // The other browser sends the link by itself.
    const csrf = /name="csrf" value="([^"]+)"/.exec((await elsewhere.open(`${hub.url}/sign-in`)).html)?.[1] ?? "";
    const forced = await elsewhere.open(`${hub.url}/sign-in/email/code`, {
      method: "POST",
      body: new URLSearchParams({ csrf, link: new URL(link).searchParams.get("link") ?? "" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect([forced.status, signedIn(elsewhere)]).toEqual([400, false]);

    await sendForm(browser, await browser.open(link), "/sign-in/email/code");
    expect(signedIn(browser)).toBe(true);
    expect((await sendForm(browser, page, "/sign-in/email/code", { code })).status).toBe(400);
  });

  test("five wrong codes end it, also when they come at once", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, person.email ?? "");
    const { code, link } = proofIn(server.latest(person.email ?? ""));
    const statuses = await Promise.all(
      Array.from({ length: 12 }, () => sendForm(browser, page, "/sign-in/email/code", { code: wrongOf(code) })),
    );
    expect(statuses.every(({ status }) => status === 401)).toBe(true);
    const { tries } = await hub.hub.db.query
      .selectFrom("mail_proofs")
      .select("tries")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(tries).toBe(5);
    const right = await sendForm(browser, page, "/sign-in/email/code", { code });
    expect([right.status, signedIn(browser)]).toEqual([401, false]);
    // The link is no guess, and still counts.
    await sendForm(browser, await browser.open(link), "/sign-in/email/code");
    expect(signedIn(browser)).toBe(true);
  });

  test("of sixteen at once with the right code or link, one session is made", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, person.email ?? "");
    const { link } = proofIn(server.latest(person.email ?? ""));
    const opened = await browser.open(link);
    const shown = await Promise.all(Array.from({ length: 16 }, () => sendForm(browser, opened, "/sign-in/email/code")));
    expect(page.status).toBe(200);
    expect(shown.filter(({ status }) => status === 200)).toHaveLength(1);
    const sessions = await hub.hub.db.query
      .selectFrom("sessions")
      .select("id")
      .where("user_id", "=", person.id)
      .execute();
    expect(sessions).toHaveLength(1);
  });

  test("a code is good for fifteen minutes", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, person.email ?? "");
    const { code, link } = proofIn(server.latest(person.email ?? ""));
    hub.time.advance(901);
    expect((await browser.open(link)).status).toBe(400);
    const late = await sendForm(browser, page, "/sign-in/email/code", { code });
    expect([late.status, signedIn(browser)]).toEqual([400, false]);
  });

  test("known, unknown, unproven and disabled addresses get the same answer and the same rows; only the proven one gets a letter", async () => {
    const known = await hub.makeUser();
    const unproven = await hub.makeUser({ email: "typed-only@example.com", emailVerified: false });
    const disabled = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", disabled.id).execute(),
    );
    const seen: unknown[] = [];
    for (const email of [known.email, unproven.email, disabled.email, "nobody-at-all@example.com"]) {
      const browser = new BrowserClient(hub.url);
      const before = await rowsOf(hub);
      const count = server.received.length;
      const shown = await askCode(browser, email ?? "");
      const html = shown.html.replace(/(name="(?:csrf|proof)" value=")[^"]*/g, "$1").replace(/\/assets\/[^"]*/g, "");
      const { attempts: _counted, ...rows } = grown(before, await rowsOf(hub));
      seen.push({ status: shown.status, html, rows, path: new URL(shown.url).pathname });
      expect([email, server.received.length - count]).toEqual([email, email === known.email ? 1 : 0]);
    }
    for (const each of seen.slice(1)) expect(each).toEqual(seen[0]);
  });

  test("three letters an hour for whoever asks, and whether the address is known or not", async () => {
    const person = await hub.makeUser();
    for (const email of [person.email ?? "", "unknown-and-asked-for@example.com"]) {
      const browser = new BrowserClient(hub.url);
      const statuses: number[] = [];
      for (let at = 0; at < 5; at += 1) statuses.push((await askCode(browser, email)).status);
      expect([email, statuses]).toEqual([email, [200, 200, 200, 429, 429]]);
      // Another spelling of the address is the same one.
      expect((await askCode(browser, email.toUpperCase())).status).toBe(429);
    }
    expect(lettersTo(person.email ?? "")).toHaveLength(3);
    // Another browser of the same network is answered alike, and nothing is sent.
    expect((await askCode(new BrowserClient(hub.url), person.email ?? "")).status).toBe(200);
    expect(lettersTo(person.email ?? "")).toHaveLength(3);
    hub.time.advance(3601);
    expect((await askCode(new BrowserClient(hub.url), person.email ?? "")).status).toBe(200);
    expect(lettersTo(person.email ?? "")).toHaveLength(4);
  });

  test("where no letter goes out there is nothing to guess: what the row keeps is no code that anybody can type", async () => {
    const person = await hub.makeUser();
    const address = person.email ?? "";
    for (let at = 0; at < 3; at += 1) await askCode(new BrowserClient(hub.url), address);
    const browser = new BrowserClient(hub.url);
    const page = await askCode(browser, address);
    expect(lettersTo(address)).toHaveLength(3);
    const { query } = hub.hub.db;
    const row = await query.selectFrom("mail_proofs").selectAll().orderBy("id", "desc").limit(1).executeTakeFirst();
    const code = hub.hub.vault.open(row?.sealed_code ?? "", `mail_proofs:sealed_code:${row?.id}`);
    await sendForm(browser, page, "/sign-in/email/code", { code });
    expect(signedIn(browser)).toBe(false);
  });

  test("what strangers ask for is not taken from the owner: a browser that they have signed in with has a share of its own", async () => {
    const person = await hub.makeUser();
    const address = person.email ?? "";
    const own = await signedInBrowser(hub, person);
    for (let at = 0; at < 15; at += 1) {
      const stranger = new BrowserClient(hub.url);
      expect((await ask(stranger, "/recover", { username: at % 2 === 0 ? person.name : address })).status).toBe(200);
    }
    expect(lettersTo(address)).toHaveLength(3);
    for (let at = 0; at < 4; at += 1) await ask(own, "/recover", { username: address });
    expect(lettersTo(address)).toHaveLength(6);
    // A browser that was seen with another account is a stranger's.
    const other = await signedInBrowser(hub, await hub.makeUser());
    await ask(other, "/recover", { username: address });
    expect(lettersTo(address)).toHaveLength(6);
  });

  test("one network uses up its own share of an address, all together twelve an hour", async () => {
    const person = await hub.makeUser();
    const from = (network: number) => ({
      browser: `browser-${network}`,
      occasion: { address: `198.51.100.${network}` },
    });
    const room = (network: number) => hasRoom(hub.hub, person.email ?? "", from(network), person.id);
    const loud: boolean[] = [];
    for (let at = 0; at < 40; at += 1) loud.push(await room(1));
    expect(loud.filter(Boolean)).toHaveLength(3);
    const others: boolean[] = [];
    for (let network = 2; network < 20; network += 1) others.push(await room(network));
    expect(others.map((has, at) => [at, has])).toEqual(others.map((_, at) => [at, at < 9]));
  });

  test("an application lets people in by mail only where it says so, and so does a session from elsewhere", async () => {
    const person = await hub.makeUser();
    const closed = await hub.makeClient({ consent: "first-party" });
    const open = await hub.makeClient({ consent: "first-party", allowEmail: true });
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(authorizeUrl(hub, closed, pkce().challenge));
    expect(page.html).not.toContain("/sign-in/email");
    const { search } = new URL(page.url);
    expect((await browser.open(`${hub.url}/sign-in/email${search}`)).status).toBe(403);

    const offered = await browser.open(authorizeUrl(hub, open, pkce().challenge));
    expect(offered.html).toContain("/sign-in/email");
    const asked = await askCode(browser, person.email ?? "", new URL(offered.url).search);
    const { link } = proofIn(server.latest(person.email ?? ""));
    const done = await sendForm(browser, await browser.open(link), "/sign-in/email/code");
    expect(asked.status).toBe(200);
    expect(done.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    // The session is there, but not good enough for the other application.
    expect(new URL((await browser.open(authorizeUrl(hub, closed, pkce().challenge))).url).pathname).toBe("/sign-in");
  });

  test("an address that is nobody's opens an account where the application lets people sign up, and nowhere else", async () => {
    const made = await hub.makeClient({ consent: "first-party", allowEmail: true, allowSignUp: true });
    const browser = new BrowserClient(hub.url);
    const { search } = new URL((await browser.open(authorizeUrl(hub, made, pkce().challenge))).url);
    // Somebody has typed this address before, and gets nothing of it.
    const squatter = await hub.makeUser({ email: "fresh.person@example.com", emailVerified: false });
    const page = await askCode(browser, "fresh.person@example.com", search);
    const { code } = proofIn(server.latest("fresh.person@example.com"));
    const done = await sendForm(browser, page, "/sign-in/email/code", { code });
    expect(done.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    const rows = await hub.hub.db.query
      .selectFrom("users")
      .selectAll()
      .where("email", "=", "fresh.person@example.com")
      .where("id", "!=", squatter.id)
      .execute();
    expect(rows).toMatchObject([
      { name: "fresh.person", verified_email_key: "fresh.person@example.com", password_hash: null, is_admin: 0 },
    ]);

    const count = server.received.length;
    await askCode(new BrowserClient(hub.url), "no-sign-up-here@example.com");
    expect(server.received).toHaveLength(count);
  });

  test("whoever signs up with a password gets a letter by which their address is proven, in that very session", async () => {
    const made = await hub.makeClient({ consent: "first-party", allowSignUp: true });
    const browser = new BrowserClient(hub.url);
    const { search } = new URL((await browser.open(authorizeUrl(hub, made, pkce().challenge))).url);
    const page = await browser.open(`${hub.url}/sign-up${search}`);
    const form = { username: "signer", display_name: "Signer", email: "signer@example.com", password: NEW_PASSWORD };
    const done = await sendForm(browser, page, "/sign-up", form);
    expect(done.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    await hub.mails.sendDue();
    const { link } = proofIn(server.latest("signer@example.com"));
    const verified = () =>
      hub.hub.db.query.selectFrom("users").select("verified_email_key").where("name", "=", "signer").executeTakeFirst();
    await new BrowserClient(hub.url).open(link);
    const opened = await browser.open(link);
    expect(await verified()).toEqual({ verified_email_key: null });
    await sendForm(browser, opened, "/verify-email");
    expect(await verified()).toEqual({ verified_email_key: "signer@example.com" });
  });

  test("the letter goes to the address that is stored, in the person's own language, with a link of the issuer's whatever the Host header says", async () => {
    const person = await hub.makeUser({ email: "Stored.Spelling@example.com" });
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ locale: "zh-CN" }).where("id", "=", person.id).execute(),
    );
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(`${hub.url}/sign-in/email`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const asked = await browser.request(`${hub.url}/sign-in/email`, {
      method: "POST",
      body: new URLSearchParams({ csrf, email: "stored.spelling@EXAMPLE.com" }).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: hub.url,
        "x-forwarded-host": "evil.example",
        forwarded: "host=evil.example;proto=https",
      },
    });
    await asked.body?.cancel();
    await hub.mails.sendDue();
    const letter = server.latest("Stored.Spelling@example.com");
    expect(letter.subject).toMatch(/^\d{8} 是您的登录验证码$/);
    expect(new URL(proofIn(letter).link).origin).toBe(hub.url);
    expect(letter.text + letter.html).not.toContain("evil");
  });

  /** The whole of recovery, up to the page that takes the new password. */
  async function recover(browser: BrowserClient, username: string, address: string): Promise<Shown> {
    const page = await ask(browser, "/recover", { username });
    return sendForm(browser, page, "/recover/code", { code: proofIn(server.latest(address)).code });
  }

  test("a forgotten password: every session, every grant and the old password end, nobody is signed in by it, and the person is told", async () => {
    const person = await hub.makeUser();
    const address = person.email ?? "";
    const elsewhere = await signedInBrowser(hub, person);
    const browser = new BrowserClient(hub.url);
    const form = await recover(browser, person.name, address);
    expect(new URL(form.url).pathname).toBe("/recover/password");
    const short = await sendForm(browser, form, "/recover/password", { new_password: "short" });
    expect(short.status).toBe(422);
    const done = await sendForm(browser, short, "/recover/password", { new_password: NEW_PASSWORD });
    expect([new URL(done.url).pathname, signedIn(browser)]).toEqual(["/sign-in", false]);
    expect(new URL((await elsewhere.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect((await signInWith(browser, done, { name: person.name, password: person.password })).status).toBe(401);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), { name: person.name, password: NEW_PASSWORD });
    expect(signedIn(browser)).toBe(true);
    await hub.mails.sendDue();
    expect(lettersTo(address).map(({ subject }) => subject)).toContain("Your password was changed");
    // The handle is spent.
    expect(
      (await sendForm(browser, short, "/recover/password", { new_password: "another long passphrase" })).status,
    ).toBe(400);
  });

  test("a forgotten password: tokens that whoever was in the account made for themselves end as well", async () => {
    const person = await hub.makeUser();
    const wish = { name: "theirs", scopes: ["alldoor:self:read"], days: 365 };
    const occasion = { address: "203.0.113.9", requestId: "r", userAgent: "test" };
    const value = await hub.hub.db.write((tx) =>
      createPersonalToken(tx, hub.hub, { id: person.id, isAdmin: false }, wish, occasion),
    );
    const status = async () =>
      (await fetch(`${hub.url}/api/v1/me`, { headers: { authorization: `Bearer ${value}` } })).status;
    expect(await status()).toBe(200);
    const browser = new BrowserClient(hub.url);
    const form = await recover(browser, person.name, person.email ?? "");
    await sendForm(browser, form, "/recover/password", { new_password: NEW_PASSWORD });
    expect(await status()).toBe(401);
  });

  test("no step of recovery can be skipped: the last page wants a proof that is proven, by this browser, for this purpose", async () => {
    const person = await hub.makeUser();
    const address = person.email ?? "";
    const browser = new BrowserClient(hub.url);
    const asked = await ask(browser, "/recover", { username: person.name });
    const waiting = new URL(asked.url).searchParams.get("proof") ?? "";
    const csrf = /name="csrf" value="([^"]+)"/.exec(asked.html)?.[1] ?? "";
    const send = (fields: Readonly<Record<string, string>>, path = "/recover/password", by = browser) =>
      by.open(`${hub.url}${path}`, {
        method: "POST",
        body: new URLSearchParams({ csrf, new_password: NEW_PASSWORD, ...fields }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
      });
    const { code, link } = proofIn(server.latest(address));
    const value = new URL(link).searchParams.get("link") ?? "";
    expect((await browser.open(`${hub.url}/recover/password?proof=${waiting}`)).status).toBe(400);
    for (const fields of [{}, { proof: "" }, { proof: waiting }, { proof: value }, { proof: waiting, code }])
      expect([fields, (await send(fields)).status]).toEqual([fields, 400]);
    // A proof of recovery signs nobody in, and proves no address.
    expect((await send({ proof: waiting, code }, "/sign-in/email/code")).status).toBe(400);
    expect((await send({ link: value }, "/sign-in/email/code")).status).toBe(400);
    expect(signedIn(browser)).toBe(false);
    expect((await userRow(person.id)).password_hash).toBe(person.passwordHash);
    // Proven, it is this browser's alone; and the handle that waited for the code is worth nothing any more.
    const form = await sendForm(browser, asked, "/recover/code", { code });
    const proven = new URL(form.url).searchParams.get("proof") ?? "";
    const thief = new BrowserClient(hub.url);
    expect((await thief.open(`${hub.url}/recover/password?proof=${proven}`)).status).toBe(400);
    expect((await browser.open(`${hub.url}/recover/password?proof=${waiting}`)).status).toBe(400);
    expect((await browser.open(link)).status).toBe(400);
    expect(form.status).toBe(200);
  });

  test("recovery leaves the second factor where it is", async () => {
    const person = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query
        .insertInto("totp_secrets")
        .values({
          user_id: person.id,
          sealed_secret: hub.hub.vault.seal(
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            `totp_secrets:sealed_secret:${person.id}`,
          ),
          last_step: 0,
          created_at: hub.time.now(),
        })
        .execute(),
    );
    const browser = new BrowserClient(hub.url);
    const form = await recover(browser, person.name, person.email ?? "");
    const done = await sendForm(browser, form, "/recover/password", { new_password: NEW_PASSWORD });
    const second = await signInWith(browser, done, { name: person.name, password: NEW_PASSWORD });
    expect([new URL(second.url).pathname, signedIn(browser)]).toEqual(["/sign-in/second-step", false]);
    // Neither is a mailed code more than a first factor.
    const other = new BrowserClient(hub.url);
    const page = await askCode(other, person.email ?? "");
    const shown = await sendForm(other, page, "/sign-in/email/code", {
      code: proofIn(server.latest(person.email ?? "")).code,
    });
    expect([new URL(shown.url).pathname, signedIn(other)]).toEqual(["/sign-in/second-step", false]);
  });

  test("recovery is for proven addresses: one that was only typed gets nothing, with the same answer, and opens nothing", async () => {
    const trap = await hub.makeUser({ email: "victim@example.com", emailVerified: false });
    const proven = await hub.makeUser();
    const known = await ask(new BrowserClient(hub.url), "/recover", { username: proven.name });
    const typed = await ask(new BrowserClient(hub.url), "/recover", { username: trap.name });
    const nobody = await ask(new BrowserClient(hub.url), "/recover", { username: "nobody-of-that-name" });
    const plain = ({ html }: Shown) => html.replace(/(name="(?:csrf|proof)" value=")[^"]*/g, "$1");
    expect([plain(typed), plain(nobody)]).toEqual([plain(known), plain(known)]);
    expect(lettersTo("victim@example.com")).toEqual([]);
    const rows = await hub.hub.db.query
      .selectFrom("mail_proofs")
      .select("user_id")
      .where("purpose", "=", "recover")
      .orderBy("id", "desc")
      .limit(3)
      .execute();
    expect(rows.map(({ user_id }) => user_id)).toEqual([null, null, proven.id]);
  });

  test("recovery takes back whatever waits: a change of address that somebody else began, browsers that are remembered", async () => {
    const person = await hub.makeUser();
    const attacker = await signedInBrowser(hub, person);
    const change = await ask(attacker, "/account", { email: "attacker@example.com" });
    expect(new URL(change.url).pathname).toBe("/verify-email");
    const late = proofIn(server.latest("attacker@example.com")).code;
    await hub.hub.db.write((tx) =>
      tx.query
        .insertInto("remembered_devices")
        .values({
          id: hub.hub.ids(),
          value_hash: "x",
          user_id: person.id,
          password_mark: "x",
          user_agent: "",
          address: "",
          last_used_at: hub.time.now(),
          expires_at: hub.time.now() + 1000,
        })
        .execute(),
    );
    const browser = new BrowserClient(hub.url);
    const form = await recover(browser, person.name, person.email ?? "");
    await sendForm(browser, form, "/recover/password", { new_password: NEW_PASSWORD });
    const { query } = hub.hub.db;
    const waiting = query
      .selectFrom("mail_proofs")
      .select("id")
      .where("user_id", "=", person.id)
      .where("used_at", "is", null);
    expect(await waiting.execute()).toEqual([]);
    expect(
      await query.selectFrom("remembered_devices").select("id").where("user_id", "=", person.id).execute(),
    ).toEqual([]);
    expect(new URL((await attacker.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    await signInWith(attacker, await attacker.open(`${hub.url}/sign-in`), {
      name: person.name,
      password: NEW_PASSWORD,
    });
    expect((await sendForm(attacker, change, "/verify-email", { code: late })).status).toBe(400);
    expect((await userRow(person.id)).email).toBe(person.email);
  });

  test("an address is proven in the session that asked: whoever only gets the letter proves nothing for a stranger's account", async () => {
    const trap = await hub.makeUser({ email: "mailbox@example.com", emailVerified: false });
    const attacker = await signedInBrowser(hub, trap);
    const account = await attacker.open(`${hub.url}/account`);
    const asked = await sendForm(attacker, account, "/verify-email/ask");
    await hub.mails.sendDue();
    expect(asked.html).toContain("mailbox@example.com");
    const { code, link } = proofIn(server.latest("mailbox@example.com"));
    // The owner of the mailbox opens the link, signed in to an account of their own.
    const owner = await signedInBrowser(hub, await hub.makeUser());
    expect((await owner.open(link)).html).toContain(code);
    expect((await userRow(trap.id)).verified_email_key).toBeNull();
    // With the code, where it was asked for, it is proven, and other sessions are over.
    const elsewhere = await signedInBrowser(hub, trap);
    const done = await sendForm(attacker, asked, "/verify-email", { code });
    expect(new URL(done.url).searchParams.get("notice")).toBe("email_verified");
    expect((await userRow(trap.id)).verified_email_key).toBe("mailbox@example.com");
    expect(new URL((await elsewhere.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect(new URL((await attacker.open(`${hub.url}/account`)).url).pathname).toBe("/account");
  });

  test("whoever is signed out at the very moment proves no address, which would let them in again", async () => {
    const person = await hub.makeUser();
    const thief = await signedInBrowser(hub, person);
    const asked = await ask(thief, "/account", { email: "thief@example.com" });
    const { code } = proofIn(server.latest("thief@example.com"));
    const { db } = hub.hub;
    const write = db.write.bind(db);
    let count = 0;
    // The code is counted first; then what it buys is written.
    const late: typeof db.write = async (work) => {
      count += 1;
      if (count === 2) await write((tx) => endSessions(tx, hub.hub, person.id, "all"));
      return write(work);
    };
    Object.assign(db, { write: late });
    try {
      await sendForm(thief, asked, "/verify-email", { code });
    } finally {
      Object.assign(db, { write });
    }
    expect(count).toBeGreaterThan(1);
    expect(await userRow(person.id)).toMatchObject({ email: person.email, verified_email_key: person.email });
  });

  test("a new address replaces the old one once it is proven, and the old one is told", async () => {
    const person = await hub.makeUser();
    const old = person.email ?? "";
    const browser = await signedInBrowser(hub, person);
    const asked = await ask(browser, "/account", { email: "moved@example.com" });
    expect(new URL(asked.url).pathname).toBe("/verify-email");
    expect(await userRow(person.id)).toMatchObject({ email: old, verified_email_key: old });
    // One that is asked for and left lying counts no more once another has been proven.
    const stale = await ask(browser, "/account", { email: "never@example.com" });
    const staleCode = proofIn(server.latest("never@example.com")).code;
    await sendForm(browser, asked, "/verify-email", { code: proofIn(server.latest("moved@example.com")).code });
    await hub.mails.sendDue();
    expect(await userRow(person.id)).toMatchObject({
      email: "moved@example.com",
      verified_email_key: "moved@example.com",
    });
    expect(lettersTo(old).map(({ subject }) => subject)).toEqual(["Your e-mail address was changed"]);
    expect((await sendForm(browser, stale, "/verify-email", { code: staleCode })).status).toBe(400);
    expect((await userRow(person.id)).email).toBe("moved@example.com");
  });

  test("an address that somebody else has proven is not taken from them", async () => {
    const owner = await hub.makeUser();
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const asked = await ask(browser, "/account", { email: owner.email ?? "" });
    const refused = await sendForm(browser, asked, "/verify-email", {
      code: proofIn(server.latest(owner.email ?? "")).code,
    });
    expect(refused.status).toBe(409);
    expect([(await userRow(owner.id)).verified_email_key, (await userRow(person.id)).email]).toEqual([
      owner.email,
      person.email,
    ]);
  });

  test("a person is told of a sign-in with another browser, in their language, and not of the first or of one that is known", async () => {
    const person = await hub.makeUser();
    const address = person.email ?? "";
    const first = await signedInBrowser(hub, person);
    await hub.mails.sendDue();
    expect(lettersTo(address)).toEqual([]);
    const second = await signedInBrowser(hub, person);
    await hub.mails.sendDue();
    expect(lettersTo(address).map(({ subject }) => subject)).toEqual(["A sign-in with a new browser"]);
    expect(server.latest(address).text).toContain("127.0.0.1");
    for (const known of [first, second]) {
      await sendForm(known, await known.open(`${hub.url}/account`), "/sign-out");
      await signInWith(known, await known.open(`${hub.url}/sign-in`), person);
    }
    await hub.mails.sendDue();
    expect(lettersTo(address)).toHaveLength(1);
  });

  test("whoever has a second factor is told of another browser as well", async () => {
    const person = await hub.makeUser();
    const first = await signedInBrowser(hub, person);
    const page = await first.open(`${hub.url}/account/second-factor/set-up`);
    const secret = /id="secret"[^>]*>([A-Z2-7]{32})</.exec(page.html)?.[1] ?? "";
    const codeNow = () => totpCode(secret, totpStep(hub.time.now()));
    await first.submit(page, { code: codeNow() });
    hub.time.advance(60);
    const second = new BrowserClient(hub.url);
    const step = await signInWith(second, await second.open(`${hub.url}/sign-in`), person);
    await hub.mails.sendDue();
    const subjects = () => lettersTo(person.email ?? "").map(({ subject }) => subject);
    expect([new URL(step.url).pathname, subjects()]).toEqual([
      "/sign-in/second-step",
      ["Your second step was changed"],
    ]);
    await second.submit(step, { code: codeNow() });
    expect(signedIn(second)).toBe(true);
    await hub.mails.sendDue();
    expect(subjects()).toContain("A sign-in with a new browser");
  });

  test("an account without a proven address is told nothing", async () => {
    const person = await hub.makeUser({ email: "unproven-notices@example.com", emailVerified: false });
    await signedInBrowser(hub, person);
    await signedInBrowser(hub, person);
    await hub.mails.sendDue();
    expect(lettersTo("unproven-notices@example.com")).toEqual([]);
  });
});
