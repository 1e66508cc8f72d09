/**
 * RFC 6749, 3.1.2 and 4.1.2.1; RFC 9700, 2.1 and 4.1; RFC 8252, 7.3: where an answer may be sent. Until client and redirect
 * URI are proven nothing is sent anywhere, and nothing but the registered bytes proves a redirect URI.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce, signedInBrowser } from "../ground/oauth-client.ts";
import { overAll, type RawAnswer, raw } from "./raw-http.ts";
import { redirectMutations } from "./redirect-mutations.ts";
import { grown, rowsOf } from "./rows.ts";

const REGISTERED = [
  "https://app.example.com/callback",
  "https://app.example.com:8443/signed-in/?tenant=7&mode=x",
  "http://localhost:3000/callback",
  "com.example.app://callback/path",
];

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser());
  });
  afterAll(() => hub.close());

  const ask = (url: string): Promise<RawAnswer> => {
    const { pathname, search } = new URL(url);
    return raw(hub, { path: `${pathname}${search}`, headers: { cookie: browser.cookieHeader(hub.url) } });
  };

  test.each(REGISTERED)(
    "of more than five hundred addresses that are almost %s none is accepted, and none is sent to",
    async (uri) => {
      const made = await hub.makeClient({ redirectUris: [uri], consent: "first-party" });
      const { challenge } = pkce();
      const mutations = redirectMutations(uri);
      expect(mutations.length).toBeGreaterThan(500);
      const before = await rowsOf(hub);
      const answers = await overAll(mutations, async (redirect) => ({
        redirect,
        answer: await ask(authorizeUrl(hub, made, challenge, { redirect_uri: redirect })),
      }));
      const accepted = answers.filter(({ answer }) => answer.status !== 400 || answer.header("location") !== undefined);
      expect(accepted.map(({ redirect, answer }) => [redirect, answer.status, answer.header("location")])).toEqual([]);
      expect(grown(before, await rowsOf(hub))).toEqual({});
      const exact = await ask(authorizeUrl(hub, made, challenge));
      expect(exact.header("location")?.startsWith(uri)).toBe(true);
    },
  );

  test.each([
    ["client unknown", { client_id: "0123456789abcdef0123" }, "client_unknown"],
    ["client left out", { client_id: undefined }, "client_unknown"],
    ["client empty", { client_id: "" }, "client_unknown"],
    ["client with a NUL", { client_id: "a\u0000b" }, "client_unknown"],
    ["client absurdly long", { client_id: "a".repeat(4000) }, "client_unknown"],
    ["redirect URI left out, though only one is registered", { redirect_uri: undefined }, "redirect_uri_unknown"],
    ["redirect URI empty", { redirect_uri: "" }, "redirect_uri_unknown"],
    ["redirect URI with a NUL", { redirect_uri: "https://app.example.com/callback\u0000" }, "redirect_uri_unknown"],
    ["redirect URI of another client", { redirect_uri: "https://other.example.com/callback" }, "redirect_uri_unknown"],
  ])("%s: a page and no redirect, whatever else is asked", async (_what, change, code) => {
    await hub.makeClient({ redirectUris: ["https://other.example.com/callback"] });
    const made = await hub.makeClient({ consent: "first-party" });
    const before = await rowsOf(hub);
    for (const more of [{}, { prompt: "none" }, { response_type: "token" }, { scope: '"' }, { request: "x" }]) {
      const answer = await ask(authorizeUrl(hub, made, pkce().challenge, { ...more, ...change }));
      expect(answer.status).toBe(400);
      expect(answer.header("location")).toBeUndefined();
      expect(answer.header("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.text).toContain(code);
    }
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test.each(["client_id", "redirect_uri"])(
    "%s there twice: a page and no redirect, even when both say the same",
    async (name) => {
      const made = await hub.makeClient({ consent: "first-party" });
      const url = authorizeUrl(hub, made, pkce().challenge);
      const value = new URL(url).searchParams.get(name) ?? "";
      for (const second of [value, "", "https://evil.example/"]) {
        const answer = await ask(`${url}&${name}=${encodeURIComponent(second)}`);
        expect(answer.status).toBe(400);
        expect(answer.header("location")).toBeUndefined();
        expect(answer.text).toContain("parameter_repeated");
      }
    },
  );

  test("a disabled client is as good as unknown, while it is disabled", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const url = authorizeUrl(hub, made, pkce().challenge);
    const disable = (at: number | null) =>
      hub.hub.db.write((tx) =>
        tx.query.updateTable("clients").set({ disabled_at: at }).where("id", "=", made.client.id).execute(),
      );
    await disable(hub.time.now());
    const answer = await ask(url);
    expect(answer.status).toBe(400);
    expect(answer.header("location")).toBeUndefined();
    expect(answer.text).toContain("client_unknown");
    await disable(null);
    expect((await ask(url)).status).toBe(303);
  });

  test("a request that waits is looked at again: a redirect URI that was taken away meanwhile gets nothing", async () => {
    const made = await hub.makeClient();
    const waiting = await browser.open(authorizeUrl(hub, made, pkce().challenge));
    expect(new URL(waiting.url).pathname).toBe("/consent");
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("clients")
        .set({ redirect_uris: '["https://app.example.com/new"]' })
        .where("id", "=", made.client.id)
        .execute(),
    );
    const shown = await browser.submit(waiting, { consent: "allow" });
    expect(shown.leftTo).toBeNull();
    expect(shown.status).toBe(400);
    expect(shown.html).toContain("redirect_uri_unknown");
  });
});
