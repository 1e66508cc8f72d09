/**
 * Casdoor's page on OAuth 2.0, from its first request to its last, each sent as it is printed there, to an application that
 * was made from the template and with nothing else set. What is not printed is not sent.
 */
import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientSettingsInput } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { templateSettings } from "../../src/hub/clients/template.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  basic,
  INTROSPECT,
  type JsonAnswer,
  pkce,
  post,
  signedInBrowser,
  TOKEN,
} from "../ground/oauth-client.ts";

const REDIRECT = "https://app.example.com/callback";
const SIX = ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"];

eachDatabase((fresh) => {
  let hub: TestHub;
  let app: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    app = await hub.makeClient({
      ...(templateSettings("casdoor-compatible") as Partial<ClientSettingsInput>),
      name: "Page",
      redirectUris: [REDIRECT],
    });
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
  });
  afterAll(() => hub.close());

  /** What a person's browser is sent to, as the page prints it. */
  const visit = (more: Readonly<Record<string, string>> = {}): Promise<URL> => {
    const { clientId } = app.client;
    const query = {
      client_id: clientId,
      redirect_uri: REDIRECT,
      response_type: "code",
      scope: "openid",
      state: "STATE",
      ...more,
    };
    return authorize(browser, `${hub.url}/login/oauth/authorize?${new URLSearchParams(query)}`);
  };
  const codeOf = async (more?: Readonly<Record<string, string>>) => (await visit(more)).searchParams.get("code") ?? "";

  const send = async (
    path: string,
    body: Readonly<Record<string, string>>,
    contentType = "application/json",
  ): Promise<JsonAnswer> => {
    const response = await fetch(`${hub.url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": contentType },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  const credentials = () => ({ client_id: app.client.clientId, client_secret: app.clientSecret ?? "" });

  function expectSix({ status, body }: JsonAnswer, scope: string, refreshes = true): Record<string, string> {
    expect([
      status,
      Object.keys(body)
        .filter((key) => key !== "issued_token_type")
        .sort(),
    ]).toEqual([200, SIX]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: app.client.accessTokenSeconds, scope });
    expect(decodeProtectedHeader(String(body.access_token))).toMatchObject({ alg: "RS256", typ: "at+jwt" });
    expect(decodeProtectedHeader(String(body.id_token))).toMatchObject({ alg: "RS256", typ: "JWT" });
    expect(String(body.refresh_token) !== "").toBe(refreshes);
    return body as Record<string, string>;
  }

  const signIn = async (scope = "openid") =>
    expectSix(
      await send(TOKEN, { grant_type: "authorization_code", ...credentials(), code: await codeOf({ scope }) }),
      scope,
    );

  test("authorization code: redirected with code and state, six keys for it, the person in the token", async () => {
    const callback = await visit();
    expect([callback.origin + callback.pathname, callback.searchParams.get("state")]).toEqual([REDIRECT, "STATE"]);
    const code = callback.searchParams.get("code") ?? "";
    const tokens = expectSix(await send(TOKEN, { grant_type: "authorization_code", ...credentials(), code }), "openid");
    for (const token of [tokens.access_token, tokens.id_token]) {
      expect(decodeJwt(token ?? "")).toMatchObject({
        sub: person.id,
        iss: hub.url,
        owner: "main",
        name: person.name,
        azp: app.client.clientId,
      });
    }
    expect(decodeJwt(tokens.access_token ?? "").aud).toEqual([app.client.clientId]);
  });

  test.each(["text/plain;charset=UTF-8", "application/json; charset=utf-8"])("the same as %s", async (type) => {
    const code = await codeOf({ scope: "openid email" });
    expectSix(await send(TOKEN, { grant_type: "authorization_code", ...credentials(), code }, type), "openid email");
  });

  test("PKCE: the verifier with the code", async () => {
    const { verifier, challenge } = pkce();
    expect(challenge).toBe(createHash("sha256").update(verifier).digest("base64url"));
    const code = await codeOf({ code_challenge_method: "S256", code_challenge: challenge });
    expectSix(
      await send(TOKEN, { grant_type: "authorization_code", ...credentials(), code, code_verifier: verifier }),
      "openid",
    );
  });

  test("PKCE: without the secret, but never with a wrong one", async () => {
    const { verifier, challenge } = pkce();
    const asked = { code_challenge_method: "S256", code_challenge: challenge };
    const { client_id } = credentials();
    const request = async () => ({
      grant_type: "authorization_code",
      client_id,
      code: await codeOf(asked),
      code_verifier: verifier,
    });
    expect((await send(TOKEN, { ...(await request()), client_secret: "wrong" })).body.error).toBe("invalid_client");
    expectSix(await send(TOKEN, await request()), "openid");
  });

  test("a resource becomes the audience, and must be the same in both requests", async () => {
    const resource = "https://api.example.com";
    const request = async () => ({
      grant_type: "authorization_code",
      ...credentials(),
      code: await codeOf({ resource }),
    });
    const tokens = expectSix(await send(TOKEN, { ...(await request()), resource }), "openid");
    expect(decodeJwt(tokens.access_token ?? "").aud).toEqual([resource]);
    expect((await send(TOKEN, { ...(await request()), resource: "https://other.example.com" })).status).toBe(400);
  });

  test.each(["token", "id_token"])("implicit grant: response_type=%s", async (type) => {
    const callback = await visit({ response_type: type });
    const answer = new URLSearchParams(callback.hash.slice(1));
    expect([callback.origin + callback.pathname, callback.search, answer.get("state")]).toEqual([
      REDIRECT,
      "",
      "STATE",
    ]);
    const token = answer.get(type === "token" ? "access_token" : "id_token") ?? "";
    expect(decodeJwt(token)).toMatchObject({ sub: person.id, name: person.name });
  });

  test("device grant: the endpoint of discovery answers", async () => {
    const discovery = (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    const path = new URL(discovery.device_authorization_endpoint ?? "").pathname;
    const { body } = await post(hub, path, { ...credentials(), scope: "openid" });
    expect(body).toMatchObject({
      device_code: expect.any(String),
      user_code: expect.any(String),
      verification_uri: expect.stringContaining(hub.url),
    });
    const poll = {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      ...credentials(),
      device_code: String(body.device_code),
    };
    expect((await send(TOKEN, poll)).body.error).toBe("authorization_pending");
  });

  test("password grant", async () => {
    const request = { grant_type: "password", ...credentials(), username: person.name, password: person.password };
    const tokens = expectSix(await send(TOKEN, request), "openid");
    expect(decodeJwt(tokens.access_token ?? "")).toMatchObject({ sub: person.id, signinMethod: "Password" });
  });

  test("client credentials: six keys, and a token that is the application's", async () => {
    const tokens = expectSix(
      await send(TOKEN, { grant_type: "client_credentials", ...credentials() }),
      "openid",
      false,
    );
    expect(decodeJwt(tokens.access_token ?? "")).toMatchObject({
      sub: app.client.clientId,
      name: "Page",
      type: "application",
    });
  });

  test("refresh token", async () => {
    const { refresh_token = "" } = await signIn();
    const request = { grant_type: "refresh_token", refresh_token, scope: "openid", ...credentials() };
    expectSix(await send("/api/login/oauth/refresh_token", request), "openid");
  });

  test("token exchange: all of the scope, and less of it", async () => {
    const { access_token = "" } = await signIn("openid email profile");
    const request = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      ...credentials(),
      subject_token: access_token,
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    };
    expectSix(await send(TOKEN, { ...request, scope: "openid email" }), "openid email");
    const whole = await send(TOKEN, request);
    expect(String(whole.body.scope).split(" ").sort()).toEqual(["email", "openid", "profile"]);
  });

  test.each(["form", "multipart"])("introspection by %s", async (kind) => {
    const { access_token = "" } = await signIn();
    const fields = { token: access_token, token_type_hint: "access_token" };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const body = kind === "form" ? new URLSearchParams(fields) : form;
    const response = await fetch(`${hub.url}${INTROSPECT}`, {
      method: "POST",
      body,
      headers: { accept: "application/json", ...basic(app) },
    });
    expect(await response.json()).toMatchObject({
      active: true,
      client_id: app.client.clientId,
      username: person.name,
      token_type: "Bearer",
      exp: expect.any(Number),
      iat: expect.any(Number),
      nbf: expect.any(Number),
      sub: person.id,
      aud: [app.client.clientId],
      iss: hub.url,
    });
  });

  test("what is closed is closed: a standard application gets none of the bodies and shapes", async () => {
    const standard = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const own = { client_id: standard.client.clientId, client_secret: standard.clientSecret ?? "" };
    expect((await send(TOKEN, { grant_type: "client_credentials", ...own }, "text/plain")).body.error).toBe(
      "invalid_request",
    );
    const { body } = await send(TOKEN, { grant_type: "client_credentials", ...own });
    expect(body).not.toHaveProperty("id_token");
    expect(decodeJwt(String(body.access_token))).not.toHaveProperty("name");
  });
});
