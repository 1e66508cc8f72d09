/**
 * Sign-up: only on the way to an application that allows it, only for names that nobody has in any spelling, and never with
 * more rights than the least.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce, signInWith } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { grown, rowsOf } from "./rows.ts";

const PERSON = {
  username: "newcomer",
  display_name: "New Comer",
  email: "new@example.com",
  password: "a long enough passphrase",
};

eachDatabase((fresh) => {
  let hub: TestHub;
  let open: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    open = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
  });
  // Past the window of the limit.
  beforeEach(() => hub.time.advance(7200));
  afterAll(() => hub.close());

  /** The sign-up page of an authorization request. */
  async function signUpPage(made: MadeClient): Promise<{ browser: BrowserClient; page: Shown; flow: string }> {
    const browser = new BrowserClient(hub.url);
    const signIn = await browser.open(authorizeUrl(hub, made, pkce().challenge));
    const { search } = new URL(signIn.url);
    return { browser, page: await browser.open(`${hub.url}/sign-up${search}`), flow: search };
  }
  const setClient = (
    made: MadeClient,
    change: { allow_sign_up?: 0 | 1; disabled_at?: number | null; allow_password?: 0 | 1 },
  ) => hub.hub.db.write((tx) => tx.query.updateTable("clients").set(change).where("id", "=", made.client.id).execute());

  test("a new person is signed in, goes straight on to the application, and has the least rights", async () => {
    const { browser, page } = await signUpPage(open);
    const done = await sendForm(browser, page, "/sign-up", {
      ...PERSON,
      is_admin: "1",
      isAdmin: "true",
      organization_id: "x",
      email_verified: "1",
      id: "x",
    });
    expect(done.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    const rows = await hub.hub.db.query.selectFrom("users").selectAll().where("name", "=", PERSON.username).execute();
    expect(rows).toEqual([
      expect.objectContaining({
        is_admin: 0,
        email: PERSON.email,
        verified_email_key: null,
        organization_id: open.client.organizationId,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
      }),
    ]);
    expect((await browser.open(`${hub.url}/admin`)).status).toBe(403);
  });

  test("an address that was only typed signs nobody in", async () => {
    const { browser, page } = await signUpPage(open);
    await sendForm(browser, page, "/sign-up", { ...PERSON, username: "typed", email: "typed@example.com" });
    const other = new BrowserClient(hub.url);
    const shown = await signInWith(other, await other.open(`${hub.url}/sign-in`), {
      name: "typed@example.com",
      password: PERSON.password,
    });
    expect(shown.status).toBe(401);
  });

  test("a name that somebody has is refused in every spelling, and nothing is stored", async () => {
    const taken = await hub.makeUser({ name: "Ada.Lovelace" });
    const spellings = [
      taken.name,
      "ada.lovelace",
      "ADA.LOVELACE",
      "Ａda.Lovelace",
      "ada.lovelace ",
      "Ada.Lovelace".normalize("NFD"),
    ];
    for (const username of spellings) {
      const { browser, page } = await signUpPage(open);
      const before = await rowsOf(hub);
      const shown = await sendForm(browser, page, "/sign-up", { ...PERSON, username });
      expect([username, shown.status, shown.leftTo]).toEqual([username, 409, null]);
      expect(Object.keys(grown(before, await rowsOf(hub))).filter((table) => table !== "attempts")).toEqual([]);
      expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    }
  });

  test("of sixteen sign-ups for one name at once one gets it", async () => {
    const pages = await Promise.all(Array.from({ length: 16 }, () => signUpPage(open)));
    const shown = await Promise.all(
      pages.map(({ browser, page }, at) =>
        sendForm(browser, page, "/sign-up", { ...PERSON, username: at % 2 ? "Wanted" : "wanted" }),
      ),
    );
    expect(shown.filter(({ leftTo }) => leftTo !== null)).toHaveLength(1);
    expect(shown.filter(({ status }) => status === 409)).toHaveLength(15);
  });

  test("without an application there is no sign-up", async () => {
    const browser = new BrowserClient(hub.url);
    expect((await browser.open(`${hub.url}/sign-up`)).status).toBe(403);
    const signIn = await browser.open(`${hub.url}/sign-in`);
    expect(signIn.html).not.toContain("/sign-up");
    const csrf = /name="csrf" value="([^"]+)"/.exec(signIn.html)?.[1] ?? "";
    const before = await rowsOf(hub);
    const shown = await browser.open(`${hub.url}/sign-up`, {
      method: "POST",
      body: new URLSearchParams({ csrf, ...PERSON, username: "uninvited" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect(shown.status).toBe(403);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test.each([
    ["allows no sign-up", { allow_sign_up: 0 }],
    ["allows no passwords", { allow_password: 0 }],
    ["is disabled", { disabled_at: 1 }],
  ] as const)("an application that %s meanwhile lets nobody sign up, whatever page is open", async (_what, change) => {
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const { browser, page } = await signUpPage(made);
    expect(page.status).toBe(200);
    await setClient(made, change);
    const before = await rowsOf(hub);
    const shown = await sendForm(browser, page, "/sign-up", { ...PERSON, username: "latecomer" });
    expect([shown.status === 400 || shown.status === 403, shown.leftTo]).toEqual([true, null]);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("an application that is disabled meanwhile lets nobody sign in on its page either", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(authorizeUrl(hub, made, pkce().challenge));
    await setClient(made, { disabled_at: 1 });
    const before = await rowsOf(hub);
    const shown = await signInWith(browser, page, person);
    expect([shown.status, shown.leftTo]).toEqual([400, null]);
    expect(shown.html).toContain("client_unknown");
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("what is wrong is shown again without the password, and nothing is stored", async () => {
    const wrong = [
      [{ username: "" }, "username"],
      [{ username: "-dash" }, "username"],
      [{ username: "a@b" }, "username"],
      [{ username: "x".repeat(65) }, "username"],
      [{ username: "new\u200bcomer" }, "username"],
      [{ email: "" }, "email"],
      [{ email: "a@b@c" }, "email"],
      [{ email: "a@example.com,b@example.com" }, "email"],
      [{ email: "<a@example.com>" }, "email"],
      [{ password: "" }, "password"],
      [{ password: "elevenchars" }, "password"],
      [{ password: "newcomernewcomer" }, "password"],
      [{ password: "x".repeat(129) }, "password"],
    ] as const;
    const before = await rowsOf(hub);
    const { browser, page } = await signUpPage(open);
    for (const [change] of wrong) {
      const shown = await sendForm(browser, page, "/sign-up", { ...PERSON, ...change });
      expect([change, shown.status]).toEqual([change, 422]);
      expect(shown.html).not.toContain(PERSON.password);
    }
    expect(grown(before, await rowsOf(hub))).toEqual({ flows: 1 });
  });

  test("one network opens thirty accounts an hour", async () => {
    const { passwords } = hub.hub;
    Object.assign(hub.hub, { passwords: { ...passwords, hash: async () => "$argon2id$none" } });
    try {
      const statuses: (number | null)[] = [];
      for (let at = 0; at < 32; at += 1) {
        const { browser, page } = await signUpPage(open);
        const shown = await sendForm(browser, page, "/sign-up", {
          ...PERSON,
          username: `crowd-${at}`,
          email: `crowd-${at}@example.com`,
        });
        statuses.push(shown.leftTo === null ? shown.status : null);
      }
      expect(statuses).toEqual([...Array<null>(30).fill(null), 429, 429]);
    } finally {
      Object.assign(hub.hub, { passwords });
    }
  });
});
