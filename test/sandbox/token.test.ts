/**
 * The token endpoint's checks, provider by provider: who asks, with what, how often, and how late.
 */
import { describe, expect, test } from "vitest";
import {
  accessTokenOf,
  CHALLENGE,
  createGround,
  endpoints,
  json,
  type ProviderId,
  providerIds,
  s256,
  VERIFIER,
} from "./client.ts";

let now = 1_800_000_000_000;
const ground = createGround({ clock: () => now });
const withPkce = providerIds.filter((id) => id !== "dingtalk");
const wire = (id: ProviderId, name: string): string =>
  id === "dingtalk" ? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) : name;

/** Whether the answer brings a token; a refusal may come with status 200. */
const brings = async (response: Response): Promise<boolean> => {
  const body = await json(response);
  return typeof (body.access_token ?? body.accessToken) === "string";
};

const alive = async (id: ProviderId, accessToken: string): Promise<boolean> => {
  const response = await ground.api(id, endpoints[id].profile, accessToken);
  return response.status === 200 && (await json(response)).status !== "error";
};

test("the S256 of RFC 7636, appendix B", () => {
  expect(s256(VERIFIER)).toBe(CHALLENGE);
});

describe.each(providerIds)("%s", (id: ProviderId) => {
  test("a code is good once; the second time kills what the first has bought", async () => {
    const code = await ground.code(id);
    const first = await json(await ground.redeem(id, code));
    expect(await alive(id, accessTokenOf(first))).toBe(true);
    expect(await brings(await ground.redeem(id, code))).toBe(false);
    expect(await alive(id, accessTokenOf(first))).toBe(false);
  });

  test("sixteen at once: one wins", async () => {
    const code = await ground.code(id);
    const all = await Promise.all(Array.from({ length: 16 }, async () => brings(await ground.redeem(id, code))));
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  test("a code lives a minute, not longer", async () => {
    const [early, late] = [await ground.code(id), await ground.code(id)];
    now += 59_999;
    expect(await brings(await ground.redeem(id, early))).toBe(true);
    now += 1;
    expect(await brings(await ground.redeem(id, late))).toBe(false);
  });

  test.each([
    ["a code nobody gave", "code", "nonsense"],
    ["no code", "code", null],
    ["a wrong secret", "client_secret", "wrong"],
    ["no secret", "client_secret", null],
    ["a client nobody knows", "client_id", "nobody"],
    ["no client", "client_id", null],
    ["a grant nobody knows", "grant_type", "password"],
    ["no grant", "grant_type", null],
  ])("refuses %s, and the code stays good", async (_what, name, value) => {
    const code = await ground.code(id);
    expect(await brings(await ground.redeem(id, code, { [wire(id, name)]: value }))).toBe(false);
    expect(await brings(await ground.redeem(id, code))).toBe(true);
  });

  test("refuses another client's code", async () => {
    const code = await ground.code(id);
    const other = { ...ground.app(id), clientId: "other", clientSecret: "other-secret" };
    ground.sandbox.registerApp(other);
    const changes = { [wire(id, "client_id")]: "other", [wire(id, "client_secret")]: "other-secret" };
    expect(await brings(await ground.redeem(id, code, changes))).toBe(false);
  });

  test("answers no GET and no other body type", async () => {
    const code = await ground.code(id);
    const query = new URLSearchParams({ code, client_id: ground.app(id).clientId });
    expect((await ground.send(`${endpoints[id].token}?${query}`)).status).toBeGreaterThanOrEqual(400);
    const text = { method: "POST", body: `code=${code}`, headers: { "content-type": "text/plain" } };
    expect((await ground.send(endpoints[id].token, text)).status).toBeGreaterThanOrEqual(400);
  });

  test("does not read secrets from the address, and reads no more than its cap", async () => {
    const leaky = `${endpoints[id].token}?${wire(id, "client_secret")}=${ground.app(id).clientSecret}`;
    const type = id === "dingtalk" ? "application/json" : "application/x-www-form-urlencoded";
    const body = id === "dingtalk" ? "{}" : "grant_type=authorization_code";
    const inAddress = await ground.send(leaky, { method: "POST", headers: { "content-type": type }, body });
    expect(inAddress.status).toBeGreaterThanOrEqual(400);
    const large = await ground.send(endpoints[id].token, {
      method: "POST",
      headers: { "content-type": type },
      body: "a".repeat(70_000),
    });
    expect(large.status).toBeGreaterThanOrEqual(400);
  });

  test("no answer about tokens may be kept by a cache", async () => {
    const response = await ground.redeem(id, await ground.code(id));
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});

describe.each(withPkce)("%s", (id: ProviderId) => {
  test.each([
    ["another verifier", { code_verifier: "a".repeat(43) }],
    ["no verifier", { code_verifier: null }],
    ["a verifier that is too short", { code_verifier: "short" }],
    ["another redirect address", { redirect_uri: "http://localhost:8000/callback" }],
  ])("refuses %s", async (_what, changes) => {
    expect(await brings(await ground.redeem(id, await ground.code(id), changes))).toBe(false);
  });

  test("wants the redirect address again, where the provider does", async () => {
    const response = await ground.redeem(id, await ground.code(id), { redirect_uri: null });
    expect(await brings(response)).toBe(id === "github" || id === "casdoor");
  });

  test("refuses a verifier for a code without a challenge (RFC 9700, 2.1.1)", async () => {
    const changes = { code_challenge: null, code_challenge_method: null };
    expect(await brings(await ground.redeem(id, await ground.code(id, { changes })))).toBe(false);
    expect(await brings(await ground.redeem(id, await ground.code(id, { changes }), { code_verifier: null }))).toBe(
      true,
    );
  });

  test("refuses a doubled parameter", async () => {
    const code = await ground.code(id);
    const { clientId, clientSecret } = ground.app(id);
    const fields = [
      ["grant_type", "authorization_code"],
      ["client_id", clientId],
      ["client_secret", clientSecret],
      ["code", code],
      ["code", code],
    ];
    const response = await ground.send(endpoints[id].token, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { accept: "application/json" },
    });
    expect(response.status).toBe(400);
    expect(await brings(response)).toBe(false);
  });
});

describe("client authentication", () => {
  const basic = (id: ProviderId, secret = ground.app(id).clientSecret): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(ground.app(id).clientId)}:${secret}`).toString("base64")}`,
  });
  const bare = { client_id: null, client_secret: null };

  test.each(["google", "microsoft", "discord", "keycloak", "casdoor"] as const)("%s takes Basic", async (id) => {
    expect(await brings(await ground.redeem(id, await ground.code(id), bare, basic(id)))).toBe(true);
    expect(await brings(await ground.redeem(id, await ground.code(id), bare, basic(id, "wrong")))).toBe(false);
  });
  test("GitHub does not", async () => {
    expect(await brings(await ground.redeem("github", await ground.code("github"), bare, basic("github")))).toBe(false);
  });
  test("two ways at once are refused (RFC 6749, 2.3)", async () => {
    const response = await ground.redeem("keycloak", await ground.code("keycloak"), {}, basic("keycloak"));
    expect(await json(response)).toMatchObject({ error: "invalid_request" });
  });
  test("header and body may not name different clients", async () => {
    const response = await ground.redeem(
      "keycloak",
      await ground.code("keycloak"),
      { client_id: "other", client_secret: null },
      basic("keycloak"),
    );
    expect(await json(response)).toMatchObject({ error: "invalid_request" });
  });
});

