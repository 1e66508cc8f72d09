/**
 * The audit log in the console: searched by everything that it has, taken along as a file that no spreadsheet runs, kept as long as
 * it is told; and the counts by the hour that the overview draws.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordEvent } from "../../src/hub/audit/audit.ts";
import { COUNTS_KEPT_SECONDS, DAY } from "../../src/hub/counters/store.ts";
import { prune } from "../../src/hub/prune.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser } from "../ground/oauth-client.ts";

const PAGE = "/admin/audit";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ name: "keeper", isAdmin: true }));
  });
  afterAll(() => hub.close());

  const post = async (path: string, fields: Record<string, string>) => {
    const { html } = await browser.open(`${hub.url}/account`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    return browser.request(`${hub.url}${path}`, {
      method: "POST",
      body: new URLSearchParams({ csrf, ...fields }),
      headers: { origin: hub.url, "content-type": "application/x-www-form-urlencoded" },
    });
  };
  const search = async (query: Record<string, string>) => {
    const page = await browser.open(`${hub.url}${PAGE}?${new URLSearchParams(query)}`);
    return {
      status: page.status,
      html: page.html,
      events: [...page.html.matchAll(/<tr role="row"><th scope="row"/g)].length,
    };
  };
  const write = (
    detail: Record<string, string>,
    occasion = { address: "192.0.2.1", requestId: "abc12", userAgent: "" },
  ) =>
    hub.hub.db.write((tx) =>
      recordEvent(tx, hub.hub, {
        action: "setup.completed",
        subject: { kind: "user", id: "00000000-0000-4000-8000-000000000001" },
        occasion,
        detail,
      }),
    );

  test("a search finds what happened by person, thing, application, address, request and time, and nothing else", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ consent: "first-party" });
    const from = hub.time.now();
    await codeFlow(hub, await signedInBrowser(hub, person), made);
    await write({ note: "found" }, { address: "198.51.100.77", requestId: "zz9zz9", userAgent: "" });
    for (const query of [
      { by: person.name, action: "user.signed-in" },
      { by: person.id },
      { on: person.name },
      { by: person.name, from: String(from), to: String(from + 1) },
    ]) {
      const { status, html, events } = await search(query);
      expect([query, status, events > 0, html.includes("user.signed-in</code>")]).toEqual([query, 200, true, true]);
    }
    expect((await search({ address: "198.51.100.77" })).events).toBe(1);
    const { events, html } = await search({ request: "zz9zz9" });
    expect(events).toBe(1);
    expect(html).toContain('href="/admin/flows/zz9zz9"');
    expect((await search({ on: "00000000-0000-4000-8000-000000000001", address: "198.51.100.77" })).events).toBe(1);
    for (const nothing of [
      { by: "nobody-of-that-name" },
      { by: person.name, action: "client.created" },
      { by: person.name, to: String(from) },
      { from: String(hub.time.now() + 1) },
      { application: "no-such-client" },
    ])
      expect([nothing, (await search(nothing)).events]).toEqual([nothing, 0]);
  });

  test.each([
    ["a date that is none", { from: "2026-02-31" }],
    ["words for a time", { to: "yesterday" }],
    ["an end before the beginning", { from: "2026-02-03", to: "2026-02-01" }],
    ["a text without end", { by: "x".repeat(201) }],
  ])("%s is told beside its field, and shows no event", async (_name, query) => {
    const { status, html, events } = await search(query);
    expect([status, events, html.includes('class="field-error"')]).toEqual([422, 0, true]);
  });

  test("a search is kept from page to page, and pages neither overlap nor leave out", async () => {
    for (let index = 0; index < 60; index += 1)
      await write({ index: String(index) }, { address: "203.0.113.9", requestId: `page${index}`, userAgent: "" });
    const first = await browser.open(`${hub.url}${PAGE}?address=203.0.113.9`);
    const next = /href="([^"]*before=[^"]*)"/.exec(first.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(next).toContain("address=203.0.113.9");
    const second = await browser.open(`${hub.url}${next}`);
    const seen = [first, second].flatMap(({ html }) => [...html.matchAll(/>(page\d+)<\/code>/g)].map(([, id]) => id));
    expect(new Set(seen).size).toBe(60);
    expect(seen).toHaveLength(60);
  });

  test("what is taken along is what the search finds, safe in a spreadsheet, and is itself in the log", async () => {
    await write(
      { name: '=HYPERLINK("https://evil.example","x")' },
      { address: "192.0.2.200", requestId: "exp01", userAgent: "" },
    );
    const csv = await post(`${PAGE}/export`, { format: "csv", address: "192.0.2.200" });
    expect([csv.status, csv.headers.get("content-type"), csv.headers.get("content-disposition")]).toEqual([
      200,
      "text/csv; charset=utf-8",
      'attachment; filename="audit.csv"',
    ]);
    const lines = (await csv.text()).split("\r\n");
    expect(lines[0]).toBe("id,time,action,actor_id,subject_kind,subject_id,application_id,address,request_id,detail");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/,setup\.completed,,user,00000000-0000-4000-8000-000000000001,,192\.0\.2\.200,exp01,"\{/);
    const json = await post(`${PAGE}/export`, { format: "jsonl", address: "192.0.2.200" });
    const rows = (await json.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "setup.completed", request_id: "exp01", address: "192.0.2.200" });
    const notes = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("action", "=", "audit.exported")
      .orderBy("id")
      .execute();
    expect(notes.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { format: "csv", address: "192.0.2.200" },
      { format: "jsonl", address: "192.0.2.200" },
    ]);
    expect((await post(`${PAGE}/export`, { format: "xlsx" })).status).toBe(400);
  });

  test("a file of more rows than are read at once has each of them once", async () => {
    const marks = Array.from({ length: 2100 }, (_, index) => `bulk${index}`);
    const rows = marks.map((mark) => ({
      id: hub.hub.ids(),
      at: hub.time.now(),
      action: "setup.completed",
      actor_id: null,
      subject_kind: null,
      subject_id: null,
      client_id: null,
      address: "192.0.2.250",
      request_id: mark,
      detail: "{}",
    }));
    await hub.hub.db.write((tx) => tx.query.insertInto("audit").values(rows).execute());
    const text = await (await post(`${PAGE}/export`, { format: "jsonl", address: "192.0.2.250" })).text();
    const ids = text
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { request_id: string }).request_id);
    expect(ids).toEqual(marks.toReversed());
  });

  test("rows go when they are older than they are kept, what went is in the log, and less than a month is refused", async () => {
    for (const [days, status] of [
      ["30", 422],
      ["many", 422],
      ["31", 303],
    ] as const)
      expect([days, (await post(`${PAGE}/retention`, { retention_days: days })).status]).toEqual([days, status]);
    const before = await hub.hub.db.query.selectFrom("audit").select("id").execute();
    await prune(hub.hub);
    expect((await hub.hub.db.query.selectFrom("audit").select("id").execute()).length).toBe(before.length);
    hub.time.advance(32 * DAY);
    await prune(hub.hub);
    const left = await hub.hub.db.query.selectFrom("audit").select(["action", "detail"]).execute();
    expect(new Set(left.map(({ action }) => action)).has("audit.pruned")).toBe(true);
    expect(left.some(({ action }) => action === "setup.completed")).toBe(false);
    const gone = left
      .filter(({ action }) => action === "audit.pruned")
      .map(({ detail }) => (JSON.parse(detail) as { rows: number }).rows);
    expect(gone.reduce((all, each) => all + each, 0)).toBeGreaterThanOrEqual(before.length - 1);
  });

  test("sign-ins, failures and tokens are counted by the hour, drawn, told by the table, and go in the end", async () => {
    const keeper = await hub.makeUser({ name: "counter", isAdmin: true });
    const made = await hub.makeClient({ consent: "first-party" });
    await hub.hub.counters.flush();
    await hub.hub.db.write((tx) => tx.query.deleteFrom("hourly_counts").execute());
    browser = await signedInBrowser(hub, keeper);
    await codeFlow(hub, browser, made);
    await expect(signedInBrowser(hub, { name: keeper.name, password: "not the password" })).rejects.toThrow();
    await hub.hub.counters.flush();
    await hub.hub.counters.flush();
    const hour = hub.time.now() - (hub.time.now() % 3600);
    const rows = await hub.hub.db.query.selectFrom("hourly_counts").selectAll().execute();
    const of = (kind: string, name: string) => rows.find((row) => row.kind === kind && row.name === name);
    expect(of("event", "user.signed-in")).toEqual({ hour, kind: "event", name: "user.signed-in", count: 1 });
    expect(of("way", "password")?.count).toBe(1);
    expect(of("event", "user.sign-in-failed")?.count).toBe(1);
    expect(of("grant", "authorization_code")?.count).toBe(1);

    // Another hub on the same database adds to them.
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("hourly_counts").set({ count: 41 }).where("name", "=", "user.signed-in").execute(),
    );
    hub.hub.counters.event("user.signed-in", "passkey");
    const { html } = await browser.open(`${hub.url}/admin`);
    expect(html).toMatch(/<span class="chart-total">42<\/span>/);
    expect(html).toContain("Passkey");
    const month = await browser.open(`${hub.url}/admin?range=month`);
    expect([...month.html.matchAll(/<tr role="row"><th scope="row" role="rowheader">/g)].length).toBeGreaterThanOrEqual(
      30,
    );

    hub.time.advance(COUNTS_KEPT_SECONDS + 3601);
    await prune(hub.hub);
    expect(
      await hub.hub.db.query.selectFrom("hourly_counts").select("hour").where("hour", "<=", hour).execute(),
    ).toEqual([]);
  });
});
