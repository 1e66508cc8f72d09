/** People as a file: what goes out is safe in a spreadsheet, and what comes in takes nobody's account over. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CsvFault, readCsv } from "../../src/lib/csv-read.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";

const IMPORT = "/admin/users/import";
/** Of the password "correct horse battery staple". */
const BCRYPT = "$2b$04$abcdefghijklmnopqrstuuKT5E1iGyPcFOXTVaIE0rFZ4hmiUNTEi";

describe("reading CSV", () => {
  const cells = (text: string) => [...readCsv(text)].map((row) => row.cells);

  test("quotes, line ends, other separators and a byte order mark are read as spreadsheets write them", () => {
    expect(cells('\ufeffa,b\r\n"x ""y"", z",2\n\n3,')).toEqual([
      ["a", "b"],
      ['x "y", z', "2"],
      ["3", ""],
    ]);
    expect(cells("a;b\n1;2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(cells("a\n'=1+1\n'quoted")).toEqual([["a"], ["=1+1"], ["'quoted"]]);
    expect([...readCsv('a\n"two\nlines"\nb')].map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test("a quote that is never closed, or goes on after its end, is told with its line", () => {
    for (const [text, line] of [
      ['a\n"b', 2],
      ['a\nb\n"c"d', 3],
    ] as const) {
      expect(() => cells(text)).toThrow(CsvFault);
      expect(() => cells(text)).toThrow(`line ${line}`);
    }
  });
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ name: "zz-admin", isAdmin: true }));
  });
  afterAll(() => hub.close());

  async function send(path: string, fields: Readonly<Record<string, string | Blob>>) {
    const { html } = await browser.open(`${hub.url}${IMPORT}`);
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const body = new FormData();
    body.set("csrf", csrf);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const form = new Response(body);
    const response = await browser.request(`${hub.url}${path}`, {
      method: "POST",
      body: await form.arrayBuffer(),
      headers: { "content-type": form.headers.get("content-type") ?? "", origin: hub.url },
    });
    return { status: response.status, text: await response.text(), to: response.headers.get("location") };
  }
  const look = (csv: string) => send(IMPORT, { file: new Blob([csv], { type: "text/csv" }) });
  const bringIn = (csv: string) => send(IMPORT, { csv, sure: "true" });
  const rowOf = (name: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();

  test("a file is looked at before anything happens; then its people are here", async () => {
    const csv = `username,name,email,enabled,password_hash\nnew-a,New A,a@example.com,true,${BCRYPT}\nnew-b,,,no,\n`;
    const shown = await look(csv);
    expect(shown.text).toContain("Nothing was changed so far.");
    expect(await rowOf("new-a")).toBeUndefined();
    expect((await bringIn(csv)).to).toBe("/admin/users?notice=people_imported");
    expect(await rowOf("new-a")).toMatchObject({
      display_name: "New A",
      email: "a@example.com",
      verified_email_key: null,
      is_admin: 0,
    });
    expect((await rowOf("new-a"))?.password_hash).toContain(BCRYPT);
    expect(await rowOf("new-b")).toMatchObject({
      display_name: "new-b",
      password_hash: null,
      disabled_at: expect.any(Number),
    });
    // Once more: everybody is as they are.
    expect((await look(csv)).text).not.toContain("Bring them in");
  });

  test("faults are told beside their lines, and one of them keeps the whole file out", async () => {
    const csv = "username,email,enabled,password_hash\ngood-one,,,\nno good,,,\ntwice,,,\nTWICE,x@,maybe,nonsense\n";
    const { text } = await look(csv);
    for (const said of ["Some lines have faults", "password_hash", "enabled"]) expect(text).toContain(said);
    const faults = [...text.matchAll(/<th scope="row" role="rowheader">(\d+)</g)].map(([, line]) => Number(line));
    expect(faults).toEqual([3, 5, 5, 5, 5]);
    await bringIn(csv);
    expect(await rowOf("good-one")).toBeUndefined();
  });

  test.each([
    ["", 422],
    ["name\nx", 422],
    ["username,username\nx,y", 422],
    ["username,is_admin\nx,true", 422],
    ['username\n"x', 422],
    ["username\nx,y", 422],
  ])("a file that can't be read is refused: %j", async (csv, status) => {
    const answer = await look(csv);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("Bring them in");
  });

  test("a file of bytes that are no UTF-8 is refused with its line, and nobody gets letters that are none", async () => {
    const latin1 = Buffer.from("username,name\nfine,Fine\njose,Jos\u00e9\n", "latin1");
    const answer = await send(IMPORT, { file: new Blob([latin1]) });
    expect([answer.status, answer.text.includes("Line 3: this is not UTF-8.")]).toEqual([422, true]);
    expect(answer.text).not.toContain("Bring them in");
  });

  test("somebody who is here keeps their password, their proof and their account; administrators keep everything", async () => {
    const person = await hub.makeUser({ name: "known", email: "known@example.com", emailVerified: true });
    const other = await hub.makeUser({ name: "other-admin", isAdmin: true });
    const before = await rowOf("known");
    await bringIn(`username,name,email,password_hash\nKNOWN,Renamed,,${BCRYPT}\n`);
    const after = await rowOf("known");
    expect(after).toMatchObject({ id: person.id, display_name: "Renamed", email: null, verified_email_key: null });
    expect(after?.password_hash).toBe(before?.password_hash);
    // A username that is somebody's address names nobody.
    const owner = await hub.makeUser({ name: "owner", email: "owner@example.com", emailVerified: true });
    expect((await look("username,name\nowner@example.com,Taken over\n")).text).toContain("Some lines have faults");
    expect((await rowOf("owner"))?.id).toBe(owner.id);
    expect((await look("username,name\nother-admin,Changed\n")).text).toContain("whom no file changes");
    await bringIn("username,enabled\nother-admin,false\n");
    expect(await rowOf("other-admin")).toMatchObject({ id: other.id, disabled_at: null });
  });

  test("everybody goes out, formulas as text, and nothing that opens an account; it is written down", async () => {
    await hub.makeUser({ name: "formula", displayName: "=cmd|' /C calc'!A0" });
    await hub.makeUser({ name: "guarded", displayName: "'=1+1" });
    const { html } = await browser.open(`${hub.url}/admin/users`);
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const response = await browser.request(`${hub.url}/admin/users/export`, {
      method: "POST",
      body: new URLSearchParams({ csrf }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="people.csv"');
    const text = await response.text();
    expect(text).toContain("'=cmd|");
    expect(text).not.toMatch(/argon2|password/);
    expect(text.trim().split("\r\n")).toHaveLength(
      1 + (await hub.hub.db.query.selectFrom("users").select("id").execute()).length,
    );
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "users.exported")
      .execute();
    expect(rows).toHaveLength(1);
    // What went out can come in again, and changes nobody.
    expect((await look(text)).text).not.toContain("Some lines have faults");
    expect((await look(text)).text).not.toContain("Bring them in");
  });
});
