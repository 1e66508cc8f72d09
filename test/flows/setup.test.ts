/**
 * Set-up: the first administrator, behind a link that is printed at start. There is no default account; the link works once,
 * for one, until the next start; and once set up a hub never opens set-up again.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { bentValues } from "./bent-values.ts";
import { FORM, overAll, type RawAnswer, raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

const PERSON = {
  username: "first",
  display_name: "First One",
  email: "first@example.com",
  password: "a long enough passphrase",
};

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const tokenOf = (of: TestHub): string => new URL(of.setUpLink ?? "about:blank").searchParams.get("token") ?? "";
  const post = async (of: TestHub, fields: Record<string, string>): Promise<RawAnswer> => {
    const page = await raw(of, { path: "/sign-in" });
    const cookie = String(page.headers["set-cookie"]?.[0]).split(";", 1)[0] ?? "";
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const body = new URLSearchParams({ csrf, ...fields }).toString();
    return raw(of, { method: "POST", path: "/setup", headers: { ...FORM, cookie, origin: of.url }, body });
  };
  const people = (of: TestHub) =>
    of.hub.db.query.selectFrom("users").select(["name", "is_admin", "verified_email_key"]).execute();

  test("a fresh hub has nobody in it, and no common pair of words gets in", async () => {
    expect(await people(hub)).toEqual([]);
    const page = await raw(hub, { path: "/sign-in" });
    const cookie = String(page.headers["set-cookie"]?.[0]).split(";", 1)[0] ?? "";
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    for (const [username, password] of [
      ["admin", "123"],
      ["admin", "admin"],
      ["admin", "password"],
      ["root", "root"],
      ["admin", ""],
      ["alldoor", "alldoor"],
    ] as const) {
      const body = new URLSearchParams({ csrf, username, password }).toString();
      expect(
        (await raw(hub, { method: "POST", path: "/sign-in", headers: { ...FORM, cookie, origin: hub.url }, body }))
          .status,
      ).toBe(401);
    }
  });

  test("the link names the issuer and shows the form; nothing but its token does", async () => {
    expect(hub.setUpLink?.startsWith(`${hub.url}/setup?token=`)).toBe(true);
    const token = tokenOf(hub);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await raw(hub, { path: `/setup?token=${token}` })).status).toBe(200);
    const wrong = [...bentValues(token).filter((_bent, at) => at % 4 === 0), "", '{"done":true}', "%"].map(
      encodeURIComponent,
    );
    const answers = await overAll(wrong, (bent) => raw(hub, { path: `/setup?token=${bent}` }));
    expect(answers.filter(({ status }) => status !== 410)).toEqual([]);
    for (const path of ["/setup", `/setup?token=${token}&token=${token}`, `/setup?Token=${token}`])
      expect((await raw(hub, { path })).status).not.toBe(200);
  });

  test("what is refused in the form does not use the link up, and stores nothing", async () => {
    const token = tokenOf(hub);
    const before = await rowsOf(hub);
    for (const change of [
      { username: "" },
      { username: "a b" },
      { email: "nonsense" },
      { password: "short" },
      { password: "password1234" },
      { password: "aaaaaaaaaaaaaaaa" },
    ]) {
      const answer = await post(hub, { token, ...PERSON, ...change });
      expect([change, answer.status]).toEqual([change, 422]);
      expect(answer.text).not.toContain(PERSON.password);
    }
    for (const change of [{ token: "" }, { token: "x".repeat(43) }, { token: `${token}A` }]) {
      expect((await post(hub, { ...PERSON, ...change })).status).toBe(410);
    }
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("of sixteen who hold the link at once one becomes the administrator, signed in, and the others are told that it is over", async () => {
    const token = tokenOf(hub);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) => post(hub, { token, ...PERSON, username: `first-${at}`, email: "" })),
    );
    const winners = answers.filter(({ status }) => status === 303);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.header("location")).toBe("/admin");
    expect(String(winners[0]?.headers["set-cookie"])).toContain("alldoor_session=");
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(15);
    expect(await people(hub)).toEqual([
      { name: expect.stringMatching(/^first-\d+$/), is_admin: 1, verified_email_key: null },
    ]);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("action", "=", "setup.completed")
      .execute();
    expect(events).toHaveLength(1);
    const organizations = await hub.hub.db.query.selectFrom("organizations").select("name").execute();
    expect(organizations).toHaveLength(1);
  });

  test("after that the link is dead, for the page and for the form", async () => {
    const token = tokenOf(hub);
    const before = await rowsOf(hub);
    expect((await raw(hub, { path: `/setup?token=${token}` })).status).toBe(410);
    expect((await post(hub, { token, ...PERSON, username: "second" })).status).toBe(410);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("a link dies with the next start, which prints another, until set-up is done; then none is printed, whoever is left", async () => {
    const database = await fresh();
    const first = await startHub(database);
    const old = tokenOf(first);
    await first.close();
    const second = await startHub(database);
    const token = tokenOf(second);
    expect(token).not.toBe(old);
    expect((await post(second, { token: old, ...PERSON })).status).toBe(410);
    expect((await post(second, { token, ...PERSON })).status).toBe(303);
    await second.hub.db.write(async (tx) => {
      for (const table of ["audit", "sessions", "users"] as const) await tx.query.deleteFrom(table).execute();
    });
    await second.close();
    const third = await startHub(database);
    try {
      expect(third.setUpLink).toBeNull();
      for (const dead of [old, token]) expect((await post(third, { token: dead, ...PERSON })).status).toBe(410);
      expect(await people(third)).toEqual([]);
    } finally {
      await third.close();
    }
  });

  test("the new administrator's browser has a session under a value that it did not bring", async () => {
    const own = await startHub(await fresh());
    try {
      const browser = new BrowserClient(own.url);
      browser.setCookie(own.url, "alldoor_session", "A".repeat(43));
      const page = await browser.open(own.setUpLink ?? "");
      expect(page.html).not.toContain("A".repeat(43));
      const done = await browser.submit(page, PERSON);
      expect(new URL(done.url).pathname).toBe("/admin");
      expect(browser.cookie(own.url, "alldoor_session")).not.toBe("A".repeat(43));
    } finally {
      await own.close();
    }
  });
});