describe("tokens in time", () => {
  const refresh = (id: ProviderId, refreshToken: unknown): Promise<Response> =>
    ground.redeem(id, "", {
      code: null,
      [wire(id, "grant_type")]: "refresh_token",
      [wire(id, "refresh_token")]: String(refreshToken),
      redirect_uri: null,
      code_verifier: null,
    });

  test.each([
    ["google", 3599],
    ["microsoft", 3599],
    ["dingtalk", 7200],
    ["casdoor", 604_800],
    ["discord", 604_800],
    ["keycloak", 300],
  ] as const)("an access token of %s lives %i seconds", async (id, lifetime) => {
    const answer = await ground.tokens(id);
    expect(answer.expires_in ?? answer.expireIn).toBe(lifetime);
    now += lifetime * 1000 - 1;
    expect(await alive(id, accessTokenOf(answer))).toBe(true);
    now += 1;
    expect(await alive(id, accessTokenOf(answer))).toBe(false);
  });

  test("one of GitHub has no end, and no refresh token", async () => {
    const answer = await ground.tokens("github");
    expect(answer).not.toHaveProperty("expires_in");
    expect(answer).not.toHaveProperty("refresh_token");
    now += 365 * 86_400_000;
    expect(await alive("github", accessTokenOf(answer))).toBe(true);
  });

  test("Google gives a refresh token for access_type=offline only, and repeats none", async () => {
    expect(await ground.tokens("google")).not.toHaveProperty("refresh_token");
    const { refresh_token } = await ground.tokens("google", { changes: { access_type: "offline" } });
    for (let time = 0; time < 2; time += 1) {
      const answer = await json(await refresh("google", refresh_token));
      expect(await alive("google", accessTokenOf(answer))).toBe(true);
      expect(answer).not.toHaveProperty("refresh_token");
    }
  });

  test("Microsoft gives one for offline_access only; an old one lives on", async () => {
    expect(await ground.tokens("microsoft")).not.toHaveProperty("refresh_token");
    const { refresh_token } = await ground.tokens("microsoft", { changes: { scope: "openid profile offline_access" } });
    const answer = await json(await refresh("microsoft", refresh_token));
    expect(answer.refresh_token).not.toBe(refresh_token);
    expect(await brings(await refresh("microsoft", refresh_token))).toBe(true);
  });

  test.each(["discord", "dingtalk", "casdoor"] as const)(
    "%s spends them; a second use kills the whole family",
    async (id) => {
      const first = await ground.tokens(id);
      const old = first.refresh_token ?? first.refreshToken;
      const second = await json(await refresh(id, old));
      expect(await alive(id, accessTokenOf(second))).toBe(true);
      expect(await brings(await refresh(id, old))).toBe(false);
      expect(await alive(id, accessTokenOf(second))).toBe(false);
      expect(await brings(await refresh(id, second.refresh_token ?? second.refreshToken))).toBe(false);
    },
  );

  test("a refresh can't widen the scope, and can narrow it", async () => {
    const { refresh_token } = await ground.tokens("keycloak", { changes: { scope: "openid profile" } });
    const body = (scope: string) => ({
      code: null,
      grant_type: "refresh_token",
      refresh_token: String(refresh_token),
      scope,
      redirect_uri: null,
      code_verifier: null,
    });
    expect(await json(await ground.redeem("keycloak", "", body("openid email")))).toMatchObject({
      error: "invalid_scope",
    });
    expect(await json(await ground.redeem("keycloak", "", body("openid")))).toMatchObject({ scope: "openid" });
  });

  test("an access token is no refresh token, nor the other way round", async () => {
    const answer = await ground.tokens("discord");
    expect(await brings(await refresh("discord", answer.access_token))).toBe(false);
    expect(await alive("discord", String(answer.refresh_token))).toBe(false);
  });

  test.each([
    ["google", "https://oauth2.googleapis.com/revoke"],
    ["discord", "https://discord.com/api/oauth2/token/revoke"],
    ["keycloak", "https://keycloak.sandbox.test/realms/demo/protocol/openid-connect/revoke"],
  ] as const)("a revoked token of %s is dead, with all that hangs on it", async (id, url) => {
    const answer = await ground.tokens(id, id === "google" ? { changes: { access_type: "offline" } } : {});
    const { clientId, clientSecret } = ground.app(id);
    const credentials: Record<string, string> =
      id === "google" ? {} : { client_id: clientId, client_secret: clientSecret };
    const revoke = (token: unknown, more = credentials) =>
      ground.send(url, { method: "POST", body: new URLSearchParams({ token: String(token), ...more }) });
    if (id !== "google") {
      expect((await revoke(answer.access_token, { client_id: clientId, client_secret: "wrong" })).status).toBe(401);
      expect(await alive(id, accessTokenOf(answer))).toBe(true);
    }
    expect((await revoke(answer.refresh_token)).status).toBe(200);
    expect(await alive(id, accessTokenOf(answer))).toBe(false);
    expect(await brings(await refresh(id, answer.refresh_token))).toBe(false);
    // RFC 7009, 2.2: a token that is not known is no error; Google says that it is one.
    expect((await revoke("nonsense")).status).toBe(id === "google" ? 400 : 200);
  });
});
