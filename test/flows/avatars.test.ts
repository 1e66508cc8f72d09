/** A person's own picture: brought by a form, written anew, shown at our own origin, told to applications, and taken away again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepAvatarsAtHome } from "../../src/hub/avatars/home.ts";
import { pictureHead } from "../../src/lib/picture-head.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { pngFile, pngHeader } from "../ground/png-file.ts";
import { sendForm } from "./bent-form.ts";

const plainPng = (width: number, height: number): Uint8Array =>
  pngFile({ width, height, depth: 8, colour: 2, samples: (x, y) => [x % 256, y % 256, 90] });

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  async function upload(browser: BrowserClient, bytes: Uint8Array | null, fields: Record<string, string> = {}) {
    const page = await browser.open(`${hub.url}/account`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf, ...fields })) body.set(name, value);
    body.set("picture", new Blob([Uint8Array.from(bytes ?? [])], { type: "image/png" }), "me.svg");
    return browser.open(`${hub.url}/account/picture`, { method: "POST", body, headers: { origin: hub.url } });
  }
  const pictureOf = async (userId: string) =>
    (await hub.hub.db.query.selectFrom("users").select("picture").where("id", "=", userId).executeTakeFirstOrThrow())
      .picture;
  const person = async () => {
    const user = await hub.makeUser();
    return { user, browser: await signedInBrowser(hub, user) };
  };

  test("what is shown is our own picture, smaller, at our own origin, and applications are told its whole address", async () => {
    const { user, browser } = await person();
    const made = await hub.makeClient({ consent: "first-party" });
    const done = await upload(browser, plainPng(400, 300));
    expect([done.status, new URL(done.url).searchParams.get("notice")]).toEqual([200, "picture_saved"]);

    const { body } = await codeFlow(hub, browser, made);
    const told = String((await userinfo(hub, String(body.access_token))).body.picture);
    expect(told).toMatch(new RegExp(`^${hub.url}/avatars/[\\w-]{36}\\?v=[\\w-]{16}$`));

    const answer = await fetch(told);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(pictureHead(bytes)).toEqual({ kind: "webp", width: 256, height: 192 });
    const headers = ["content-type", "cache-control", "x-content-type-options", "content-security-policy"];
    expect(headers.map((name) => answer.headers.get(name))).toEqual([
      "image/webp",
      "public, max-age=31536000, immutable",
      "nosniff",
      "default-src 'none'; sandbox",
    ]);
    const small = await fetch(told.replace("?", "/small?"));
    expect(pictureHead(new Uint8Array(await small.arrayBuffer()))).toEqual({ kind: "webp", width: 64, height: 48 });

    // Every page of the person's has it, by a path of this origin.
    const page = await browser.open(`${hub.url}/account/sessions`);
    expect(page.html).toContain(`src="${told.slice(hub.url.length).replace("?", "/small?")}"`);
    expect(page.html).not.toContain(`src="${hub.url}`);
    expect(told).not.toContain(user.id);
  });

  test("another picture has the same address with another hash; whoever has the older one gets the newer picture for minutes", async () => {
    const { user, browser } = await person();
    await upload(browser, plainPng(100, 100));
    const first = (await pictureOf(user.id)) ?? "";
    await upload(browser, plainPng(50, 100));
    const second = (await pictureOf(user.id)) ?? "";
    expect(second.split("?")[0]).toBe(first.split("?")[0]);
    expect(second).not.toBe(first);
    const older = await fetch(first);
    expect(older.headers.get("cache-control")).toBe("public, max-age=300");
    expect(Buffer.from(await older.arrayBuffer())).toEqual(Buffer.from(await (await fetch(second)).arrayBuffer()));
  });

  test("taken away it is nowhere: no claim, nothing at its address", async () => {
    const { user, browser } = await person();
    await upload(browser, plainPng(10, 10));
    const address = (await pictureOf(user.id)) ?? "";
    const page = await browser.open(`${hub.url}/account`);
    await sendForm(browser, page, "/account/picture/remove");
    expect(await pictureOf(user.id)).toBeNull();
    expect((await fetch(address)).status).toBe(404);
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "detail"])
      .where("subject_id", "=", user.id)
      .where("action", "=", "user.updated")
      .execute();
    expect(rows).toEqual(Array(2).fill({ action: "user.updated", detail: JSON.stringify({ changed: "picture" }) }));
  });

  test("a hub that gets another address takes its pictures' addresses along; those elsewhere stay", async () => {
    const { user, browser } = await person();
    await upload(browser, plainPng(10, 10));
    const other = await hub.makeUser();
    const elsewhere = "https://pictures.example.com/me.png";
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ picture: elsewhere }).where("id", "=", other.id).execute(),
    );
    const before = (await pictureOf(user.id)) ?? "";
    await keepAvatarsAtHome({ ...hub.hub, issuer: "https://id.example.com" });
    expect(await pictureOf(user.id)).toBe(before.replace(hub.url, "https://id.example.com"));
    expect(await pictureOf(other.id)).toBe(elsewhere);
    await keepAvatarsAtHome(hub.hub);
    expect(await pictureOf(user.id)).toBe(before);
  });

  test("a picture elsewhere is told to applications, and no page of ours asks for it", async () => {
    const { user, browser } = await person();
    const elsewhere = "https://pictures.example.com/me.png";
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ picture: elsewhere }).where("id", "=", user.id).execute(),
    );
    const page = await browser.open(`${hub.url}/account`);
    expect(page.html).not.toContain("pictures.example.com");
    await sendForm(browser, page, "/account/picture/remove");
    expect(await pictureOf(user.id)).toBeNull();
  });

  describe("what is no picture", () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    test.each([
      ["nothing", null],
      ["an SVG", svg],
      ["a PNG that breaks off", plainPng(40, 40).subarray(0, 60)],
      ["a PNG of too many pixels", pngHeader({ width: 9000, height: 9000, depth: 8, colour: 2 })],
    ])("%s is refused beside the field, and nothing is kept", async (_, bytes) => {
      const { user, browser } = await person();
      const shown = await upload(browser, bytes);
      expect([shown.status, /id="picture-error"/.test(shown.html)]).toEqual([422, true]);
      expect(await pictureOf(user.id)).toBeNull();
    });

    test("a file that is too large is not read to its end, and a form without its token brings none", async () => {
      const { user, browser } = await person();
      const large = await upload(browser, new Uint8Array(9 * 1024 * 1024));
      expect(large.status).toBe(413);
      expect((await upload(browser, plainPng(10, 10), { csrf: "x" })).status).toBe(403);
      expect(await pictureOf(user.id)).toBeNull();
    });
  });

  test("nobody makes the server read pictures all day", async () => {
    const { browser } = await person();
    const statuses: number[] = [];
    for (let at = 0; at < 21; at += 1) statuses.push((await upload(browser, new Uint8Array([1, 2, 3]))).status);
    expect(statuses.slice(19)).toEqual([422, 429]);
  });
});
