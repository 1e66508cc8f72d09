/**
 * Signing in with a password: what is right, what is refused, and that a refusal tells nothing: a wrong password, an unknown
 * name and an account without password get the same bytes. Tries are counted before they are made, on one count whatever
 * way the name is written, and no header makes a new caller of an old one.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { FORM, type RawAnswer, raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
const SESSION = "alldoor_session";

eachDatabase((fresh) => {
  let hub: TestHub;
  let cookie: string;
  let csrf: string;
  beforeAll(async () => {
    hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_TRUSTED_PROXIES: "127.0.0.0/8, ::1" } });
    const browser = new BrowserClient(hub.url);
    const page: Shown = await browser.open(`${hub.url}/sign-in`);
    cookie = browser.cookieHeader(hub.url);
    csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
  });
  // Past every window, so that no test counts the tries of another.
  beforeEach(() => hub.time.advance(7200));
  afterAll(() => hub.close());

  const guess = (username: string, password: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    raw(hub, {
      method: "POST",
      path: "/sign-in",
      headers: { ...FORM, cookie, origin: hub.url, ...headers },
      body: new URLSearchParams({ csrf, username, password }).toString(),
    });
  const isIn = (answer: RawAnswer): boolean =>
    answer.status === 303 && (answer.headers["set-cookie"] ?? []).some((line) => line.startsWith(`${SESSION}=`));
  /** The answer without what names the request, without the passkeys' challenge and without the name that was typed. */
  const bare = (answer: RawAnswer): unknown => [
    answer.status,
    Object.entries(answer.headers).filter(([header]) => !["x-request-id", "date", "content-length"].includes(header)),
    answer.text
      .replace(/(name="username" type="text" value=)"[^"]*"/, "$1")
      .replace(/(&quot;challenge&quot;:&quot;)[\w-]{75}/, "$1")
      .replaceAll(answer.header("x-request-id") ?? "-", ""),
  ];
  const set = (person: Person, change: { disabled_at?: number; password_hash?: null }) =>
    hub.hub.db.write((tx) => tx.query.updateTable("users").set(change).where("id", "=", person.id).execute());

  test("the right password makes one session and one audit row", async () => {
    const person = await hub.makeUser();
    const before = await rowsOf(hub);
    const answer = await guess(person.name, person.password);
    expect([isIn(answer), answer.header("location"), answer.header("cache-control")]).toEqual([
      true,
      "/account",
      "no-store",
    ]);
    expect(grown(before, await rowsOf(hub))).toMatchObject({ sessions: 1, audit: 1 });
  });

  test("wrong, unknown, without password, empty, too long, disabled: one answer, no session, one audit row each", async () => {
    const [known, passwordless, disabled] = [await hub.makeUser(), await hub.makeUser(), await hub.makeUser()];
    await set(passwordless, { password_hash: null });
    await set(disabled, { disabled_at: 1 });
    const wrong = bare(await guess(known.name, "not the password at all"));
    const tries = [
      ["nobody-of-that-name", known.password],
      ["", ""],
      ["", known.password],
      ["名前", known.password],
      ["x".repeat(5000), known.password],
      [known.name, ""],
      [known.name, `${known.password} `],
      [known.name, known.password.toUpperCase()],
      [known.name, "x".repeat(20_000)],
      [known.name, `${known.password}${"\u0000".repeat(3)}x`],
      [passwordless.name, ""],
      [passwordless.name, known.password],
      [disabled.name, "not the password at all"],
      ["' OR 1=1 --", known.password],
    ] as const;
    for (const [name, password] of tries) {
      const before = await rowsOf(hub);
      const answer = await guess(name, password);
      expect([name, bare(answer)]).toEqual([name, wrong]);
      expect(grown(before, await rowsOf(hub))).toMatchObject({ audit: 1 });
      expect(grown(before, await rowsOf(hub))).not.toHaveProperty("sessions");
    }
    expect((wrong as unknown[])[0]).toBe(401);
  });

  test("a disabled account says so only to whoever has its password, and lets nobody in", async () => {
    const person = await hub.makeUser();
    await set(person, { disabled_at: 1 });
    const before = await rowsOf(hub);
    const answer = await guess(person.name, person.password);
    expect([answer.status, isIn(answer)]).toEqual([403, false]);
    expect(grown(before, await rowsOf(hub))).toMatchObject({ audit: 1 });
    expect(grown(before, await rowsOf(hub))).not.toHaveProperty("sessions");
  });

  test("a name is the same in any case and any width, with spaces around; an address only while it is verified", async () => {
    const person = await hub.makeUser({ name: "Ådam.O'2".replace("'", "-"), email: "Adam@Example.com" });
    const unproven = await hub.makeUser({ email: "eve@example.com", emailVerified: false });
    const wide = [...person.name]
      .map((each) => (/[!-~]/.test(each) ? String.fromCharCode(each.charCodeAt(0) + 0xfee0) : each))
      .join("");
    for (const name of [
      person.name,
      person.name.toUpperCase(),
      person.name.toLowerCase(),
      person.name.normalize("NFD"),
      wide,
      ` ${person.name}\t`,
      "adam@example.com",
      "ADAM@EXAMPLE.COM",
    ]) {
      expect([name, isIn(await guess(name, person.password))]).toEqual([name, true]);
    }
    expect(isIn(await guess("eve@example.com", unproven.password))).toBe(false);
    expect(isIn(await guess(unproven.name, unproven.password))).toBe(true);
  });

  test("a password is the same however its letters are composed", async () => {
    const person = await hub.makeUser({ password: "Grüße aus Ålesund 7".normalize("NFC") });
    expect(isIn(await guess(person.name, person.password.normalize("NFD")))).toBe(true);
    expect(isIn(await guess(person.name, person.password.replace("ü", "u")))).toBe(false);
  });

  test("of fifty guesses at once ten are looked at; then the right one has to wait as well, and after the window gets in", async () => {
    const person = await hub.makeUser();
    const { passwords } = hub.hub;
    let verified = 0;
    const counting = {
      ...passwords,
      verify: (stored: string | null, password: string) => {
        verified += 1;
        return passwords.verify(stored, password);
      },
    };
    Object.assign(hub.hub, { passwords: counting });
    try {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) => guess(person.name, `wrong guess number ${at}`)),
      );
      expect(verified).toBe(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      const late = await guess(person.name, person.password);
      expect([late.status, Number(late.header("retry-after"))]).toEqual([429, 900]);
      expect(verified).toBe(10);
    } finally {
      Object.assign(hub.hub, { passwords });
    }
    hub.time.advance(900);
    expect(isIn(await guess(person.name, person.password))).toBe(true);
  });

  test("however a name is written it is one count, and whether anybody has it is not to be seen from when it is full", async () => {
    const person = await hub.makeUser();
    const spellings = (name: string) => [name, name.toUpperCase(), ` ${name}`, `${name} `, `\t${name.toUpperCase()} `];
    const full = async (name: string): Promise<number> => {
      const written = spellings(name);
      for (let tries = 0; tries < 40; tries += 1) {
        if ((await guess(written[tries % written.length] ?? "", "wrong all the time")).status === 429) return tries;
      }
      return 40;
    };
    const [known, unknown] = [await full(person.name), await full("someone-who-is-not-here")];
    expect([known, unknown]).toEqual([10, 10]);
    const other = await hub.makeUser();
    for (let tries = 0; tries < 10; tries += 1)
      await guess(tries % 2 ? (other.email ?? "") : other.name, "wrong all the time");
    expect((await guess(other.email ?? "", other.password)).status).toBe(429);
  });

  test("a success clears that person's count and not the network's", async () => {
    const person = await hub.makeUser();
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 9; tries += 1) expect((await guess(person.name, "wrong")).status).toBe(401);
      expect(isIn(await guess(person.name, person.password))).toBe(true);
    }
    const rows = await hub.hub.db.query
      .selectFrom("attempts")
      .select(["key", "count"])
      .where("key", "like", "password:network:%")
      .where("expires_at", ">", hub.time.now())
      .execute();
    expect(rows.map(({ count }) => count)).toEqual([30]);
  });

  test("behind a listed proxy the caller is who the proxy saw: other callers are not locked out, made-up ones do not help", async () => {
    const person = await hub.makeUser();
    const from = (forwarded: string) => guess(person.name, "wrong", { "x-forwarded-for": forwarded });
    for (let tries = 0; tries < 10; tries += 1) await from("203.0.113.7");
    expect((await from("203.0.113.7")).status).toBe(429);
    expect((await from(`198.51.100.${1}, 203.0.113.7`)).status).toBe(429);
    expect((await from("evil, 203.0.113.7")).status).toBe(429);
    expect((await from("::ffff:203.0.113.7")).status).toBe(429);
    expect((await from("203.0.113.8")).status).toBe(401);
    for (let tries = 0; tries < 10; tries += 1) await from(`2001:db8:1:2::${tries.toString(16)}`);
    expect((await from("2001:db8:1:2:ffff::1")).status).toBe(429);
    expect((await from("2001:db8:1:3::1")).status).toBe(401);
  });

  test("from everywhere together an account takes a hundred wrong guesses an hour", async () => {
    const person = await hub.makeUser();
    const statuses: number[] = [];
    // Only the counting is looked at here, so nothing is hashed.
    const { passwords } = hub.hub;
    Object.assign(hub.hub, { passwords: { ...passwords, verify: async () => false } });
    for (let host = 1; host <= 104; host += 1)
      statuses.push((await guess(person.name, "wrong", { "x-forwarded-for": `203.0.113.${host}` })).status);
    Object.assign(hub.hub, { passwords });
    expect(statuses.filter((status) => status === 401)).toHaveLength(100);
    expect(statuses.slice(100)).toEqual([429, 429, 429, 429]);
  });
});

eachDatabase((fresh) => {
  test("without listed proxies no header makes another caller", async () => {
    const hub = await startHub(await fresh());
    try {
      const browser = new BrowserClient(hub.url);
      const person = await hub.makeUser();
      const page = await browser.open(`${hub.url}/sign-in`);
      const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
      const statuses: number[] = [];
      for (let tries = 0; tries < 12; tries += 1) {
        const address = `203.0.113.${tries}`;
        const answer = await raw(hub, {
          method: "POST",
          path: "/sign-in",
          headers: {
            ...FORM,
            cookie: browser.cookieHeader(hub.url),
            "x-forwarded-for": address,
            "x-real-ip": address,
            forwarded: `for=${address}`,
            "cf-connecting-ip": address,
          },
          body: new URLSearchParams({ csrf, username: person.name, password: "wrong" }).toString(),
        });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    } finally {
      await hub.close();
    }
  });
});
