/**
 * OpenID Connect Front-Channel Logout 1.0: what the signed-out page loads in frames, of whose session, and what the browser is
 * allowed to load there. That a browser does so is shown in test/browser.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientSettingsInput, readClientSettings } from "../../src/hub/clients/settings.ts";
import { Refusal } from "../../src/lib/errors.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser } from "../ground/oauth-client.ts";

const ORIGIN = "https://app.example.com";
const FRAME = `${ORIGIN}/front-channel?keep=1`;
const BACK = "https://home.example.net/bye";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const framing = (settings: Partial<ClientSettingsInput> = {}) =>
    hub.makeClient({
      consent: "first-party",
      frontchannelLogoutUri: FRAME,
      frontchannelLogoutSessionRequired: true,
      postLogoutRedirectUris: [BACK],
      ...settings,
    });
  const framesOf = (html: string): URL[] =>
    [...html.matchAll(/<iframe [^>]*src="([^"]*)"/g)].map(([, src = ""]) => new URL(src.replaceAll("&amp;", "&")));
  const policyOf = ({ headers }: Shown): string[] => (headers.get("content-security-policy") ?? "").split("; ");
  const frameSource = (shown: Shown): string | undefined =>
    policyOf(shown).find((directive) => directive.startsWith("frame-src"));
  const linkOf = (html: string): string | undefined =>
    /<a class="[^"]*" href="([^"]*)" data-goes-on/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  const signOut = async (browser: BrowserClient, query = "") =>
    browser.submit(await browser.open(`${hub.url}/sign-out${query}`), {}, "/sign-out");

  test("discovery says that both channels are there, and that both name the session", async () => {
    const metadata = (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as object;
    expect(metadata).toMatchObject({
      end_session_endpoint: `${hub.url}/api/logout`,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });

  test("each application of this session is loaded once, with issuer and session where it asks for them", async () => {
    const [named, plain] = [await framing(), await framing({ frontchannelLogoutSessionRequired: false })];
    const elsewhere = await framing({
      redirectUris: ["https://other.example.com:8443/callback"],
      frontchannelLogoutUri: "https://other.example.com:8443/out",
    });
    const silent = await framing({ frontchannelLogoutUri: null });
    const stranger = await framing();
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, browser, named);
    for (const made of [plain, elsewhere, silent, named]) {
      hub.time.advance(1);
      await codeFlow(hub, browser, made);
    }
    await codeFlow(hub, await signedInBrowser(hub, person), stranger);
    const shown = await signOut(browser);
    expect([shown.status, new URL(shown.url).pathname]).toEqual([200, "/signed-out"]);
    const { sid } = decodeJwt(String(body.id_token));
    const query = new URLSearchParams({ iss: hub.url, sid: String(sid) });
    expect(framesOf(shown.html).map(({ href }) => href)).toEqual([
      `${FRAME}&${query}`,
      FRAME,
      `https://other.example.com:8443/out?${query}`,
    ]);
    expect(frameSource(shown)).toBe(`frame-src ${ORIGIN} https://other.example.com:8443`);
    expect(policyOf(shown)).toContain("default-src 'none'");
    expect(shown.html).not.toContain("data-goes-on");
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
  });

  test("an application that asks for the sign-out gets the browser back over the same page, with its state", async () => {
    const made = await framing();
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made);
    const asked = { id_token_hint: String(body.id_token), post_logout_redirect_uri: BACK, state: "s t&ä" };
    const shown = await browser.open(`${hub.url}/api/logout?${new URLSearchParams(asked)}`);
    expect(shown.leftTo).toBeNull();
    expect(framesOf(shown.html)).toHaveLength(1);
    const link = new URL(linkOf(shown.html) ?? "");
    expect([link.origin + link.pathname, link.searchParams.get("state")]).toEqual([BACK, "s t&ä"]);
    expect(shown.html).toMatch(/<script type="module" src="\/assets\/signed-out-[0-9a-f]{16}\.js">/);
  });

  test("the same after the question", async () => {
    const made = await framing();
    const browser = await signedInBrowser(hub, await hub.makeUser());
    await codeFlow(hub, browser, made);
    const query = new URLSearchParams({ client_id: made.client.clientId, post_logout_redirect_uri: BACK, state: "x" });
    const shown = await signOut(browser, `?${query}`);
    expect(framesOf(shown.html)).toHaveLength(1);
    expect(linkOf(shown.html)).toBe(`${BACK}?state=x`);
  });

  test("a session without such an application ends as before, and the page may load no frame", async () => {
    const made = await framing({ frontchannelLogoutUri: null });
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made);
    const asked = { id_token_hint: String(body.id_token), post_logout_redirect_uri: BACK };
    const { leftTo } = await browser.open(`${hub.url}/api/logout?${new URLSearchParams(asked)}`);
    expect(leftTo?.href).toBe(BACK);
    const plain = await browser.open(`${hub.url}/signed-out`);
    expect([framesOf(plain.html), frameSource(plain)]).toEqual([[], undefined]);
  });

  test("a bent ticket, an old one and none at all load nothing and lead nowhere", async () => {
    const made = await framing();
    const browser = await signedInBrowser(hub, await hub.makeUser());
    await codeFlow(hub, browser, made);
    const query = { client_id: made.client.clientId, post_logout_redirect_uri: BACK };
    const { url, html } = await signOut(browser, `?${new URLSearchParams(query)}`);
    expect(framesOf(html)).toHaveLength(1);
    const ticket = new URL(url).searchParams.get("ticket") ?? "";
    const [id = "", until = "", mac = ""] = ticket.split(".");
    const bent = [
      "",
      "x",
      `${Number(id) + 1}.${until}.${mac}`,
      `${id}.${Number(until) + 1}.${mac}`,
      `${id}.${until}.${mac.slice(0, -1)}${mac.endsWith("A") ? "B" : "A"}`,
      `${id}.${until}.`,
      `${ticket}.${mac}`,
    ];
    const look = async (value: string) =>
      browser.open(`${hub.url}/signed-out?${new URLSearchParams({ ...query, ticket: value })}`);
    expect(framesOf((await look(ticket)).html)).toHaveLength(1);
    for (const value of bent) {
      const shown = await look(value);
      expect([value, shown.status, framesOf(shown.html), frameSource(shown)]).toEqual([value, 200, [], undefined]);
      expect([value, linkOf(shown.html), shown.html.includes(BACK)]).toEqual([value, undefined, false]);
    }
    hub.time.advance(601);
    expect(framesOf((await look(ticket)).html)).toEqual([]);
  });

  test("a ticket with an address that is not registered shows the page without the way back", async () => {
    const made = await framing();
    const browser = await signedInBrowser(hub, await hub.makeUser());
    await codeFlow(hub, browser, made);
    const { url } = await signOut(browser);
    const ticket = new URL(url).searchParams.get("ticket") ?? "";
    const bent = { ticket, client_id: made.client.clientId, post_logout_redirect_uri: "https://evil.example/" };
    const shown = await browser.open(`${hub.url}/signed-out?${new URLSearchParams(bent)}`);
    expect(framesOf(shown.html)).toHaveLength(1);
    expect([linkOf(shown.html), shown.html.includes("evil.example")]).toEqual([undefined, false]);
  });
});

const settings = { name: "x", redirectUris: [`${ORIGIN}/callback`] };
const faultsOf = (more: Record<string, unknown>): Readonly<Record<string, string>> => {
  try {
    readClientSettings({ ...settings, ...more });
    return {};
  } catch (error) {
    if (error instanceof Refusal) return error.fields ?? {};
    throw error;
  }
};

test.each([
  ["http", "http://app.example.com/out", "redirect_insecure"],
  ["a fragment", `${ORIGIN}/out#x`, "redirect_fragment"],
  ["user information", "https://a:b@app.example.com/out", "redirect_not_absolute"],
  ["a scheme of an application", "com.example.app:/out", "invalid_url"],
  ["a script", "javascript:alert(1)", "invalid_url"],
  ["a path", "/out", "invalid_url"],
  ["a host that a header could misread", "https://app.example.com;sandbox/out", "redirect_not_absolute"],
  ["a list of sources", `${ORIGIN}/out *`, "redirect_not_absolute"],
])("neither address may be registered with %s", (_what, uri, fault) => {
  expect(faultsOf({ frontchannelLogoutUri: uri })).toEqual({ frontchannelLogoutUri: fault });
  expect(faultsOf({ backchannelLogoutUri: uri })).toEqual({ backchannelLogoutUri: fault });
});

test("a frame is on the origin of a redirect URI; a back channel may be anywhere", () => {
  expect(faultsOf({ frontchannelLogoutUri: `${ORIGIN}/out?x=1` })).toEqual({});
  for (const other of ["https://example.com/out", `${ORIGIN}:8443/out`, "https://app.example.com.evil.example/"])
    expect(faultsOf({ frontchannelLogoutUri: other })).toEqual({ frontchannelLogoutUri: "invalid" });
  expect(faultsOf({ backchannelLogoutUri: "https://example.com/out?x=1" })).toEqual({});
});
