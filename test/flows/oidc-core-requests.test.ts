/**
 * What an authorization request may ask for beside a code: response types and modes (OAuth 2.0 Multiple Response Types, Form
 * Post), resource indicators (RFC 8707), single claims, an expected person, pairwise subjects, kinds of sign-in
 * (OpenID Connect Core 3.1.2.1, 3.2, 3.3, 5.5, 8).
 */
import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RESPONSE_TYPES } from "../../src/hub/clients/settings.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorizeUrl,
  basic,
  codeFlow,
  INTROSPECT,
  pkce,
  post,
  redeem,
  refresh,
  signedInBrowser,
  userinfo,
} from "../ground/oauth-client.ts";

const half = (text: string): string => createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
  });
  afterAll(() => hub.close());

  const implicit = () =>
    hub.makeClient({
      consent: "first-party",
      responseTypes: [...RESPONSE_TYPES],
      dangers: ["dangerouslyAllowImplicit"],
    });
  const ask = async (
    made: Awaited<ReturnType<typeof implicit>>,
    change: Record<string, string | undefined>,
    keys = pkce(),
  ) => {
    const { leftTo } = await browser.open(
      authorizeUrl(hub, made, change.response_type?.includes("code") === false ? undefined : keys.challenge, change),
    );
    return new URLSearchParams(leftTo?.hash.slice(1) || leftTo?.search);
  };

  test.each(RESPONSE_TYPES)("response_type=%s gives exactly its parts, bound to each other", async (responseType) => {
    const made = await implicit();
    const keys = pkce();
    const answer = await ask(made, { response_type: responseType }, keys);
    const parts = responseType.split(" ");
    expect([answer.has("code"), answer.has("access_token"), answer.has("id_token")]).toEqual([
      parts.includes("code"),
      parts.includes("token"),
      parts.includes("id_token"),
    ]);
    expect(answer.get("state")).toBe("the-state");
    expect(answer.get("iss")).toBe(hub.url);
    expect(answer.has("refresh_token")).toBe(false);
    const code = answer.get("code");
    const accessToken = answer.get("access_token");
    const idToken = answer.get("id_token");
    if (accessToken !== null) {
      expect(answer.get("token_type")).toBe("Bearer");
      expect((await userinfo(hub, accessToken)).body).toMatchObject({ sub: person.id });
    }
    if (idToken !== null) {
      const claims = decodeJwt(idToken);
      expect(claims.nonce).toBe("the-nonce");
      expect(claims.at_hash).toBe(accessToken === null ? undefined : half(accessToken));
      expect(claims.c_hash).toBe(code === null ? undefined : half(code));
    }
    if (code !== null) expect((await redeem(hub, made, { code, code_verifier: keys.verifier })).status).toBe(200);
  });

  test("an ID Token in the answer needs a nonce, and tokens never travel in a query", async () => {
    const made = await implicit();
    for (const responseType of RESPONSE_TYPES.filter((type) => type.includes("id_token"))) {
      expect((await ask(made, { response_type: responseType, nonce: undefined })).get("error")).toBe("invalid_request");
    }
    for (const responseType of RESPONSE_TYPES.filter((type) => type !== "code")) {
      const { leftTo } = await browser.open(
        authorizeUrl(hub, made, pkce().challenge, { response_type: responseType, response_mode: "query" }),
      );
      expect(leftTo?.search).toBe("");
      expect(new URLSearchParams(leftTo?.hash.slice(1)).get("error")).toBe("invalid_request");
    }
  });

  test("form_post answers with a form for the redirect URI, errors too", async () => {
    const made = await implicit();
    const page = await browser.open(authorizeUrl(hub, made, pkce().challenge, { response_mode: "form_post" }));
    expect(page.status).toBe(200);
    expect(page.html).toContain(`<form method="post" action="${made.client.redirectUris[0]}"`);
    expect(page.html).toMatch(/<input type="hidden" name="code" value="[\w-]{43}"\/>/);
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe-inline");
    expect(page.headers.get("content-security-policy")).not.toContain("form-action");
    const error = await browser.open(
      authorizeUrl(hub, made, pkce().challenge, { response_mode: "form_post", prompt: "dance" }),
    );
    expect(error.html).toContain('<input type="hidden" name="error" value="invalid_request"/>');
  });

  test("each use of the implicit answer is audited and counted", async () => {
    const made = await implicit();
    await ask(made, { response_type: "token" });
    await ask(made, { response_type: "token" });
    const uses = await hub.hub.db.query
      .selectFrom("danger_uses")
      .selectAll()
      .where("client_id", "=", made.client.id)
      .execute();
    expect(uses).toMatchObject([{ danger: "dangerouslyAllowImplicit", uses: 2, last_used_at: hub.time.now() }]);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("client_id", "=", made.client.id)
      .execute();
    expect(events.filter(({ action }) => action === "client.danger-used")).toHaveLength(2);
  });

  test("a resource becomes the audience, is kept on refresh, and must be the same at the token endpoint", async () => {
    const resource = "https://api.example.com";
    const made = await hub.makeClient({ consent: "first-party", resources: [resource] });
    const keys = pkce();
    const answer = await ask(made, { resource }, keys);
    const code = answer.get("code") ?? "";
    const sent = { code, code_verifier: keys.verifier };
    expect((await redeem(hub, made, { ...sent, resource: `${resource}/` })).body.error).toBe("invalid_target");
    const { body } = await redeem(hub, made, { ...sent, resource });
    expect(decodeJwt(String(body.access_token)).aud).toEqual([resource]);
    expect(decodeJwt(String(body.id_token)).aud).toBe(made.client.clientId);
    expect(
      (await refresh(hub, made, String(body.refresh_token), { resource: "https://other.example.com" })).body.error,
    ).toBe("invalid_target");
    const again = await refresh(hub, made, String(body.refresh_token), { resource });
    expect(decodeJwt(String(again.body.access_token)).aud).toEqual([resource]);
    const plain = await codeFlow(hub, browser, made);
    expect((await refresh(hub, made, String(plain.body.refresh_token), { resource })).body.error).toBe(
      "invalid_target",
    );
  });

  test("single claims are given where they are asked for, and nothing that is not in the table", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const claims = JSON.stringify({
      id_token: { email: null, password_hash: null, __proto__: null, name: { value: "Somebody Else" } },
      userinfo: { preferred_username: { essential: true }, is_admin: null },
    });
    const { body } = await codeFlow(hub, browser, made, { scope: "openid", claims });
    const idToken = decodeJwt(String(body.id_token));
    expect(idToken.email).toBe(person.email);
    expect(idToken).not.toHaveProperty("name");
    expect(idToken).not.toHaveProperty("password_hash");
    const told = await userinfo(hub, String(body.access_token));
    expect(Object.keys(told.body).sort()).toEqual(["aud", "iss", "preferred_username", "sub"]);
  });

  test("userinfo is signed for a client that asks for it so", async () => {
    const made = await hub.makeClient({ consent: "first-party", userinfoSigningAlg: "RS256" });
    const { body } = await codeFlow(hub, browser, made);
    const answer = await fetch(`${hub.url}/api/userinfo`, {
      headers: { authorization: `Bearer ${String(body.access_token)}` },
    });
    expect(answer.headers.get("content-type")).toBe("application/jwt");
    const keys = createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`));
    const { payload, protectedHeader } = await jwtVerify(await answer.text(), keys, {
      issuer: hub.url,
      audience: made.client.clientId,
    });
    expect([protectedHeader.alg, payload.sub, payload.email]).toEqual(["RS256", person.id, person.email]);
  });

  test("whoever is expected has to be the one who is signed in", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const other = await hub.makeUser();
    const hint = String((await codeFlow(hub, await signedInBrowser(hub, other), made)).body.id_token);
    const own = String((await codeFlow(hub, browser, made)).body.id_token);
    expect((await ask(made, { id_token_hint: own, prompt: "none" })).has("code")).toBe(true);
    expect((await ask(made, { id_token_hint: hint, prompt: "none" })).get("error")).toBe("login_required");
    expect((await ask(made, { id_token_hint: `${own}x`, prompt: "none" })).get("error")).toBe("login_required");
    const claims = JSON.stringify({ id_token: { sub: { value: other.id } } });
    expect((await ask(made, { claims, prompt: "none" })).get("error")).toBe("login_required");
  });

  test("pairwise subjects: the same for one sector, another for every other, in every token and answer", async () => {
    const at = (host: string) =>
      hub.makeClient({ consent: "first-party", subjectType: "pairwise", redirectUris: [`https://${host}/callback`] });
    const [first, second, elsewhere] = await Promise.all([at("one.example"), at("one.example"), at("two.example")]);
    const subjects = async (made: Awaited<ReturnType<typeof at>>) => {
      const { body } = await codeFlow(hub, browser, made);
      const accessToken = String(body.access_token);
      const told = await userinfo(hub, accessToken);
      const looked = await post(hub, INTROSPECT, { token: accessToken }, basic(made));
      const held = await post(hub, INTROSPECT, { token: String(body.refresh_token) }, basic(made));
      return new Set([
        decodeJwt(String(body.id_token)).sub,
        decodeJwt(accessToken).sub,
        told.body.sub,
        looked.body.sub,
        held.body.sub,
      ]);
    };
    const [[a], [b], [c]] = [
      [...(await subjects(first))],
      [...(await subjects(second))],
      [...(await subjects(elsewhere))],
    ];
    expect((await subjects(first)).size).toBe(1);
    expect(a).toBe(b);
    expect(new Set([a, c, person.id]).size).toBe(3);
  });

  test("a wished kind of sign-in is named; an essential one that is not reached is refused", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const wished = await codeFlow(hub, browser, made, { acr_values: "urn:alldoor:acr:2 urn:alldoor:acr:1" });
    expect(decodeJwt(String(wished.body.id_token)).acr).toBe("urn:alldoor:acr:1");
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ["urn:alldoor:acr:2"] } } });
    expect((await ask(made, { claims })).get("error")).toBe("unmet_authentication_requirements");
  });
});
