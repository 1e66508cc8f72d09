/**
 * How an application looks on the way to it: on every page before its door, from our own origin, kept for ever under its hash, and
 * gone where no application is known. Changed in the console and over the API by one function, with its row in the audit log.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_SCOPE_NAMES } from "../../src/hub/permissions/scopes.ts";
import { accentSheet, contrast, paintOf } from "../../src/pages/accent.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce, signedInBrowser, signInWith } from "../ground/oauth-client.ts";
import { pngFile } from "../ground/png-file.ts";

type Made = Awaited<ReturnType<TestHub["makeClient"]>>;

const png = (blue: number): Buffer =>
  pngFile({ width: 64, height: 64, depth: 8, colour: 2, samples: (x, y) => [x * 4, y * 4, blue] });

const LOGO = /<img[^>]* src="(\/logos\/[0-9a-f]{32}\.webp)"/;
const SHEET = /<link rel="stylesheet" href="(\/accents\/[0-9a-f]{6}\.css)"/;

test("whatever colour is chosen, what is drawn with it can be read in light and in dark", () => {
  const grounds = { light: ["#ffffff", "#ecf1ed"], dark: ["#151d1a", "#0b110f"] };
  for (const hex of ["#000000", "#ffffff", "#ffee00", "#0000ff", "#7c3aed", "#808080", "#00ff00", "#12604f"]) {
    const paint = paintOf(hex);
    for (const theme of ["light", "dark"] as const) {
      const { ink, fill, fillHover, onFill, soft } = paint[theme];
      for (const ground of [...grounds[theme], soft]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds[theme]) expect(contrast(fill, ground)).toBeGreaterThanOrEqual(3);
      for (const ground of [fill, fillHover]) expect(contrast(onFill, ground)).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(accentSheet("#7c3aed")).toContain("--door-fill: light-dark(#7c3aed,");
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let admin: BrowserClient;
  let adminId: string;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const administrator = await hub.makeUser({ isAdmin: true });
    adminId = administrator.id;
    admin = await signedInBrowser(hub, administrator);
    person = await hub.makeUser();
  });
  afterAll(() => hub.close());

  const lookAt = (id: string) => `${hub.url}/admin/applications/${id}/look`;

  /** Sends the form of the look. */
  async function sendLook(
    id: string,
    fields: Readonly<Record<string, string>>,
    file?: Uint8Array,
    browser = admin,
  ): Promise<Shown> {
    const { html } = await browser.open(lookAt(id));
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const form = new FormData();
    for (const [name, value] of Object.entries({ csrf, allow_passkey: "true", ...fields })) form.append(name, value);
    if (file) form.append("logo", new Blob([Uint8Array.from(file)]), "logo.png");
    return browser.open(lookAt(id), { method: "POST", body: form, headers: { origin: hub.url, referer: lookAt(id) } });
  }

  const signInPage = (made: Made, browser = new BrowserClient(hub.url)): Promise<Shown> =>
    browser.open(authorizeUrl(hub, made, pkce().challenge));

  const changesOf = async (id: string): Promise<unknown[]> => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id", "detail"])
      .where("subject_id", "=", id)
      .where("action", "=", "client.updated")
      .orderBy("id")
      .execute();
    return rows
      .filter(({ actor_id }) => actor_id === adminId)
      .map(({ detail }) => (JSON.parse(detail ?? "{}") as { changed?: unknown }).changed);
  };

  test("logo, colour and terms are on sign-in, sign-up, consent, second page by mail and nowhere without the application", async () => {
    const made = await hub.makeClient({ name: "Harbour", allowSignUp: true });
    const { id } = made.client;
    expect((await sendLook(id, { accent: "#7C3AED", terms_uri: "https://harbour.example/terms" }, png(9))).status).toBe(
      200,
    );
    const browser = new BrowserClient(hub.url);
    const signIn = await signInPage(made, browser);
    const [, signUpHref = ""] = /href="(\/sign-up\?[^"]+)"/.exec(signIn.html) ?? [];
    const signUp = await browser.open(`${hub.url}${signUpHref.replaceAll("&amp;", "&")}`);
    const consent = await signInWith(browser, signIn, person);
    expect(consent.html).toContain('name="consent"');
    const [, logo] = LOGO.exec(signIn.html) ?? [];
    for (const page of [signIn, signUp, consent]) {
      expect(LOGO.exec(page.html)?.[1]).toBe(logo);
      expect(SHEET.exec(page.html)?.[1]).toBe("/accents/7c3aed.css");
      expect(page.html.split('href="https://harbour.example/terms"')).toHaveLength(2);
      expect(page.headers.get("content-security-policy")).toContain("img-src 'self' data:;");
      expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
    }
    const own = await new BrowserClient(hub.url).open(`${hub.url}/sign-in`);
    expect(own.html).not.toMatch(LOGO);
    expect(own.html).not.toMatch(SHEET);
    expect(await changesOf(id)).toEqual(["look.accent look.termsUri look.logo"]);
  });

  test("the logo is our own WebP under its hash, kept for ever, and is gone at once where it is taken away", async () => {
    const made = await hub.makeClient({ name: "Logo" });
    const { id } = made.client;
    await sendLook(id, {}, png(1));
    const path = LOGO.exec((await signInPage(made)).html)?.[1] ?? "";
    const answer = await fetch(`${hub.url}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/webp");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await answer.arrayBuffer()).toString("latin1", 8, 12)).toBe("WEBP");
    await sendLook(id, { accent: "#112233" });
    expect(LOGO.exec((await signInPage(made)).html)?.[1]).toBe(path);
    await sendLook(id, { remove_logo: "true" });
    expect((await signInPage(made)).html).not.toMatch(LOGO);
    expect((await fetch(`${hub.url}${path}`)).status).toBe(404);
  });

  test.each([
    "/logos/x.webp",
    "/logos/..%2f..%2fetc%2fpasswd",
    "/accents/12345.css",
    "/accents/12345g.css",
    "/accents/123456.js",
  ])("there is nothing at %s", async (path) => {
    expect((await fetch(`${hub.url}${path}`)).status).toBe(404);
  });

  test("a style sheet of a colour says that colour alone", async () => {
    const answer = await fetch(`${hub.url}/accents/7c3aed.css`);
    expect(answer.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(await answer.text()).toBe(accentSheet("#7c3aed"));
  });

  test("what is wrong is said beside its field, and nothing is stored", async () => {
    const made = await hub.makeClient({ name: "Faults" });
    const { id } = made.client;
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const shown = await sendLook(id, {
      accent: "red; background: url(//evil.example)",
      terms_uri: "javascript:alert(1)",
      ways_in: "password\nfingerprint",
    });
    expect(shown.status).toBe(422);
    for (const field of ["accent", "terms_uri", "ways_in"]) expect(shown.html).toContain(`id="${field}-error"`);
    expect(shown.html).toContain("fingerprint");
    const picture = await sendLook(id, {}, svg);
    expect(picture.status).toBe(422);
    expect(picture.html).toContain('id="logo-error"');
    const rows = await hub.hub.db.query
      .selectFrom("client_looks")
      .select("client_id")
      .where("client_id", "=", id)
      .execute();
    expect(rows).toEqual([]);
  });

  test("a form with a file is for administrators, with the form's token, and bounded", async () => {
    const made = await hub.makeClient({ name: "Bounds" });
    const { id } = made.client;
    const other = await signedInBrowser(hub, person);
    expect((await sendLook(id, { accent: "#112233" }, undefined, other)).status).toBe(403);
    expect((await sendLook(id, {}, Buffer.alloc(2_100_000))).status).toBe(413);
    const multipart = { origin: hub.url, "content-type": "multipart/form-data; boundary=x" };
    const crowd = `${'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(20_000)}--x--\r\n`;
    expect((await admin.request(lookAt(id), { method: "POST", body: crowd, headers: multipart })).status).toBe(400);
    const form = new FormData();
    form.append("csrf", "wrong");
    form.append("accent", "#112233");
    const headers = { origin: hub.url };
    expect((await admin.request(lookAt(id), { method: "POST", body: form, headers })).status).toBe(403);
    const plain = { ...headers, "content-type": "application/x-www-form-urlencoded" };
    expect((await admin.request(lookAt(id), { method: "POST", body: "accent=%23112233", headers: plain })).status).toBe(
      415,
    );
    expect(await changesOf(id)).toEqual([]);
  });

  test("ways in come in the order that was chosen, and one that is closed is not there and does not let in", async () => {
    const made = await hub.makeClient({ name: "Ways" });
    const usual = (await signInPage(made)).html;
    expect(usual.indexOf('action="/sign-in/passkey"')).toBeGreaterThan(0);
    expect(usual.indexOf('action="/sign-in/passkey"')).toBeLessThan(usual.indexOf('name="password"'));
    await sendLook(made.client.id, { ways_in: "password\nprovider:nobody\npasskey" });
    const turned = (await signInPage(made)).html;
    expect(turned.indexOf('name="password"')).toBeLessThan(turned.indexOf('action="/sign-in/passkey"'));

    await sendLook(made.client.id, { allow_passkey: "" });
    const browser = new BrowserClient(hub.url);
    const closed = await signInPage(made, browser);
    expect(closed.html).not.toContain('action="/sign-in/passkey"');
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(closed.html) ?? [];
    const [, flow = ""] = /name="flow" value="([^"]+)"/.exec(closed.html) ?? [];
    const sent = await browser.request(`${hub.url}/sign-in/passkey`, {
      method: "POST",
      body: new URLSearchParams({ csrf, flow, credential: "{}" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect(sent.status).toBe(403);

    // Nor by a sign-in that began elsewhere.
    const elsewhere = await signedInBrowser(hub, await hub.makeUser());
    const arrived = async () => new URL((await signInPage(made, elsewhere)).url).pathname;
    expect(await arrived()).toBe("/consent");
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("sessions")
        .set({ way: "passkey", amr: "hwk user mfa" })
        .where(
          "id",
          "=",
          tx.query.selectFrom("sessions").select((is) => is.fn.max("id").as("id")),
        )
        .execute(),
    );
    expect(await arrived()).toBe("/sign-in");
    await sendLook(made.client.id, {});
    expect(await arrived()).toBe("/consent");
  });

  test("the preview in the console is the sign-in page with nothing on it that works", async () => {
    const made = await hub.makeClient({ name: "Preview me" });
    await sendLook(made.client.id, { accent: "#112233" }, png(3));
    const { html, status } = await admin.open(`${lookAt(made.client.id)}/sign-in`);
    expect(status).toBe(200);
    expect(html).toMatch(LOGO);
    expect(html).toContain("/accents/112233.css");
    expect(html).toMatch(/<div class="stack" inert/);
    expect(html).toContain('name="csrf" value=""');
    expect(html).not.toContain("<script");
  });

  test("over the API it is read and changed, what is left out stays, and a logo is written anew", async () => {
    const made = await hub.makeClient({ name: "By program" });
    const { html } = await admin.open(`${hub.url}/account/tokens`);
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const fields = new URLSearchParams({ csrf, name: "Look", days: "30" });
    for (const scope of API_SCOPE_NAMES) fields.append("scopes", scope);
    const answer = await admin.request(`${hub.url}/account/tokens`, {
      method: "POST",
      body: fields.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    const token = /adp_[\w-]{43}/.exec(await answer.text())?.[0] ?? "";
    const call = async (method: string, body?: object) => {
      const response = await fetch(`${hub.url}/api/v1/applications/${made.client.id}/look`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await call("GET")).body).toEqual({
      accent: null,
      terms_uri: null,
      policy_uri: null,
      allow_passkey: true,
      ways_in: [],
      logo: null,
    });
    const changed = await call("PATCH", { accent: "#AABBCC", logo: png(200).toString("base64") });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      accent: "#aabbcc",
      logo: expect.stringMatching(/^\/logos\/[0-9a-f]{32}\.webp$/),
    });
    const more = await call("PATCH", { ways_in: ["email"], policy_uri: "https://p.example/x" });
    expect(more.body).toMatchObject({ accent: "#aabbcc", ways_in: ["email"], logo: changed.body.logo });
    const wrong = await call("PATCH", { accent: "blue", ways_in: ["email", "email"] });
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.body)).toContain("accent");
    expect((await call("PATCH", { logo: Buffer.from("GIF89a").toString("base64") })).status).toBe(422);
    expect((await call("PATCH", { logo: null })).body.logo).toBeNull();
    const { detail } = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("subject_id", "=", made.client.id)
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(detail).toContain("look.logo");
  });

  test("an application that is removed takes its look along", async () => {
    const made = await hub.makeClient({ name: "Gone" });
    await sendLook(made.client.id, { accent: "#112233" }, png(4));
    const page = await admin.open(`${hub.url}/admin/applications/${made.client.id}`);
    const action = `/admin/applications/${made.client.id}/remove`;
    await admin.submit(page, {}, action);
    const rows = await hub.hub.db.query
      .selectFrom("client_looks")
      .select("client_id")
      .where("client_id", "=", made.client.id)
      .execute();
    expect(rows).toEqual([]);
  });
});
