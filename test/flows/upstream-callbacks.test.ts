/**
 * The ways back from a provider that are not a plain redirect, and what a start address may say: a form of another site, a
 * fragment, an address that is start and callback in one; keys of a single sign-in, scopes, actions, where it goes on.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, comeBack, through, upstreamBrowser } from "../ground/upstream.ts";
import { grown, rowsOf } from "./rows.ts";

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let made: MadeClient;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
  });
  afterAll(() => hub.close());

  async function toProvider(slug: string, more: Readonly<Record<string, string>> = {}) {
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, slug, made, more);
    return { browser, verifier, page: await browser.open(start) };
  }

  const backFrom = async (slug: string, person = "noor") => {
    const { browser, verifier, page } = await toProvider(slug);
    return { browser, verifier, back: await hub.sandbox.sandbox.signInAs(page.url, person) };
  };

  const signedIn = (browser: BrowserClient) => browser.cookie(hub.url, "alldoor_session") !== undefined;

  describe("a callback that is a form of the provider's site", () => {
    let slug: string;
    beforeAll(async () => {
      ({ slug } = await hub.addProvider("apple"));
    });

    /** The POST as a browser sends it: from another site, without any cookie of ours. */
    const posted = (back: URL, fields: URLSearchParams = back.searchParams) =>
      fetch(`${back.origin}${back.pathname}`, {
        method: "POST",
        redirect: "manual",
        body: fields,
        headers: { origin: "https://appleid.apple.com", "sec-fetch-site": "cross-site" },
      });

    test("it is kept, the browser comes for it, and no code stands in an address of ours", async () => {
      const { browser, verifier, back } = await backFrom(slug);
      const answer = await posted(back);
      expect(answer.status).toBe(303);
      const location = answer.headers.get("location") ?? "";
      expect(location).toBe(`/accounts/apple/login/callback/?state=${back.searchParams.get("state")}`);
      expect(answer.headers.getSetCookie()).toEqual([]);
      const shown = await browser.open(new URL(location, hub.url).href);
      expect((await claimsOf(hub, made, shown, verifier)).sub).toBeTypeOf("string");
      const kept = await hub.hub.db.query.selectFrom("upstream_states").select("sealed_callback").execute();
      for (const { sealed_callback } of kept)
        expect(sealed_callback ?? "").not.toContain(back.searchParams.get("code") ?? "-");
    });

    test("another browser gets nothing by it, and the right one is not hindered", async () => {
      const { browser, verifier, back } = await backFrom(slug);
      await posted(back);
      const fetched = `${hub.url}/accounts/apple/login/callback/?state=${back.searchParams.get("state")}`;
      const stranger = upstreamBrowser(hub);
      expect((await stranger.open(fetched)).html).toContain("flow_expired");
      expect(signedIn(stranger)).toBe(false);
      expect(await claimsOf(hub, made, await browser.open(fetched), verifier)).toBeDefined();
      expect((await browser.open(fetched)).html).toContain("flow_expired");
    });

    test("what is posted first counts: a second form with the same state changes nothing", async () => {
      const { browser, verifier, back } = await backFrom(slug);
      await posted(back);
      const other = new URLSearchParams(back.searchParams);
      other.set("code", "another");
      await posted(back, other);
      const shown = await browser.open(`${hub.url}${back.pathname}?state=${back.searchParams.get("state")}`);
      expect(await claimsOf(hub, made, shown, verifier)).toBeDefined();
    });

    test("a code in the address is not read, and the state is good for the form that comes", async () => {
      const { browser, verifier, back } = await backFrom(slug);
      expect((await browser.open(back.href)).html).toContain("flow_expired");
      expect(await claimsOf(hub, made, await comeBack(browser, back, "form"), verifier)).toBeDefined();
    });

    test.each([
      ["a state that nobody sent", { state: "x".repeat(43) }],
      ["no state", { state: "" }],
    ])("%s: refused, nothing kept", async (_, change) => {
      const { back } = await backFrom(slug);
      const before = await rowsOf(hub);
      const fields = new URLSearchParams(back.searchParams);
      for (const [name, value] of Object.entries(change)) fields.set(name, value);
      expect((await posted(back, fields)).status).toBe(400);
      expect(grown(before, await rowsOf(hub))).toEqual({});
    });

    test("a provider that comes by redirect takes no form", async () => {
      await hub.addProvider("github");
      const { back } = await backFrom("github");
      expect((await posted(back)).status).toBe(405);
    });
  });

  describe("a callback behind the #", () => {
    let slug: string;
    beforeAll(async () => {
      const settings = { ...hub.sandbox.sandbox.demoSettings("telegram"), variant: "widget" };
      ({ slug } = await hub.addProvider("telegram", { settings }));
      // The login widget signs with the hub's own clock in view.
      hub.time.advance(Math.floor(Date.now() / 1000) - hub.time.now());
    });

    // Each test has a person of its own: what the widget says of one person in one second is one assertion.

    /** What the sandbox says by a query, as the service says it: packed, behind the #. */
    const packed = (back: URL): string => {
      const fields = [...back.searchParams].filter(([name]) => name !== "state");
      return `tgAuthResult=${Buffer.from(JSON.stringify(Object.fromEntries(fields))).toString("base64url")}`;
    };

    test("a page posts it, with its token; the address is the start address, told apart by its state", async () => {
      const { browser, verifier, back } = await backFrom(slug);
      expect(back.pathname).toBe("/accounts/telegram/login/");
      const page = await browser.open(`${hub.url}${back.pathname}?state=${back.searchParams.get("state")}`);
      expect(page.status).toBe(200);
      expect(page.html).toMatch(/<script type="module" src="\/assets\/fragment-/);
      const shown = await browser.submit(page, { fragment: packed(back) });
      expect((await claimsOf(hub, made, shown, verifier)).sub).toBeTypeOf("string");
    });

    test("an assertion that was seen on its way signs nobody in again, in whatever sign-in", async () => {
      const { browser, verifier, back } = await backFrom(slug, "theo");
      expect(await claimsOf(hub, made, await browser.open(back.href), verifier)).toBeDefined();
      const thief = await backFrom(slug, "quill");
      const stolen = new URL(back);
      stolen.searchParams.set("state", thief.back.searchParams.get("state") ?? "");
      const shown = await thief.browser.open(stolen.href);
      expect(new URL(shown.url).searchParams.get("error")).toBe("provider_repeated");
      expect(signedIn(thief.browser)).toBe(false);
    });

    test("one person twice within a second: the second is told to try again, and a second later it works", async () => {
      const [one, other] = [await backFrom(slug, "mira"), await backFrom(slug, "mira")];
      other.back.search = new URLSearchParams([
        ...[...one.back.searchParams].filter(([name]) => name !== "state"),
        ["state", other.back.searchParams.get("state") ?? ""],
      ]).toString();
      expect(await claimsOf(hub, made, await one.browser.open(one.back.href), one.verifier)).toBeDefined();
      const told = await other.browser.open(other.back.href);
      expect(new URL(told.url).searchParams.get("error")).toBe("provider_repeated");
      expect(told.html).toContain("Wait a second, then try again.");
      // The sandbox goes by the system's clock: what it says of a second is another text in the next.
      const second = Number(one.back.searchParams.get("auth_date"));
      await vi.waitFor(() => expect(Math.floor(Date.now() / 1000)).toBeGreaterThan(second), { timeout: 3000 });
      const later = await backFrom(slug, "mira");
      expect(await claimsOf(hub, made, await later.browser.open(later.back.href), later.verifier)).toBeDefined();
    });

    test("a fragment can't choose its state", async () => {
      const { browser, back } = await backFrom(slug, "zoe");
      const other = await backFrom(slug, "zoe");
      const page = await browser.open(`${hub.url}${back.pathname}?state=${back.searchParams.get("state")}`);
      const bent = `${packed(back)}&state=${other.back.searchParams.get("state")}`;
      expect((await browser.submit(page, { fragment: bent })).leftTo).not.toBeNull();
    });

    test("bent, empty, or from another site: nobody is signed in", async () => {
      for (const fragment of ["", "tgAuthResult=%%%", "tgAuthResult=ZmFsc2U", "error=access_denied"]) {
        const { browser, back } = await backFrom(slug);
        const page = await browser.open(`${hub.url}${back.pathname}?state=${back.searchParams.get("state")}`);
        const shown = await browser.submit(page, { fragment });
        expect(new URL(shown.url).pathname).toBe("/sign-in");
        expect(signedIn(browser)).toBe(false);
      }
      const { browser, back } = await backFrom(slug);
      const crossed = await browser.open(`${hub.url}/accounts/telegram/login/fragment/`, {
        method: "POST",
        body: new URLSearchParams({ state: back.searchParams.get("state") ?? "", fragment: packed(back) }),
        headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      });
      expect(crossed.status).toBe(403);
    });
  });

  describe("what a sign-in itself says", () => {
    test("a shop is asked for, checked by the entry's own form, and kept with the sign-in", async () => {
      const { slug } = await hub.addProvider("shopify", { settings: {} });
      const asked = await toProvider(slug);
      expect(asked.page.status).toBe(200);
      expect(asked.page.html).toContain('name="shop"');
      const wrong = await asked.browser.submit(asked.page, { shop: "evil.example/#" });
      expect(wrong.status).toBe(422);
      expect(wrong.url.startsWith(hub.url)).toBe(true);
      const provider = await asked.browser.submit(wrong, { shop: "petstore" });
      expect(provider.url).toContain("/petstore.myshopify.com/");
      const shown = await through(asked.browser, provider, "noor");
      expect((await claimsOf(hub, made, shown, asked.verifier)).sub).toBeTypeOf("string");
      const { page } = await toProvider(slug, { shop: "another" });
      expect(page.url).toContain("/another.myshopify.com/");
    });

    test("what the administrator has set no address changes", async () => {
      const { slug } = await hub.addProvider("shopify", { settings: { shop: "ours" } });
      const { page } = await toProvider(slug, { shop: "theirs" });
      expect(page.url).toContain("/ours.myshopify.com/");
      expect(page.url).not.toContain("theirs");
    });

    test("a region of the provider's own: the configured one, or the one that the address says", async () => {
      const { slug } = await hub.addProvider("battlenet", { settings: { region: "eu" } });
      const hostOf = async (more: Readonly<Record<string, string>>) =>
        new URL((await toProvider(slug, more)).page.url).pathname.split("/")[1];
      expect(await hostOf({})).toBe("oauth.battle.net");
      expect(await hostOf({ region: "cn" })).toBe("oauth.battlenet.com.cn");
      const { page } = await toProvider(slug, { region: "evil.example" });
      expect([page.status, page.url.startsWith(hub.url)]).toEqual([422, true]);
    });

    test("an OpenID of one's own: an address that leads to no server is asked for again", async () => {
      const { slug } = await hub.addProvider("openid", { settings: {}, clientId: "" });
      const asked = await toProvider(slug);
      const again = await asked.browser.submit(asked.page, { identifier: "http://169.254.169.254/latest" });
      expect(again.status).toBe(422);
      expect(again.html).toContain("That is not valid here.");
      expect(asked.browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    });

    test("scopes beyond the configured ones: those that the registration offers, no other", async () => {
      const { slug } = await hub.addProvider("github", { furtherScope: ["repo"] });
      const scopeOf = (url: string) => new URL(url).searchParams.get("scope")?.split(" ");
      expect(scopeOf((await toProvider(slug)).page.url)).not.toContain("repo");
      expect(scopeOf((await toProvider(slug, { scope: "repo" })).page.url)).toContain("repo");
      const before = await rowsOf(hub);
      const { page } = await toProvider(slug, { scope: "repo admin:org" });
      expect(page.status).toBe(400);
      expect(Object.keys(grown(before, await rowsOf(hub)))).toEqual(["flows"]);
    });

    test("action: the entry's own word for it", async () => {
      const { slug } = await hub.addProvider("facebook");
      const typeOf = async (action: string) =>
        new URL((await toProvider(slug, { action })).page.url).searchParams.get("auth_type");
      expect(await typeOf("reauthenticate")).toBe("reauthenticate");
      expect(await typeOf("rerequest")).toBe("rerequest");
      expect(await typeOf("anything")).toBeNull();
    });

    test("authorization parameters: the registration's, never the address's, never the protocol's", async () => {
      const { slug } = await hub.addProvider("google", { authorizeParams: { hd: "example.com" } });
      const params = { auth_params: "hd=evil.example", hd: "evil.example", redirect_uri: "https://evil.example" };
      const sent = new URL((await toProvider(slug, params)).page.url).searchParams;
      expect(sent.get("hd")).toBe("example.com");
      expect(sent.get("redirect_uri")).toBe(`${hub.url}/accounts/${slug}/login/callback/`);
      for (const name of ["redirect_uri", "state", "client_id", "response_type", "nonce", "code_challenge", "STATE"]) {
        await expect(hub.addProvider("google", { authorizeParams: { [name]: "x" } })).rejects.toMatchObject({
          code: "field_invalid",
          fields: { authorizeParams: "invalid" },
        });
      }
    });

    test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
      "next is an own path: %s leads home",
      async (next) => {
        const { slug } = await hub.addProvider("github");
        const person = await hub.makeUser();
        const browser = upstreamBrowser(hub);
        await link(browser, slug, person);
        const page = await browser.open(`${hub.url}/accounts/${slug}/login/?${new URLSearchParams({ next })}`);
        const shown = await choosePerson(browser, page, "theo");
        expect(shown.url).toBe(`${hub.url}/account`);
      },
    );

    /** Links the sandbox's Theo to a person here, in this browser. */
    async function link(browser: BrowserClient, slug: string, person: { name: string; password: string }) {
      const own = await signedInBrowser(hub, person);
      for (const name of ["alldoor_session", "alldoor_browser"])
        browser.setCookie(hub.url, name, own.cookie(hub.url, name) ?? "");
      const page = await browser.open(`${hub.url}/account/identities`);
      await choosePerson(browser, await browser.submit(page, {}, `/accounts/${slug}/login/`), "theo");
    }
  });

  test("a registration without client id, where the protocol knows none; and only there", async () => {
    const { slug } = await hub.addProvider("persona", { clientId: "" });
    const { page, browser, verifier } = await toProvider(slug);
    expect((await claimsOf(hub, made, await through(browser, page, "noor"), verifier)).sub).toBeTypeOf("string");
    for (const id of ["github", "google", "flickr", "draugiem"]) {
      await expect(hub.addProvider(id, { clientId: "" })).rejects.toMatchObject({ fields: { clientId: "required" } });
    }
  });
});
