/**
 * Signing in by a provider's own script (Facebook's JavaScript SDK): what the page may load, and that the token which it brings
 * is believed only as far as the provider vouches for it. An access token of another application, one that has run out and one
 * that is somebody else's sign nobody in.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { saveRule, USUAL_RULE } from "../../src/hub/providers/rules.ts";
import type { ProviderRow } from "../../src/hub/providers/store.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, signInThrough, through, upstreamBrowser } from "../ground/upstream.ts";
import { grown, rowsOf } from "./rows.ts";

const plain = (text: string): string => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const attributeOf = (html: string, name: string): string =>
  plain(new RegExp(`\\s${name}="([^"]*)"`).exec(html)?.[1] ?? "");

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let row: ProviderRow;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    row = await hub.addProvider("facebook", { settings: { method: "js_sdk", initParams: "cookie=true" } });
  });
  afterAll(() => hub.close());

  const application = () => hub.makeClient({ allowSignUp: true, consent: "first-party" });

  /** What the script's dialog answers to the page once the person has chosen. */
  async function fromDialog(browser: BrowserClient, page: Shown, person: string, fault?: string): Promise<string> {
    const init = JSON.parse(attributeOf(page.html, "data-init")) as { appId: string; version: string };
    const login = JSON.parse(attributeOf(page.html, "data-login")) as Record<string, string>;
    const address = new URL(`${hub.sandbox.url}/www.facebook.com/${init.version}/dialog/oauth`);
    const asked = { ...login, client_id: init.appId, response_type: "token", display: "popup", origin: hub.url };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    const answered = await choosePerson(browser, await browser.open(address.href), person, fault);
    expect(attributeOf(answered.html, "data-origin")).toBe(hub.url);
    const answer = JSON.parse(attributeOf(answered.html, "data-answer")) as { authResponse?: { accessToken: string } };
    return answer.authResponse?.accessToken ?? "";
  }

  async function toPage(made: MadeClient, more: Readonly<Record<string, string>> = {}) {
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, row.slug, made, more);
    return { browser, verifier, page: await browser.open(start) };
  }

  test("the page loads the provider's script and nothing else's, and has the redirect as a link", async () => {
    const { page } = await toPage(await application());
    expect(page.url.startsWith(hub.url)).toBe(true);
    const policy = page.headers.get("content-security-policy")?.split("; ") ?? [];
    expect(policy).toContain(`script-src 'self' ${hub.sandbox.url}`);
    expect(policy).toContain(`connect-src ${hub.sandbox.url}`);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin-allow-popups");
    expect(attributeOf(page.html, "data-sdk")).toBe(`${hub.sandbox.url}/connect.facebook.net/en_US/sdk.js`);
    expect(JSON.parse(attributeOf(page.html, "data-init"))).toEqual({
      appId: row.clientId,
      version: "v24.0",
      cookie: true,
    });
    expect(JSON.parse(attributeOf(page.html, "data-login"))).toEqual({ scope: "email,public_profile" });
    const other = await upstreamBrowser(hub).open(`${hub.url}/sign-in`);
    expect(other.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(other.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  test("by script and by redirect comes the same person", async () => {
    const made = await application();
    const { browser, verifier, page } = await toPage(made);
    const token = await fromDialog(browser, page, "mira");
    const back = await browser.submit(page, { access_token: token });
    const byScript = await claimsOf(hub, made, back, verifier);
    expect(byScript.name).toBe("Mira Halden");

    const other = await toPage(made);
    const href = /href="([^"]*dialog\/oauth[^"]*)"/.exec(other.page.html)?.[1] ?? "";
    const redirected = await through(other.browser, await other.browser.open(plain(href)), "mira");
    expect((await claimsOf(hub, made, redirected, other.verifier)).sub).toBe(byScript.sub);

    const asked = await toPage(made, { method: "oauth2" });
    expect(asked.page.url.startsWith(hub.sandbox.url)).toBe(true);
    const third = await through(asked.browser, asked.page, "mira");
    expect((await claimsOf(hub, made, third, asked.verifier)).sub).toBe(byScript.sub);
  });

  test.each(["foreign_token", "expired_token", "other_subject"])(
    "%s: nobody comes in, nothing is kept",
    async (fault) => {
      const { browser, page } = await toPage(await application());
      const token = await fromDialog(browser, page, "quill", fault);
      const before = await rowsOf(hub);
      const shown = await browser.submit(page, { access_token: token });
      expect(new URL(shown.url).searchParams.get("error")).toBe("provider_failed");
      expect(grown(before, await rowsOf(hub))).toEqual({});
      expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    },
  );

  test.each(["", "nonsense", "a b", "x".repeat(20_000)])("what is no token (%#) signs nobody in", async (token) => {
    const { browser, page } = await toPage(await application());
    const shown = await browser.submit(page, { access_token: token });
    expect(new URL(shown.url).searchParams.get("error")).toBe("provider_failed");
  });

  test("a state ends once, in its own browser, and only where it began with the script", async () => {
    const made = await application();
    const { browser, page } = await toPage(made);
    const token = await fromDialog(browser, page, "noor");
    const stranger = await toPage(made);
    const state = /name="state" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const stolen = await stranger.browser.submit(
      { ...stranger.page, html: stranger.page.html.replace(/(name="state" value=")[^"]+/, `$1${state}`) },
      { access_token: token },
    );
    expect(stolen).toMatchObject({ status: 400, html: expect.stringContaining("flow_expired") });
    expect((await browser.submit(page, { access_token: token })).leftTo).not.toBeNull();
    expect((await browser.submit(page, { access_token: token })).status).toBe(400);

    const redirected = await toPage(made, { method: "oauth2" });
    const bare = new URL(redirected.page.url).searchParams.get("state") ?? "";
    const forms = await toPage(made);
    const csrf =
      /name="csrf" value="([^"]+)"/.exec((await redirected.browser.open(`${hub.url}/sign-in`)).html)?.[1] ?? "";
    const answer = await redirected.browser.open(`${hub.url}/accounts/${row.slug}/login/token/`, {
      method: "POST",
      body: new URLSearchParams({
        csrf,
        state: bare,
        access_token: await fromDialog(forms.browser, forms.page, "noor"),
      }),
      headers: { origin: hub.url },
    });
    expect(new URL(answer.url).searchParams.get("error")).toBe("provider_failed");
    expect(redirected.browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
  });

  test("without the form's token the address answers nobody", async () => {
    const { browser, page } = await toPage(await application());
    const token = await fromDialog(browser, page, "noor");
    const forged = { ...page, html: page.html.replace(/(name="csrf" value=")[^"]+/, "$1forged") };
    expect((await browser.submit(forged, { access_token: token })).status).toBe(403);
  });

  test("an application that takes nobody from the provider gets no page with its script", async () => {
    const made = await application();
    await hub.hub.db.write((tx) => saveRule(tx, made.client.id, row.id, { ...USUAL_RULE, canSignIn: false }));
    expect((await toPage(made)).page.status).toBe(404);
  });

  test("linking goes the same way, for the session that asked", async () => {
    const person = await hub.makeUser();
    const browser = upstreamBrowser(hub);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), person);
    const page = await browser.submit(
      await browser.open(`${hub.url}/account/identities`),
      {},
      `/accounts/${row.slug}/login/`,
    );
    const token = await fromDialog(browser, page, "zoe");
    const linked = await browser.submit(page, { access_token: token });
    expect(linked.html).toContain("The identity is linked.");
  });

  test("exchangeToken: the provider is asked for a lasting token, and vouches before", async () => {
    const lasting = await hub.addProvider("facebook", { settings: { method: "js_sdk", exchangeToken: "true" } });
    const made = await application();
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, lasting.slug, made);
    const page = await browser.open(start);
    const token = await fromDialog(browser, page, "mira-renamed");
    const asked = async () =>
      ((await (await fetch(`${hub.sandbox.url}/_sandbox/requests`)).json()) as { requests: { endpoint: string }[] })
        .requests;
    const before = (await asked()).length;
    expect((await claimsOf(hub, made, await browser.submit(page, { access_token: token }), verifier)).sub).toBeTypeOf(
      "string",
    );
    const calls = (await asked()).map(({ endpoint }) => endpoint);
    expect(calls.length).toBeGreaterThan(before);
    expect(calls.slice(0, calls.length - before).reverse()).toEqual(["inspection", "token", "profile"]);
  });

  test("where the administrator has not chosen it there is neither page nor door", async () => {
    const ordinary = await hub.addProvider("facebook");
    const browser = upstreamBrowser(hub);
    const made = await application();
    const { start } = await begin(hub, browser, ordinary.slug, made, { method: "js_sdk" });
    expect((await browser.open(start)).url.startsWith(hub.sandbox.url)).toBe(true);
    expect((await signInThrough(hub, ordinary.slug, "noor", made)).sub).toBeTypeOf("string");
  });
});
