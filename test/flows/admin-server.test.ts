/**
 * The console's pages about the server as a whole: webhooks with their secrets and deliveries, what applications may do with the API,
 * dangerous switches, and the settings in force, in which no secret stands.
 */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteDanger } from "../../src/hub/clients/dangers.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { API_SCOPE_NAMES } from "../../src/hub/permissions/scopes.ts";
import { effectiveSettings } from "../../src/lib/effective-settings.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { type LogoutReceiver, startLogoutReceiver } from "./logout-receiver.ts";

const HOOKS = "/admin/webhooks";
const METRICS = "metrics-token-that-nobody-may-read";
const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let receiver: LogoutReceiver;
  let token: string;
  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    const environment = {
      ALLDOOR_ALLOW_PRIVATE: receiver.host,
      ALLDOOR_METRICS_TOKEN: METRICS,
      ALLDOOR_SMTP_URL: "smtp://mail-user-4711:the-mail-password@127.0.0.1:25",
      ALLDOOR_SMTP_FROM: "Door <door@example.com>",
    };
    hub = await startHub({ ...(await fresh()), environment });
    const keeper = await hub.makeUser({ name: "keeper", isAdmin: true });
    browser = await signedInBrowser(hub, keeper);
    token = await hub.hub.db.write((tx) =>
      createPersonalToken(tx, hub.hub, keeper, { name: "x", scopes: API_SCOPE_NAMES, days: 7 }, OCCASION),
    );
  });
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });

  const send = async (path: string, fields: readonly (readonly [string, string])[]): Promise<Shown> => {
    const { html } = await browser.open(`${hub.url}/account`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    return browser.open(`${hub.url}${path}`, {
      method: "POST",
      body: new URLSearchParams([["csrf", csrf], ...fields.map(([name, value]) => [name, value])]),
      headers: { origin: hub.url, "content-type": "application/x-www-form-urlencoded" },
    });
  };
  const api = async (path: string) => {
    const response = await fetch(`${hub.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, text: await response.text() };
  };
  const secretIn = ({ html }: Shown): string =>
    /id="webhook-secret"[^>]*>(whsec_[A-Za-z0-9+/=]+)</.exec(html)?.[1] ?? "";
  const idOf = async (name: string): Promise<string> =>
    (await hub.hub.db.query.selectFrom("webhooks").select("id").where("name", "=", name).executeTakeFirstOrThrow()).id;

  test("a webhook is made with a secret that is shown once, hears what it listens for, and is sent to again on wish", async () => {
    const made = await send(HOOKS, [
      ["name", "Rota"],
      ["url", `${receiver.url}/hook`],
      ["listens", "only"],
      ["actions", "user.disabled"],
      ["actions", "webhook.updated"],
    ]);
    const secret = secretIn(made);
    expect([made.status, secret.length > 20]).toEqual([201, true]);
    const id = await idOf("Rota");
    expect((await browser.open(`${hub.url}${HOOKS}/${id}`)).html).not.toContain(secret);

    await send(`${HOOKS}/${id}`, [
      ["name", "Rota"],
      ["url", `${receiver.url}/hook`],
      ["listens", "only"],
      ["actions", "webhook.updated"],
      ["enabled", "true"],
    ]);
    await hub.webhooks.sendDue();
    expect(receiver.received).toHaveLength(1);
    const [told] = receiver.received;
    const { "webhook-id": name, "webhook-timestamp": at, "webhook-signature": signature } = told?.headers ?? {};
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    expect(signature).toBe(`v1,${createHmac("sha256", key).update(`${name}.${at}.${told?.body}`).digest("base64")}`);

    const page = await browser.open(`${hub.url}${HOOKS}/${id}`);
    expect(page.html).toContain("webhook.updated</code>");
    const replay = /action="([^"]*\/replay\/\d+)"/.exec(page.html)?.[1] ?? "";
    const again = await send(replay, []);
    expect(new URL(again.url).search).toBe("?notice=webhook_replayed");
    await hub.webhooks.sendDue();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([name, name]);
    const other = await send(HOOKS, [
      ["name", "Other"],
      ["url", `${receiver.url}/other`],
      ["listens", "every"],
    ]);
    expect(other.status).toBe(201);
    const foreign = replay.replace(id, await idOf("Other"));
    expect((await send(foreign, [])).status).toBe(404);

    const renewed = secretIn(await send(`${HOOKS}/${id}/secret`, []));
    expect([renewed.startsWith("whsec_"), renewed === secret]).toEqual([true, false]);
    await send(`${HOOKS}/${id}/remove`, []);
    expect((await browser.open(`${hub.url}${HOOKS}/${id}`)).status).toBe(404);
    const actions = await hub.hub.db.query.selectFrom("audit").select("action").where("subject_id", "=", id).execute();
    expect(actions.map(({ action }) => action).sort()).toEqual([
      "webhook.created",
      "webhook.deleted",
      "webhook.message-replayed",
      "webhook.secret-replaced",
      "webhook.updated",
    ]);
  });

  test.each([
    ["no name", [["name", ""]]],
    ["an address that is none", [["url", "javascript:alert(1)"]]],
    ["plain http elsewhere", [["url", "http://hooks.example.com/"]]],
    ["nothing to listen for", [["listens", "only"]]],
  ] as const)("%s is told beside its field", async (_name, bent) => {
    const usual = [
      ["name", "X"],
      ["url", "https://w.example/"],
      ["listens", "every"],
    ] as const;
    const fields = usual.filter(([name]) => !bent.some(([other]) => other === name));
    const refused = await send(HOOKS, [...fields, ...bent]);
    expect([refused.status, refused.html.includes('class="field-error"')]).toEqual([422, true]);
  });

  test("what an application may do with the API is ticked on its page and counts from the next call on", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const path = `/admin/applications/${made.client.id}`;
    const call = async () => {
      const answer = await post(
        hub,
        TOKEN,
        { grant_type: "client_credentials", scope: "alldoor:users:read" },
        basic(made),
      );
      const headers = { authorization: `Bearer ${String(answer.body.access_token)}` };
      return (await fetch(`${hub.url}/api/v1/users`, { headers })).status;
    };
    expect(await call()).not.toBe(200);
    const saved = await send(`${path}/permissions`, [
      ["permissions", "alldoor:users:read"],
      ["permissions", "management"],
    ]);
    expect([new URL(saved.url).search, await call()]).toEqual(["?notice=permissions_saved", 200]);
    expect(saved.html).toMatch(/value="alldoor:users:read" checked/);
    expect((await send(`${path}/permissions`, [["permissions", "alldoor:everything"]])).status).toBe(422);
    await send(`${path}/permissions`, []);
    expect(await call()).not.toBe(200);
    const open = await hub.makeClient({ type: "public" });
    expect((await browser.open(`${hub.url}/admin/applications/${open.client.id}/permissions`)).html).not.toContain(
      'name="permissions"',
    );
    expect(
      (await send(`/admin/applications/${open.client.id}/permissions`, [["permissions", "management"]])).status,
    ).toBe(422);
  });

  test("every dangerous switch that is on is listed with its use, and none that is off", async () => {
    const made = await hub.makeClient({ name: "Old Ledger", dangers: ["dangerouslyAllowPasswordGrant"] });
    await hub.makeClient({ name: "Quite Safe" });
    await hub.hub.db.write(async (tx) => {
      await noteDanger(tx, hub.hub, made.client, "dangerouslyAllowPasswordGrant", undefined, OCCASION);
      await noteDanger(tx, hub.hub, made.client, "dangerouslyAllowPasswordGrant", undefined, OCCASION);
    });
    const { html } = await browser.open(`${hub.url}/admin/dangers`);
    expect(html).toContain("Old Ledger");
    expect(html).toContain("dangerouslyAllowPasswordGrant</code>");
    expect(html).not.toContain("Quite Safe");
    const { data } = JSON.parse((await api("/dangers")).text) as { data: unknown[] };
    expect(data).toEqual([
      {
        application_id: made.client.id,
        client_id: made.client.clientId,
        name: "Old Ledger",
        dangers: [{ danger: "dangerouslyAllowPasswordGrant", last_used_at: hub.time.now(), uses: 2 }],
      },
    ]);
  });

  test("the settings in force say where each is from, and no secret", async () => {
    const { html } = await browser.open(`${hub.url}/admin/settings`);
    const { text } = await api("/settings/configuration");
    for (const shown of [html, text]) {
      expect(shown).toContain("ALLDOOR_METRICS_TOKEN");
      for (const secret of [METRICS, "the-mail-password", "mail-user-4711"]) expect(shown).not.toContain(secret);
    }
    const { data } = JSON.parse(text) as { data: { name: string; secret: boolean; source: string }[] };
    expect(data.find(({ name }) => name === "ALLDOOR_METRICS_TOKEN")).toEqual({
      name: "ALLDOOR_METRICS_TOKEN",
      value: null,
      secret: true,
      source: "variable",
    });
    expect(data.find(({ name }) => name === "ALLDOOR_LOG")).toMatchObject({ value: "info", source: "standard" });
  });
});

test("a setting that nobody has listed is not shown, and of a database's address neither user nor password nor parameters", () => {
  const settings = effectiveSettings(
    { brand_new: undefined, database_url: undefined, host: "127.0.0.1" },
    { ALLDOOR_BRAND_NEW: "hush", DATABASE_URL: "postgres://door:pass@db.example:5432/alldoor?sslpassword=x" },
    { host: "::" },
  );
  expect(settings).toEqual([
    { name: "ALLDOOR_BRAND_NEW", value: null, secret: true, source: "variable" },
    { name: "ALLDOOR_DATABASE_URL", value: "postgres://db.example:5432/alldoor", secret: false, source: "variable" },
    { name: "ALLDOOR_HOST", value: "::", secret: false, source: "option" },
  ]);
});
