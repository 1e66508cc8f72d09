/**
 * RFC 8252, 7.3, 8.3 and 8.6: native clients. A loopback redirect may use any port, but only for a client registered as
 * native, only for the IP literals, and only the port; and the person is asked each time, for any program can listen there.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, authorizeUrl, pkce, redeem, signedInBrowser } from "../ground/oauth-client.ts";

const REGISTERED = [
  "http://127.0.0.1/callback?x=1",
  "http://[::1]:4000/callback",
  "http://localhost/callback",
  "com.example.app:/callback",
];

const ACCEPTED = [
  "http://127.0.0.1/callback?x=1",
  "http://127.0.0.1:1/callback?x=1",
  "http://127.0.0.1:51234/callback?x=1",
  "http://127.0.0.1:65535/callback?x=1",
  "http://[::1]/callback",
  "http://[::1]:51234/callback",
  "http://localhost/callback",
  "com.example.app:/callback",
];

const REFUSED = [
  "http://127.0.0.1:0/callback?x=1",
  "http://127.0.0.1:65536/callback?x=1",
  "http://127.0.0.1:512345/callback?x=1",
  "http://127.0.0.1:-1/callback?x=1",
  "http://127.0.0.1:/callback?x=1",
  "http://127.0.0.1: 80/callback?x=1",
  "http://127.0.0.1:80@evil.example/callback?x=1",
  "http://127.0.0.1:80.evil.example/callback?x=1",
  "http://127.0.0.1.evil.example/callback?x=1",
  "http://evil.example#127.0.0.1/callback?x=1",
  "http://user@127.0.0.1:5000/callback?x=1",
  "https://127.0.0.1:5000/callback?x=1",
  "HTTP://127.0.0.1:5000/callback?x=1",
  "http://127.0.0.1:5000/callback",
  "http://127.0.0.1:5000/callback?x=2",
  "http://127.0.0.1:5000/callback?x=1&y=2",
  "http://127.0.0.1:5000/callback/?x=1",
  "http://127.0.0.1:5000/../callback?x=1",
  "http://127.0.0.1:5000\\callback?x=1",
  "http://127.1:5000/callback?x=1",
  "http://127.0.0.2:5000/callback?x=1",
  "http://0.0.0.0:5000/callback?x=1",
  "http://2130706433:5000/callback?x=1",
  "http://0x7f000001:5000/callback?x=1",
  "http://[::ffff:127.0.0.1]:5000/callback?x=1",
  "http://[0:0:0:0:0:0:0:1]:5000/callback",
  "http://[::1]:5000/callback?x=1",
  "http://[::1%25lo]:5000/callback",
  "http://localhost:5000/callback",
  "com.example.app:5000/callback",
  "com.example.app://callback",
];

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser());
  });
  afterAll(() => hub.close());

  test("any port of a registered loopback literal, and the rest byte for byte", async () => {
    const made = await hub.makeClient({ type: "native", redirectUris: REGISTERED });
    for (const uri of ACCEPTED) {
      const { verifier, challenge } = pkce();
      const callback = await authorize(browser, authorizeUrl(hub, made, challenge, { redirect_uri: uri }));
      expect(callback.href.startsWith(new URL(uri).href)).toBe(true);
      const code = callback.searchParams.get("code") ?? "";
      expect((await redeem(hub, made, { code, code_verifier: verifier, redirect_uri: uri })).status).toBe(200);
    }
    for (const uri of REFUSED) {
      const page = await browser.open(authorizeUrl(hub, made, pkce().challenge, { redirect_uri: uri }));
      expect([uri, page.status, page.leftTo]).toEqual([uri, 400, null]);
      expect(page.html).toContain("redirect_uri_unknown");
    }
  });

  test("the token request names the port of the authorization request, not another", async () => {
    const made = await hub.makeClient({ type: "native", redirectUris: REGISTERED });
    const { verifier, challenge } = pkce();
    const uri = "http://127.0.0.1:5001/callback?x=1";
    const callback = await authorize(browser, authorizeUrl(hub, made, challenge, { redirect_uri: uri }));
    const fields = { code: callback.searchParams.get("code") ?? "", code_verifier: verifier };
    for (const other of ["http://127.0.0.1:5002/callback?x=1", "http://127.0.0.1/callback?x=1"]) {
      expect(await redeem(hub, made, { ...fields, redirect_uri: other })).toMatchObject({
        status: 400,
        body: { error: "invalid_grant" },
      });
    }
    expect((await redeem(hub, made, { ...fields, redirect_uri: uri })).status).toBe(200);
  });

  test.each(["public", "confidential"] as const)("a %s client keeps to the registered port", async (type) => {
    const made = await hub.makeClient({
      type,
      redirectUris: ["http://127.0.0.1:4000/callback"],
      consent: "first-party",
    });
    const page = await browser.open(
      authorizeUrl(hub, made, pkce().challenge, { redirect_uri: "http://127.0.0.1:4001/callback" }),
    );
    expect([page.status, page.leftTo]).toEqual([400, null]);
  });

  test("a person is asked each time where any program could be listening, whatever was allowed before", async () => {
    for (const redirect of ["http://127.0.0.1:7000/cb", "http://localhost:7000/cb", "com.example.app:/cb"]) {
      const made = await hub.makeClient({ type: "native", redirectUris: [redirect], consent: "first-party" });
      for (let time = 0; time < 2; time += 1) {
        const page = await browser.open(authorizeUrl(hub, made, pkce().challenge));
        expect(new URL(page.url).pathname).toBe("/consent");
        expect((await browser.submit(page, { consent: "allow" })).leftTo?.searchParams.has("code")).toBe(true);
      }
      const silent = await browser.open(authorizeUrl(hub, made, pkce().challenge, { prompt: "none" }));
      expect(silent.leftTo?.searchParams.get("error")).toBe("consent_required");
    }
  });

  test("consent that was given to one request does nothing for the next", async () => {
    const made = await hub.makeClient({ type: "native", redirectUris: ["com.example.app:/cb"] });
    const page = await browser.open(authorizeUrl(hub, made, pkce().challenge));
    await browser.submit(page, { consent: "allow" });
    const again = await browser.open(`${hub.url}/login/oauth/continue${new URL(page.url).search}`);
    expect([again.status, again.leftTo]).toEqual([400, null]);
    expect(again.html).toContain("flow_expired");
  });
});
