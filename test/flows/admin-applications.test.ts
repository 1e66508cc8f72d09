/** The console's applications, over HTTP: a secret is seen once, what is refused stays in the form, what goes takes its tokens. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DANGERS } from "../../src/hub/clients/settings.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  codeFlow,
  pkce,
  post,
  redeem,
  refresh,
  signedInBrowser,
  TOKEN,
  userinfo,
} from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";
import { grown, rowsOf } from "./rows.ts";

/** What stands to be copied under this id. */
const copyable = (page: Shown, id: string): string =>
  new RegExp(`id="${id}"[^>]*>([^<]+)<|id="${id}"[^>]*value="([^"]+)"`).exec(page.html)?.slice(1).find(Boolean) ?? "";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let adminId: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const admin = await hub.makeUser({ isAdmin: true });
    adminId = admin.id;
    browser = await signedInBrowser(hub, admin);
  });
  afterAll(() => hub.close());

  const list = `/admin/applications`;
  const open = (path: string) => browser.open(`${hub.url}${path}`);
  const clientOf = (id: string) =>
    hub.hub.db.query.selectFrom("clients").selectAll().where("id", "=", id).executeTakeFirst();
  const eventsOf = async (clientId: string) => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id", "detail"])
      .where("subject_id", "=", clientId)
      .orderBy("id")
      .execute();
    return rows.filter(({ actor_id }) => actor_id === adminId);
  };

  const create = async (values: Change) =>
    sendForm(browser, await open(`${list}/new`), list, {
      redirect_uris: "https://notes.example.com/callback",
      ...values,
    });

  /** Changes an application by its own form. */
  const change = async (id: string, values: Change = {}) =>
    sendForm(browser, await open(`${list}/${id}`), `${list}/${id}`, values);

  const byName = (name: string) =>
    hub.hub.db.query.selectFrom("clients").selectAll().where("name", "=", name).executeTakeFirstOrThrow();

  const tokenFor = (clientId: string, secret: string) =>
    post(
      hub,
      TOKEN,
      { grant_type: "client_credentials" },
      { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}` },
    );

  test("a new application shows its secret once: on the answer to the form, not in an address, not again", async () => {
    const shown = await create({
      name: "Harbour Notes",
      homepage: "https://notes.example.com",
      grant_types: "client_credentials",
    });
    expect(shown.status).toBe(201);
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(shown.url).toBe(`${hub.url}${list}`);
    const row = await byName("Harbour Notes");
    const secret = copyable(shown, "client-secret");
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(copyable(shown, "client-id")).toBe(row.client_id);
    expect((await tokenFor(row.client_id, secret)).status).toBe(200);
    expect(JSON.stringify(row)).not.toContain(secret);
    const again = await open(`${list}/${row.id}`);
    expect(again.html).not.toContain(secret);
    expect(again.html).toContain("A secret is set.");
    const [event] = await eventsOf(row.id);
    expect(event?.action).toBe("client.created");
    expect(event?.detail).not.toContain(secret);
    expect((await open(list)).html).toContain("Harbour Notes");
  });

  test.each(["public", "native"])("a %s application has no secret and can't be given one", async (type) => {
    const shown = await create({ name: `Pocket ${type}`, type });
    expect(shown.status).toBe(201);
    expect(copyable(shown, "client-secret")).toBe("");
    const row = await byName(`Pocket ${type}`);
    expect(row).toMatchObject({ type, secret_hash: null });
    expect((await change(row.id)).html).toContain("The changes have been saved.");
    const forced = { ...shown, html: shown.html.replaceAll(`${row.id}/remove`, `${row.id}/secret`) };
    expect((await sendForm(browser, forced, `${list}/${row.id}/secret`)).status).toBe(404);
    expect((await byName(`Pocket ${type}`)).secret_hash).toBeNull();
  });

  test.each([
    ["no name", { name: " " }, "name-error"],
    ["a relative redirect address", { redirect_uris: "harbour/callback" }, "redirect_uris-error"],
    ["plain http elsewhere", { redirect_uris: "http://notes.example.com/" }, "redirect_uris-error"],
    ["a fragment", { redirect_uris: "https://a.example/\nhttps://b.example/#x" }, "redirect_uris-error"],
    ["a code grant with nowhere to go", { redirect_uris: "" }, "redirect_uris-error"],
    ["a refresh token without a code", { grant_types: "refresh_token" }, "grant_types-error"],
    ["an unknown grant", { grant_types: "password" }, "grant_types-error"],
    ["an unknown scope", { scopes: "admin" }, "scopes-error"],
    ["an unknown algorithm", { signing_alg: "none" }, "signing_alg-error"],
    ["a consent by the name that it has elsewhere", { consent: "first-party" }, "consent-error"],
    [
      "a dangerous switch on an application that can't have it",
      { type: "public", dangerouslyAllowCodeWithoutPkce: "true" },
      null,
    ],
    ["an unknown type", { type: "trusted" }, "type-error"],
    ["an access token that is too long", { access_token_seconds: "901" }, "access_token_seconds-error"],
    ["no number", { refresh_token_seconds: "1e6" }, "refresh_token_seconds-error"],
    ["a homepage that runs", { homepage: "javascript:alert(1)" }, "homepage-error"],
  ])(
    "%s: the form comes back with what was typed and what is wrong, and nothing is stored",
    async (_name, bad, error) => {
      const before = await rowsOf(hub);
      const shown = await create({ name: "Kept Name", ...bad });
      expect(shown.status).toBe(422);
      if (error !== null) expect(shown.html).toContain(`id="${error}"`);
      if (!("name" in bad)) expect(shown.html).toContain('value="Kept Name"');
      if ("access_token_seconds" in bad) expect(shown.html).toContain('value="901"');
      expect(grown(before, await rowsOf(hub))).toEqual({});
    },
  );

  test("a name that is taken is refused, in creating and in changing", async () => {
    await create({ name: "First Name" });
    const again = await create({ name: "First Name" });
    expect(again.status).toBe(409);
    expect(again.html).toContain("That is already in use.");
    const { client } = await hub.makeClient();
    const changed = await change(client.id, { name: "First Name" });
    expect(changed.status).toBe(409);
    expect((await clientOf(client.id))?.name).toBe(client.name);
  });

  test("changing keeps what the form has no field for, and says in the log what was changed", async () => {
    const { client } = await hub.makeClient({
      postLogoutRedirectUris: ["https://app.example.com/bye"],
      consent: "always",
    });
    const saved = await change(client.id, {
      redirect_uris: "https://app.example.com/callback\r\n\r\n https://app.example.com/second ",
      consent: "trusted",
    });
    expect(saved.html).toContain("The changes have been saved.");
    const row = await clientOf(client.id);
    expect(JSON.parse(row?.redirect_uris ?? "")).toEqual([
      "https://app.example.com/callback",
      "https://app.example.com/second",
    ]);
    expect(JSON.parse(row?.post_logout_redirect_uris ?? "")).toEqual(["https://app.example.com/bye"]);
    expect(row?.consent).toBe("first-party");
    const [event] = await eventsOf(client.id);
    expect(JSON.parse(event?.detail ?? "")).toMatchObject({ changed: "redirectUris consent" });
  });

  test("the type of an application stays what it was, whatever a form says", async () => {
    const { client } = await hub.makeClient();
    await change(client.id, { type: "public" });
    expect(await clientOf(client.id)).toMatchObject({ type: "confidential" });
    expect((await clientOf(client.id))?.secret_hash).not.toBeNull();
  });

  test("a dangerous switch is off, says its own name, and is written into the log when it is turned on", async () => {
    const { client } = await hub.makeClient();
    expect((await open(`${list}/${client.id}`)).html).toContain("<code>dangerouslyAllowCodeWithoutPkce</code>");
    expect((await open("/admin")).html).not.toContain("Dangerous settings are on");
    await change(client.id, { dangerouslyAllowCodeWithoutPkce: "true" });
    expect(JSON.parse((await clientOf(client.id))?.dangers ?? "")).toEqual(["dangerouslyAllowCodeWithoutPkce"]);
    expect((await eventsOf(client.id)).at(-1)?.detail).toContain("dangerouslyAllowCodeWithoutPkce");
    expect((await open("/admin")).html).toContain("Dangerous settings are on");
    const native = await hub.makeClient({ type: "native" });
    expect((await open(`${list}/${native.client.id}`)).html).not.toContain("dangerouslyAllowCodeWithoutPkce");
  });

  test("a new secret replaces the old one at once", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const { client } = made;
    expect((await tokenFor(client.clientId, made.clientSecret ?? "")).status).toBe(200);
    const shown = await browser.submit(await open(`${list}/${client.id}`), {}, `${list}/${client.id}/secret`);
    const secret = copyable(shown, "client-secret");
    expect(shown.html).toContain("The old one no longer works.");
    expect((await tokenFor(client.clientId, secret)).status).toBe(200);
    expect((await tokenFor(client.clientId, made.clientSecret ?? "")).status).toBe(401);
    const last = (await eventsOf(client.id)).at(-1);
    expect(last?.action).toBe("client.secret-rotated");
    expect(last?.detail).not.toContain(secret);
  });

  test("an application that is switched off gets nothing, and goes on where it was when it is switched on", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const tokens = await codeFlow(hub, browser, made);
    expect((await change(made.client.id, { enabled: null })).html).toContain("The changes have been saved.");
    expect((await userinfo(hub, String(tokens.body.access_token))).status).toBe(401);
    expect((await refresh(hub, made, String(tokens.body.refresh_token))).status).toBe(401);
    expect((await browser.open(authorizeUrl(hub, made, pkce().challenge))).html).toContain("client_unknown");
    await change(made.client.id, { enabled: "true" });
    expect((await refresh(hub, made, String(tokens.body.refresh_token))).status).toBe(200);
  });

  test("removing takes consents, codes and tokens along, and leaves every other application's", async () => {
    const made = await hub.makeClient();
    const other = await hub.makeClient();
    const tokens = await codeFlow(hub, browser, made);
    const kept = await codeFlow(hub, browser, other);
    const { verifier, challenge } = pkce();
    const code = (await authorize(browser, authorizeUrl(hub, made, challenge))).searchParams.get("code") ?? "";
    const path = `${list}/${made.client.id}`;
    const shown = await browser.submit(await open(path), {}, `${path}/remove`);
    expect(shown.url).toBe(`${hub.url}${list}?notice=application_removed`);
    expect(shown.html).not.toContain(made.client.clientId);
    expect(await clientOf(made.client.id)).toBeUndefined();
    for (const table of ["consents", "codes", "grants"] as const) {
      const left = await hub.hub.db.query
        .selectFrom(table)
        .select("client_id")
        .where("client_id", "=", made.client.id)
        .execute();
      expect(left).toEqual([]);
    }
    expect((await userinfo(hub, String(tokens.body.access_token))).status).toBe(401);
    expect((await redeem(hub, made, { code, code_verifier: verifier })).status).toBe(401);
    expect((await userinfo(hub, String(kept.body.access_token))).status).toBe(200);
    const last = (await eventsOf(made.client.id)).at(-1);
    expect(last?.action).toBe("client.deleted");
    expect((await open("/admin/audit")).html).toContain(made.client.name);
  });

  test.each(["", "/secret", "/remove"])("what is not there is not found: POST …%s", async (below) => {
    const page = await open(`${list}/new`);
    const bent = { ...page, html: page.html.replaceAll(`action="${list}"`, `action="${list}/nothing${below}"`) };
    expect((await sendForm(browser, bent, `${list}/nothing${below}`)).status).toBe(404);
    expect((await open(`${list}/nothing`)).status).toBe(404);
  });

  test("begun as Casdoor-compatible every switch is on, and each is closed by itself, with what hangs on it", async () => {
    const form = await open(`${list}/new?template=casdoor-compatible`);
    const made = await sendForm(browser, form, list, {
      name: "Moved",
      redirect_uris: "https://moved.example.com/callback",
    });
    expect(made.status).toBe(201);
    const row = await hub.hub.db.query
      .selectFrom("clients")
      .selectAll()
      .where("name", "=", "Moved")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.dangers)).toEqual(Object.keys(DANGERS));
    expect([row.token_format, row.signing_alg, row.resources, row.consent]).toEqual([
      "JWT",
      "RS256",
      '["*"]',
      "first-party",
    ]);
    expect(JSON.parse(row.response_types)).toContain("token");

    await change(row.id, { dangerouslyAllowImplicit: null });
    const closed = await clientOf(row.id);
    expect(JSON.parse(closed?.dangers ?? "")).toEqual(
      Object.keys(DANGERS).filter((name) => name !== "dangerouslyAllowImplicit"),
    );
    expect(JSON.parse(closed?.response_types ?? "")).toEqual(["code", "id_token", "code id_token"]);
  });
});
