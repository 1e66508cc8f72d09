/** The console's page of clients that nobody sets up by hand: what it saves holds at once, and a token is shown once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { calling } from "./registering.ts";

const PAGE = "/admin/applications/registration";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  const { register } = calling(() => hub);
  const metadata = { redirect_uris: ["https://app.example.com/callback"] };
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const csrf = async () => {
    const { html } = await browser.open(`${hub.url}${PAGE}`);
    return /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
  };
  const send = async (path: string, fields: Record<string, string>) =>
    browser.open(`${hub.url}${path}`, {
      method: "POST",
      body: new URLSearchParams({ csrf: await csrf(), unused_days: "30", most_unused: "1000", ...fields }),
      headers: { origin: hub.url, "content-type": "application/x-www-form-urlencoded" },
    });
  const actions = async () =>
    (
      await hub.hub.db.query.selectFrom("audit").select("action").where("action", "like", "registration.%").execute()
    ).map(({ action }) => action);

  test("the list of applications leads here, and nobody but an administrator is let in", async () => {
    expect((await browser.open(`${hub.url}/admin/applications`)).html).toContain(`href="${PAGE}"`);
    const other = await signedInBrowser(hub, await hub.makeUser());
    expect((await other.open(`${hub.url}${PAGE}`)).status).toBe(403);
  });

  test("the policy that is saved holds at once, and is in the audit log", async () => {
    expect((await register(metadata)).status).toBe(403);
    const saved = await send(PAGE, {
      mode: "open",
      resources: "https://mcp.example.com/mcp\r\n",
      metadata_hosts: "editor.example.com\r\nother.example.com:8443",
      unused_days: "7",
      most_unused: "1",
    });
    expect(saved.html).toMatch(/name="unused_days"[^>]*value="7"/);
    expect([saved.status, new URL(saved.url).search]).toEqual([200, "?notice=saved"]);
    expect(saved.html).toContain("other.example.com:8443");
    expect((await register(metadata)).status).toBe(201);
    expect((await register(metadata)).status).toBe(503);
    expect(await actions()).toEqual(["registration.policy-changed"]);
  });

  test("a token is shown once, registers, and ends when it is removed", async () => {
    await send(PAGE, { mode: "token", resources: "", metadata_hosts: "" });
    const made = await send(`${PAGE}/tokens`, { token_name: "Build", token_uses: "5", token_days: "1" });
    const token = /id="registration-token"[^>]*>([\w-]{43})</.exec(made.html)?.[1] ?? "";
    expect((await register(metadata)).status).toBe(401);
    expect((await register(metadata, token)).status).toBe(201);
    const { html } = await browser.open(`${hub.url}${PAGE}`);
    expect(html).toContain("1 of 5");
    expect(html).not.toContain(token);
    await send(`${PAGE}/tokens/remove`, { token: /name="token" value="(\d+)"/.exec(html)?.[1] ?? "" });
    expect((await register(metadata, token)).status).toBe(401);
  });

  test.each([
    [PAGE, { mode: "ajar" }],
    [PAGE, { mode: "open", resources: "not an address" }],
    [PAGE, { mode: "open", metadata_hosts: "https://editor.example.com/" }],
    [PAGE, { mode: "open", unused_days: "0" }],
    [PAGE, { mode: "open", unused_days: "" }],
    [PAGE, { mode: "open", most_unused: "100001" }],
    [`${PAGE}/tokens`, { token_name: "", token_uses: "1", token_days: "1" }],
    [`${PAGE}/tokens`, { token_name: "Build", token_uses: "0", token_days: "1" }],
    [`${PAGE}/tokens`, { token_name: "Build", token_uses: "1", token_days: "1e9" }],
  ])("%s refuses %j and changes nothing", async (path, fields) => {
    const before = await actions();
    const shown = await send(path, fields);
    expect([shown.status, shown.html.includes("field-wrong")]).toEqual([422, true]);
    expect(await actions()).toEqual(before);
  });
});
