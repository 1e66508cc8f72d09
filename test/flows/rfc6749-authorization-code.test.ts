/** RFC 6749, 4.1; RFC 9207; OpenID Connect Core, 3.1: the authorization code flow, from the first redirect to the tokens. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  codeFlow,
  pkce,
  redeem,
  signedInBrowser,
  signInWith,
  userinfo,
} from "../ground/oauth-client.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  test("a person who is not signed in signs in, consents, and comes back with a code, the state and the issuer", async () => {
    const made = await hub.makeClient();
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const { verifier, challenge } = pkce();

    const signIn = await browser.open(authorizeUrl(hub, made, challenge));
    expect(new URL(signIn.url).pathname).toBe("/sign-in");
    expect(signIn.html).toContain(made.client.name);
    const consent = await signInWith(browser, signIn, person);
    expect(new URL(consent.url).pathname).toBe("/consent");
    const { leftTo } = await browser.submit(consent, { consent: "allow" });

    expect(leftTo?.origin + (leftTo?.pathname ?? "")).toBe("https://app.example.com/callback");
    expect(leftTo?.searchParams.get("state")).toBe("the-state");
    expect(leftTo?.searchParams.get("iss")).toBe(hub.url);
    const answer = await redeem(hub, made, { code: leftTo?.searchParams.get("code") ?? "", code_verifier: verifier });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body).toMatchObject({ token_type: "Bearer", expires_in: 600, scope: "openid profile email" });
  });

  test("access token and ID Token are two things, and userinfo takes only the first", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const person = await hub.makeUser();
    const { body } = await codeFlow(hub, await signedInBrowser(hub, person), made);
    const accessToken = String(body.access_token);
    const idToken = String(body.id_token);
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ typ: "at+jwt", alg: "ES256" });
    expect(decodeProtectedHeader(idToken)).toMatchObject({ typ: "JWT", alg: "ES256" });
    expect(decodeJwt(idToken)).toMatchObject({
      iss: hub.url,
      sub: person.id,
      aud: made.client.clientId,
      nonce: "the-nonce",
      auth_time: hub.time.now(),
      amr: ["pwd"],
      preferred_username: person.name,
      email: person.email,
      email_verified: true,
    });
    expect(decodeJwt(accessToken)).toMatchObject({
      iss: hub.url,
      sub: person.id,
      client_id: made.client.clientId,
      scope: "openid profile email",
    });
    expect(decodeJwt(accessToken)).not.toHaveProperty("nonce");
    const info = await userinfo(hub, accessToken);
    expect(info.status).toBe(200);
    expect(info.body).toMatchObject({ sub: person.id, name: person.displayName, email: person.email });
    const refused = await userinfo(hub, idToken);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test("a replayed code is refused, and what it bought is revoked", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { verifier, challenge } = pkce();
    const code = (await authorize(browser, authorizeUrl(hub, made, challenge))).searchParams.get("code") ?? "";
    const first = await redeem(hub, made, { code, code_verifier: verifier });
    expect(first.status).toBe(200);
    expect((await userinfo(hub, String(first.body.access_token))).status).toBe(200);
    const second = await redeem(hub, made, { code, code_verifier: verifier });
    expect(second).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await userinfo(hub, String(first.body.access_token))).status).toBe(401);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("client_id", "=", made.client.id)
      .execute();
    expect(events.filter((event) => event.action === "code.replayed")).toHaveLength(1);
  });

  test("a code ends after a minute", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { verifier, challenge } = pkce();
    const code = (await authorize(browser, authorizeUrl(hub, made, challenge))).searchParams.get("code") ?? "";
    hub.time.advance(61);
    expect(await redeem(hub, made, { code, code_verifier: verifier })).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  test("a flow belongs to the browser that began it", async () => {
    const made = await hub.makeClient();
    const { challenge } = pkce();
    const attacker = new BrowserClient(hub.url);
    const page = await attacker.open(authorizeUrl(hub, made, challenge));
    const victim = await signedInBrowser(hub, await hub.makeUser());
    for (const path of ["/sign-in", "/consent", "/login/oauth/continue"]) {
      const shown = await victim.open(`${hub.url}${path}${new URL(page.url).search}`);
      expect(shown.status).toBe(400);
      expect(shown.html).toContain("flow_expired");
      expect(shown.leftTo).toBeNull();
    }
  });

  test("refusing consent sends access_denied to the client, once", async () => {
    const made = await hub.makeClient();
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const consent = await browser.open(authorizeUrl(hub, made, pkce().challenge));
    const { leftTo } = await browser.submit(consent, { consent: "deny" });
    expect(Object.fromEntries(leftTo?.searchParams ?? [])).toMatchObject({
      error: "access_denied",
      state: "the-state",
      iss: hub.url,
    });
    expect((await browser.submit(consent, { consent: "allow" })).status).toBe(400);
  });
});
