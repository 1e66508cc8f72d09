/**
 * A start address that the provider's site opens (Shopify's App URL): its launch parameters are looked at, and in a frame there
 * is a page that leads out of it and that nobody else may frame.
 */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProviderRow } from "../../src/hub/providers/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, through, upstreamBrowser } from "../ground/upstream.ts";
import { grown, rowsOf } from "./rows.ts";

const LAUNCH = {
  embedded: "1",
  host: "YWRtaW4uc2hvcGlmeS5jb20",
  shop: "sandbox.myshopify.com",
  timestamp: "1795000000",
};

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let row: ProviderRow;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    row = await hub.addProvider("shopify", { settings: { isEmbedded: "true" } });
  });
  afterAll(() => hub.close());

  /** The launch address, signed as Shopify documents it: the sorted parameters as a query, by the application's secret. */
  function launched(
    parameters: Readonly<Record<string, string>>,
    secret = hub.sandbox.sandbox.app("shopify").clientSecret,
  ) {
    const signed = Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join("&");
    const hmac = createHmac("sha256", secret).update(signed).digest("hex");
    return `${hub.url}/accounts/${row.slug}/login/?${new URLSearchParams({ ...parameters, hmac })}`;
  }

  const inFrame = { headers: { "sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site" } };

  test("in Shopify's frame: the way out of it, framed by the shop and the administration alone, and no sign-in begun", async () => {
    const before = await rowsOf(hub);
    const browser = upstreamBrowser(hub);
    const page = await browser.open(launched(LAUNCH), inFrame);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain(
      "frame-ancestors https://sandbox.myshopify.com https://admin.shopify.com",
    );
    expect(page.html).toMatch(/<a [^>]*target="_top"/);
    const href = /href="(\/accounts\/[^"]+)"/.exec(page.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect([...new URL(href, hub.url).searchParams.keys()]).toEqual(["shop"]);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    const whole = await browser.open(new URL(href, hub.url).href);
    expect(whole.url.startsWith(`${hub.sandbox.url}/sandbox.myshopify.com/`)).toBe(true);
    expect((await through(browser, whole, "noor")).url.startsWith(hub.url)).toBe(true);
  });

  test("a browser that does not say where it shows a page is believed Shopify's marker", async () => {
    const page = await upstreamBrowser(hub).open(launched(LAUNCH));
    expect(page.html).toContain('target="_top"');
    const top = await upstreamBrowser(hub).open(launched(LAUNCH), { headers: { "sec-fetch-dest": "document" } });
    expect(top.url.startsWith(hub.sandbox.url)).toBe(true);
  });

  test("launch parameters that Shopify has not signed are refused, in a frame and out of it", async () => {
    const bent = launched(LAUNCH).replace("shop=sandbox.", "shop=another.");
    const forged = launched(LAUNCH, "another secret");
    const more = `${launched(LAUNCH)}&scope=read_orders`;
    const twice = `${launched(LAUNCH)}&shop=another`;
    for (const address of [bent, forged, more, twice]) {
      const shown = await upstreamBrowser(hub).open(address, inFrame);
      expect(shown.status).toBe(400);
      expect(shown.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
  });

  test("no other page may be framed, and none at all where the setting is off", async () => {
    const plain = await hub.addProvider("shopify");
    const browser = upstreamBrowser(hub);
    const shown = await browser.open(`${hub.url}/accounts/${plain.slug}/login/?shop=sandbox`, inFrame);
    expect(shown.url.startsWith(hub.sandbox.url)).toBe(true);
    const signIn = await browser.open(`${hub.url}/sign-in`, inFrame);
    expect(signIn.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("the shop is taken with its domain and without; another domain's is none", async () => {
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, row.slug, made, { shop: "sandbox.myshopify.com" });
    const back = await through(browser, await browser.open(start), "theo");
    expect((await claimsOf(hub, made, back, verifier)).sub).toBeTypeOf("string");
    const asked = await browser.open(`${hub.url}/accounts/${row.slug}/login/?shop=sandbox.myshopify.com.evil.example`);
    expect(asked.status).toBe(422);
  });
});
