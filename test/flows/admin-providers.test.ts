/** The console's sign-in providers, over HTTP: a secret goes in and never comes out, a registration takes its links along. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { SECTIONS } from "../../src/hub/admin/frame.ts";
import { entryOf, newValues } from "../../src/hub/admin/providers/provider-form.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { checkProviderSettings, createProvider, findProviderRow, providerApp } from "../../src/hub/providers/store.ts";
import { loadAssets } from "../../src/pages/assets.ts";
import { AdminProviderPage } from "../../src/pages/hub/admin/providers/provider.tsx";
import { renderPage } from "../../src/pages/layout.tsx";
import { en } from "../../src/pages/text/index.ts";
import { discord, github } from "../../src/providers/catalogue/index.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";
import { grown, rowsOf } from "./rows.ts";

const LIST = "/admin/providers";
const SECRET = "a-secret-that-nobody-sees-again";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const open = (path: string) => browser.open(`${hub.url}${path}`);
  const add = async (entry: string, values: Change) =>
    sendForm(browser, await open(`${LIST}/add/${entry}`), `${LIST}/add/${entry}`, values);
  const change = async (id: string, values: Change) =>
    sendForm(browser, await open(`${LIST}/${id}`), `${LIST}/${id}`, values);
  const rows = () => hub.hub.db.query.selectFrom("providers").selectAll().orderBy("position").execute();
  const lastRow = async () => {
    const row = (await rows()).at(-1);
    if (!row) throw new Error("there is no provider");
    return row;
  };
  const lastEvent = () =>
    hub.hub.db.query.selectFrom("audit").select(["action", "detail"]).orderBy("id", "desc").executeTakeFirstOrThrow();

  test("one is picked from the catalogue by a part of its name", async () => {
    const page = await open(`${LIST}/add?q=GITH`);
    expect(page.html).toContain(`href="${LIST}/add/github"`);
    expect(page.html).not.toContain(`href="${LIST}/add/discord"`);
    expect((await open(`${LIST}/add?q=%3Cscript%3E`)).html).not.toContain("<script>");
  });

  test("a key of several lines comes through as its file had it, whatever browsers make of its line ends", async () => {
    expect((await open(`${LIST}/add/discord`)).html).toMatch(/<textarea [^>]*name="clientSecret"/);
    const key = `-----BEGIN PRIVATE KEY-----\n${"A".repeat(64)}\n${"B".repeat(40)}\n-----END PRIVATE KEY-----`;
    await add("discord", { clientId: "keyed", clientSecret: `${key.replaceAll("\n", "\r\n")}\r\n`, enabled: null });
    const row = await findProviderRow(hub.hub.db, (await lastRow()).id);
    expect(providerApp(hub.hub, row).clientSecret).toBe(key);
    await browser.submit(await open(`${LIST}/${row.id}`), {}, `${LIST}/${row.id}/remove`);
    expect((await rows()).map(({ id }) => id)).not.toContain(row.id);
  });

  test("a provider is added: its secret is sealed, its callback is said, and it is offered at sign-in", async () => {
    const before = await open(`${LIST}/add/github`);
    expect(before.html).toContain(`${hub.url}/accounts/github/login/callback/`);
    const shown = await add("github", {
      clientId: " Iv1.abc ",
      clientSecret: `${SECRET}\n`,
      displayName: "  Git   Hub ",
    });
    const row = await lastRow();
    expect(shown.url).toBe(`${hub.url}${LIST}/${row.id}?notice=provider_added`);
    expect(row).toMatchObject({
      slug: "github",
      client_id: "Iv1.abc",
      display_name: "Git Hub",
      allow_sign_up: 0,
      scope: null,
    });
    expect(JSON.stringify(row)).not.toContain(SECRET);
    expect(providerApp(hub.hub, await findProviderRow(hub.hub.db, row.id)).clientSecret).toBe(SECRET);
    expect(shown.html).not.toContain(SECRET);
    expect(shown.html).toContain("A secret is set.");
    const event = await lastEvent();
    expect(event.action).toBe("provider.created");
    expect(event.detail).not.toContain(SECRET);
    const signIn = await new BrowserClient(hub.url).open(`${hub.url}/sign-in`);
    expect(signIn.html).toContain('href="/accounts/github/login/"');
  });

  test("an empty secret keeps the one there is; a new one takes its place", async () => {
    await add("github", { clientId: "x", clientSecret: SECRET });
    const { id } = await lastRow();
    const secret = async () => providerApp(hub.hub, await findProviderRow(hub.hub.db, id)).clientSecret;
    await change(id, { clientId: "y", clientSecret: "" });
    expect(await secret()).toBe(SECRET);
    expect((await lastRow()).client_id).toBe("y");
    await change(id, { clientSecret: "another" });
    expect(await secret()).toBe("another");
  });

  test("two registrations of one entry have addresses of their own", async () => {
    await add("discord", { clientId: "one" });
    expect((await open(`${LIST}/add/discord`)).html).toContain("/accounts/discord-2/login/callback/");
    await add("discord", { clientId: "two" });
    expect((await rows()).filter(({ entry }) => entry === "discord").map(({ slug }) => slug)).toEqual([
      "discord",
      "discord-2",
    ]);
  });

  const COMPLETE = { clientId: "hub", "settings.url": "https://id.example.com", "settings.realm": "staff" };

  test("settings of the entry are kept as they were given, and what was left out is left out", async () => {
    await add("keycloak", { ...COMPLETE, "settings.url": "https://id.example.com/", scope: " openid   profile " });
    const row = await lastRow();
    const kept = { plain: { url: "https://id.example.com", realm: "staff", variant: "current" }, sealed: {} };
    expect(JSON.parse(row.settings)).toEqual(kept);
    expect(JSON.parse(row.scope ?? "")).toEqual(["openid", "profile"]);
    expect((await change(row.id, {})).html).toContain("The changes have been saved.");
    expect(JSON.parse((await lastRow()).settings)).toEqual(kept);
  });

  test.each<readonly [string, Change, string]>([
    ["no client id", { clientId: "  " }, "clientId-error"],
    ["a client id with a space", { clientId: "a b" }, "clientId-error"],
    ["no name", { displayName: " " }, "displayName-error"],
    ["a needed setting that is missing", { "settings.realm": "" }, "settings.realm-error"],
    ["an address that is none", { "settings.url": "id.example.com" }, "settings.url-error"],
    ["an address with a query", { "settings.url": "https://id.example.com/?a=b" }, "settings.url-error"],
    ["an address with somebody's password", { "settings.url": "https://a:b@id.example.com/" }, "settings.url-error"],
    ["a file", { "settings.url": "file:///etc/passwd" }, "settings.url-error"],
    ["a realm that climbs", { "settings.realm": ".." }, "settings.realm-error"],
    ["a scope that is none", { scope: 'openid "x"' }, "scope-error"],
    ["scopes without openid", { scope: "profile" }, "scope-error"],
  ])("%s: the form comes back with what is wrong, and nothing is stored", async (_name, bad, error) => {
    const before = await rowsOf(hub);
    const shown = await add("keycloak", { ...COMPLETE, clientSecret: SECRET, ...bad });
    expect(shown.status).toBe(422);
    expect(shown.html).toContain(`id="${error}"`);
    expect(shown.html).not.toContain(SECRET);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("a setting that is a secret is sealed for its row and its name, and kept where it is empty", async () => {
    const entry: Provider = { ...github, settings: { apiKey: { label: "API key", type: "secret", required: true } } };
    const wish = { displayName: "Game", clientId: "x", scope: null, allowSignUp: false, enabled: true };
    const create = (apiKey: string) =>
      hub.hub.db.write((tx) => createProvider(tx, hub.hub, entry, { ...wish, settings: { apiKey } }));
    await expect(create("")).rejects.toMatchObject({ fields: { apiKey: "required" } });
    const row = await create(SECRET);
    expect(JSON.stringify(await lastRow())).not.toContain(SECRET);
    expect(row.settings).toEqual({});
    const opened = async (id: string) => providerApp(hub.hub, await findProviderRow(hub.hub.db, id)).settings;
    expect(await opened(row.id)).toEqual({ apiKey: SECRET });
    expect((await change(row.id, { clientId: "y" })).html).toContain("The changes have been saved.");
    expect(await opened(row.id)).toMatchObject({ apiKey: SECRET });
    expect(checkProviderSettings(entry, { ...wish, settings: { apiKey: "" } }, row).settings).toEqual({});
    // A sealed value that is moved into another row opens nothing there.
    const other = await create("another");
    const { settings } = await hub.hub.db.query
      .selectFrom("providers")
      .select("settings")
      .where("id", "=", row.id)
      .executeTakeFirstOrThrow();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("providers").set({ settings }).where("id", "=", other.id).execute(),
    );
    await expect(opened(other.id)).rejects.toThrow();
  });

  test("a setting that is a secret has a field that shows nothing, and may stay empty once it is stored", () => {
    const entry: Provider = { ...github, settings: { apiKey: { label: "API key", type: "secret", required: true } } };
    const field = (secretSettings: readonly string[]) => {
      const values = { ...newValues(entry), settings: { apiKey: SECRET }, secretSettings };
      const props = {
        csrf: "c",
        existing: null,
        callback: "https://id.example.com/",
        sandbox: false,
        fieldErrors: {},
        action: "/x",
        linkingHref: "/x",
      };
      const { paths } = loadAssets();
      const viewer = { displayName: "A", username: "a", signOutAction: "/sign-out" };
      const frame = {
        t: en,
        assets: paths,
        viewer,
        sections: SECTIONS,
        accountHref: "/account",
        notice: null,
        error: null,
      };
      const html = renderPage(AdminProviderPage({ ...frame, ...props, entry: entryOf(entry), values }));
      expect(html).not.toContain(SECRET);
      return /<textarea[^>]*name="settings\.apiKey"[^>]*>[^<]*<\/textarea>/.exec(html)?.[0] ?? "";
    };
    expect(field([])).toMatch(/class="code secret".* required[^>]*><\/textarea>$/);
    expect(field(["apiKey"])).toMatch(/class="code secret"[^>]*><\/textarea>$/);
    expect(field(["apiKey"])).not.toContain("required");
  });

  test("one that is switched off is offered to nobody", async () => {
    await add("google", { clientId: "x" });
    const { id, slug } = await lastRow();
    const offered = async () =>
      (await new BrowserClient(hub.url).open(`${hub.url}/sign-in`)).html.includes(`/accounts/${slug}/login/`);
    expect(await offered()).toBe(true);
    await change(id, { enabled: null });
    expect(await offered()).toBe(false);
    expect((await new BrowserClient(hub.url).open(`${hub.url}/accounts/${slug}/login/`)).status).toBe(404);
    await change(id, { enabled: "true" });
    expect(await offered()).toBe(true);
  });

  test("removing says how many links go, and takes them along; a new one of the same name inherits none", async () => {
    const wish = { displayName: "Club", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
    const { row, kept } = await hub.hub.db.write(async (tx) => ({
      row: await createProvider(tx, hub.hub, github, wish),
      kept: await createProvider(tx, hub.hub, discord, wish),
    }));
    const people = [await hub.makeUser(), await hub.makeUser()];
    await hub.hub.db.write(async (tx) => {
      for (const [index, person] of people.entries()) {
        const profile = { sub: `s${index}`, issuer: "https://github.com", email_verified: false, raw: {} };
        await linkIdentity(tx, hub.hub, person.id, row.id, profile);
        await linkIdentity(tx, hub.hub, person.id, kept.id, profile);
      }
    });
    const page = await open(`${LIST}/${row.id}`);
    expect(page.html).toContain("2 linked identities go with it");
    const shown = await sendForm(browser, page, `${LIST}/${row.id}/remove`);
    expect(shown.html).toContain("The provider has been removed.");
    const links = await hub.hub.db.query.selectFrom("identities").select("provider_id").execute();
    expect(links.filter(({ provider_id }) => provider_id === row.id)).toEqual([]);
    expect(links.filter(({ provider_id }) => provider_id === kept.id)).toHaveLength(2);
    expect(await lastEvent()).toMatchObject({ action: "provider.deleted" });
    expect(JSON.parse((await lastEvent()).detail)).toMatchObject({ name: "Club", links: 2 });
    const again = await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish));
    expect(again.id).not.toBe(row.id);
    expect((await open(`${LIST}/${again.id}`)).html).toContain("No identity is linked through it.");
  });

  test("what is not there is not found", async () => {
    for (const path of [`${LIST}/nothing`, `${LIST}/add/nothing`, `${LIST}/add/__proto__`]) {
      expect((await open(path)).status).toBe(404);
    }
  });
});
