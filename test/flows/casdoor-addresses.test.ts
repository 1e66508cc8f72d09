/**
 * Casdoor's other addresses: the documents of one application, WebFinger, protected resource metadata, and the pages that
 * applications link to.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, codeFlow, pkce, signedInBrowser } from "../ground/oauth-client.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    await hub.makeUser({ isAdmin: true });
  });
  afterAll(() => hub.close());

  const get = (path: string) => fetch(`${hub.url}${path}`, { redirect: "manual" });
  const textOf = async (path: string) => (await get(path)).text();

  test.each(["openid-configuration", "oauth-authorization-server", "jwks", "oauth-protected-resource"])(
    "%s says the same for each application, known or not",
    async (document) => {
      const { client } = await hub.makeClient();
      const shared = await textOf(`/.well-known/${document}`);
      expect(JSON.parse(shared)).toBeTypeOf("object");
      expect(await textOf(`/.well-known/${encodeURIComponent(client.name)}/${document}`)).toBe(shared);
      expect(await textOf(`/.well-known/nobody/${document}`)).toBe(shared);
    },
  );

  test("protected resource metadata names the issuer of discovery", async () => {
    const metadata = JSON.parse(await textOf("/.well-known/oauth-protected-resource"));
    const { issuer, jwks_uri } = JSON.parse(await textOf("/.well-known/openid-configuration"));
    expect(metadata).toMatchObject({
      resource: issuer,
      authorization_servers: [issuer],
      jwks_uri,
      bearer_methods_supported: ["header", "body"],
    });
  });

  const ISSUER = "http://openid.net/specs/connect/1.0/issuer";
  const finger = (resource: string, rel = ISSUER) =>
    get(`/.well-known/webfinger?${new URLSearchParams({ resource, rel })}`);

  test("WebFinger leads to the issuer, for somebody and for nobody alike", async () => {
    const person = await hub.makeUser();
    const [known, unknown] = [`acct:${person.email}`, "acct:nobody@example.com"];
    const answers = await Promise.all([known, unknown].map((resource) => finger(resource)));
    expect(answers.map((answer) => [answer.status, answer.headers.get("content-type")])).toEqual(
      Array(2).fill([200, "application/jrd+json"]),
    );
    const [first, second] = await Promise.all(answers.map((answer) => answer.text()));
    expect(JSON.parse(first ?? "")).toEqual({ subject: known, links: [{ rel: ISSUER, href: hub.url }] });
    expect(second?.replace(unknown, known)).toBe(first);
    expect(await (await finger(known, "http://example.com/other")).json()).toEqual({ subject: known, links: [] });
  });

  test.each([
    "",
    "?resource=",
    "?resource=mira",
    "?resource=acct:a@x&resource=acct:b@x",
    `?resource=acct:${"a".repeat(600)}`,
  ])("WebFinger without one resource is refused: %s", async (query) =>
    expect((await get(`/.well-known/webfinger${query}`)).status).toBe(400),
  );

  test.each([
    ["/login", "/sign-in"],
    ["/login/main", "/sign-in"],
    ["/signup", "/sign-up"],
    ["/signup/app", "/sign-up"],
    ["/users/main/mira", "/account"],
    ["/users/main/mira?access_token=x", "/account"],
    ["/login?redirect_uri=https://evil.example", "/sign-in"],
  ])("%s leads to %s, without what stood in its query", async (from, to) => {
    const answer = await get(from);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, to]);
  });

  test("an authorization request that begins with signing up goes on as it was", async () => {
    const made = await hub.makeClient({ allowSignUp: true });
    const url = authorizeUrl(hub, made, pkce().challenge).replace("/login/oauth/authorize", "/signup/oauth/authorize");
    const page = await new BrowserClient(hub.url).open(url);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, "/sign-in"]);
    expect(page.html).toContain("/sign-up?flow=");
  });

  test("a token in the address of the account page signs nobody in", async () => {
    const { body } = await codeFlow(hub, await signedInBrowser(hub, await hub.makeUser()), await hub.makeClient());
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(`${hub.url}/account?access_token=${body.access_token}`);
    expect(new URL(page.url).pathname).toBe("/sign-in");
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
  });
});
