/**
 * Answers and refusals in each provider's own shape, as its published documentation shows them. Written from there, by
 * hand.
 */
import { describe, expect, test } from "vitest";
import { accessTokenOf, claimsOf, createGround, endpoints, type JsonBody, json, type ProviderId } from "./client.ts";

const NOW = 1_800_000_000;
const ground = createGround({ clock: () => NOW * 1000 });

const profileOf = async (id: ProviderId, person: string, changes: Record<string, string> = {}): Promise<JsonBody> => {
  const answer = await ground.tokens(id, { person, changes });
  return json(await ground.api(id, endpoints[id].profile, accessTokenOf(answer)));
};

/** The body and status of a token request that fails. */
async function refusal(
  id: ProviderId,
  changes: Record<string, string | null>,
  code?: string,
): Promise<{ status: number; body: JsonBody }> {
  const response = await ground.redeem(id, code ?? (await ground.code(id)), changes);
  return { status: response.status, body: await json(response) };
}

describe("GitHub", () => {
  const emails = "https://api.github.com/user/emails";

  test("GET /user keeps the address private, and GET /user/emails lists it", async () => {
    const token = accessTokenOf(await ground.tokens("github", { person: "theo" }));
    const user = await json(await ground.api("github", endpoints.github.profile, token));
    expect(user).toMatchObject({
      login: "theo.b",
      type: "User",
      site_admin: false,
      name: "Theo Brandvik",
      email: null,
    });
    expect(typeof user.id).toBe("number");
    expect(await json(await ground.api("github", emails, token))).toEqual([
      { email: "theo@brandvik.test", primary: true, verified: false, visibility: "private" },
      { email: `${user.id}+theo@users.noreply.github.com`, primary: false, verified: true, visibility: null },
    ]);
  });

  test("GET /user/emails wants its scope", async () => {
    const token = accessTokenOf(await ground.tokens("github", { changes: { scope: "read:user" } }));
    expect((await ground.api("github", emails, token)).status).toBe(404);
  });

  test("the token answer is form-encoded unless JSON is accepted, and its scopes have commas", async () => {
    const plain = await ground.redeem("github", await ground.code("github"), {}, { accept: "*/*" });
    expect(plain.headers.get("content-type")).toContain("application/x-www-form-urlencoded");
    const form = new URLSearchParams(await plain.text());
    expect(form.get("access_token")).toMatch(/^gho_[\w-]+$/);
    expect([form.get("scope"), form.get("token_type")]).toEqual(["read:user,user:email", "bearer"]);
    expect(Object.keys(await ground.tokens("github"))).toEqual(["access_token", "scope", "token_type"]);
  });

  test.each([
    ["a bad code", {}, "bad_verification_code", "The code passed is incorrect or expired."],
    [
      "a wrong secret",
      { client_secret: "x" },
      "incorrect_client_credentials",
      "The client_id and/or client_secret passed are incorrect.",
    ],
    [
      "an unknown client",
      { client_id: "x" },
      "incorrect_client_credentials",
      "The client_id and/or client_secret passed are incorrect.",
    ],
  ])("tells of %s with status 200", async (_what, changes, error, description) => {
    const { status, body } = await refusal("github", changes, "nonsense");
    expect(status).toBe(200);
    expect(body).toMatchObject({ error, error_description: description });
    expect(String(body.error_uri)).toMatch(/^https:\/\/docs\.github\.com\//);
  });

  test("tells of another redirect address, form-encoded where nothing else is accepted", async () => {
    const response = await ground.redeem(
      "github",
      await ground.code("github"),
      { redirect_uri: "http://localhost/" },
      { accept: "*/*" },
    );
    expect(new URLSearchParams(await response.text()).get("error")).toBe("redirect_uri_mismatch");
  });

  test("the API wants a User-Agent, a token, and a good one; it takes the word token too", async () => {
    const url = endpoints.github.profile;
    const token = accessTokenOf(await ground.tokens("github"));
    const noAgent = await ground.send(url, { headers: { authorization: `Bearer ${token}` } });
    expect(noAgent.status).toBe(403);
    expect(String((await json(noAgent)).message)).toContain("User-Agent");
    const noToken = await ground.send(url, { headers: { "user-agent": "test" } });
    expect([noToken.status, (await json(noToken)).message]).toEqual([401, "Requires authentication"]);
    const badToken = await ground.api("github", url, "gho_nonsense");
    expect([badToken.status, (await json(badToken)).message]).toEqual([401, "Bad credentials"]);
    const word = await ground.send(url, { headers: { "user-agent": "test", authorization: `token ${token}` } });
    expect(word.status).toBe(200);
    expect((await ground.send(`${url}?access_token=${token}`, { headers: { "user-agent": "test" } })).status).toBe(401);
  });
});

describe("Google", () => {
  test("the ID Token's claims", async () => {
    const answer = await ground.tokens("google", { person: "theo", changes: { nonce: "n-1" } });
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3599, scope: "openid profile email" });
    const { clientId } = ground.app("google");
    expect(claimsOf(answer.id_token)).toMatchObject({
      iss: "https://accounts.google.com",
      azp: clientId,
      aud: clientId,
      email: "theo@brandvik.test",
      email_verified: false,
      nonce: "n-1",
      given_name: "Theo",
      family_name: "Brandvik",
      iat: NOW,
      exp: NOW + 3600,
    });
  });

  test("userinfo follows the scope", async () => {
    expect(Object.keys(await profileOf("google", "mira", { scope: "openid" }))).toEqual(["sub"]);
    expect(await profileOf("google", "noor")).not.toHaveProperty("email");
  });

  test.each([
    ["an unknown client", { client_id: "x" }, 401, "invalid_client", "The OAuth client was not found."],
    ["a wrong secret", { client_secret: "x" }, 401, "invalid_client", "The provided client secret is invalid."],
    ["another redirect address", { redirect_uri: "http://localhost/" }, 400, "redirect_uri_mismatch", "Bad Request"],
    ["no verifier", { code_verifier: null }, 400, "invalid_grant", "Missing code verifier."],
    ["another verifier", { code_verifier: "x".repeat(43) }, 400, "invalid_grant", "Invalid code verifier."],
  ])("refuses %s", async (_what, changes, status, error, error_description) => {
    expect(await refusal("google", changes)).toEqual({ status, body: { error, error_description } });
  });

  test("refuses a code nobody gave, and a token nobody gave", async () => {
    expect((await refusal("google", {}, "x")).body).toEqual({
      error: "invalid_grant",
      error_description: "Malformed auth code.",
    });
    const response = await ground.api("google", endpoints.google.profile, "nonsense");
    expect([response.status, await json(response)]).toEqual([
      401,
      { error: "invalid_request", error_description: "Invalid Credentials" },
    ]);
  });
});

describe("Microsoft", () => {
  const PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

  test("the ID Token names tenant, object and version, and its issuer the tenant", async () => {
    const claims = claimsOf((await ground.tokens("microsoft")).id_token);
    expect(claims).toMatchObject({
      ver: "2.0",
      preferred_username: "mira.halden@example.com",
      email: "mira.halden@example.com",
      nbf: NOW,
    });
    expect(claims.oid).toMatch(/^[0-9a-f-]{36}$/);
    expect(claims.iss).toBe(`https://login.microsoftonline.com/${claims.tid}/v2.0`);
    expect(claims).not.toHaveProperty("email_verified");
    expect(claims).not.toHaveProperty("at_hash");
  });

  test("sub is pairwise, oid is not", async () => {
    const first = claimsOf((await ground.tokens("microsoft")).id_token);
    const other = createGround({ clock: () => NOW * 1000 });
    const second = claimsOf((await other.tokens("microsoft")).id_token);
    expect(second.oid).toBe(first.oid);
    expect(second.sub).not.toBe(first.sub);
  });

  test.each([
    ["consumers", PERSONAL],
    ["72f988bf-86f1-41af-91ab-2d7cd011db47", "72f988bf-86f1-41af-91ab-2d7cd011db47"],
  ])("people of %s live in %s", async (tenant, tid) => {
    const at = (url: string): string => url.replace("/common/", `/${tenant}/`);
    const back = await ground.sandbox.signInAs(at(ground.authorizeUrl("microsoft")), "mira");
    const { clientId, clientSecret } = ground.app("microsoft");
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      client_secret: clientSecret,
      code: back.searchParams.get("code") ?? "",
      redirect_uri: "http://localhost:8000/callback/microsoft",
      code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    });
    // A code of one tenant's address is nothing at another's.
    const wrong = await json(await ground.send(endpoints.microsoft.token, { method: "POST", body }));
    expect(wrong.error).toBe("invalid_grant");
    const right = await json(await ground.send(at(endpoints.microsoft.token), { method: "POST", body }));
    expect(claimsOf(right.id_token)).toMatchObject({ tid, iss: `https://login.microsoftonline.com/${tid}/v2.0` });
  });

  test("an address that names no tenant is nobody's", async () => {
    const url = ground.authorizeUrl("microsoft").replace("/common/", "/no%20tenant/");
    expect((await ground.send(url)).status).toBe(404);
  });

  test.each([
    ["a wrong secret", { client_secret: "x" }, 401, "invalid_client", 7000215],
    ["an unknown client", { client_id: "x" }, 400, "unauthorized_client", 700016],
    ["another verifier", { code_verifier: "x".repeat(43) }, 400, "invalid_grant", 501481],
    ["another redirect address", { redirect_uri: "http://localhost/" }, 400, "invalid_client", 500112],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type", 70003],
  ])("refuses %s", async (_what, changes, status, error, number) => {
    const { body, ...rest } = await refusal("microsoft", changes);
    expect(rest.status).toBe(status);
    expect(body).toMatchObject({ error, error_codes: [number], timestamp: "2027-01-15 08:00:00Z" });
    expect(body.error_description).toContain(`AADSTS${number}: `);
    expect(body.trace_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a redeemed code is AADSTS54005", async () => {
    const code = await ground.code("microsoft");
    await ground.redeem("microsoft", code);
    expect((await refusal("microsoft", {}, code)).body).toMatchObject({ error: "invalid_grant", error_codes: [54005] });
  });

  test("Graph refuses in its own form", async () => {
    const response = await ground.api("microsoft", endpoints.microsoft.profile, "nonsense");
    expect(response.status).toBe(401);
    expect(await json(response)).toMatchObject({
      error: { code: "InvalidAuthenticationToken", innerError: { date: "2027-01-15T08:00:00" } },
    });
  });
});

describe("DingTalk", () => {
  test("the callback has the code under both names; tokens are camelCase and have no type", async () => {
    const back = await ground.sandbox.signInAs(ground.authorizeUrl("dingtalk"), "mira");
    expect(back.searchParams.get("code")).toBe(back.searchParams.get("authCode"));
    const answer = await ground.tokens("dingtalk");
    expect(Object.keys(answer).sort()).toEqual(["accessToken", "corpId", "expireIn", "refreshToken"]);
    expect(answer.expireIn).toBe(7200);
  });

  test("GET contact/users/me", async () => {
    expect(await profileOf("dingtalk", "zoe")).toMatchObject({
      nick: "Zoë Ōtsuka-Łęska 雪",
      stateCode: "86",
      visitor: false,
      email: "zoe@example.org",
    });
    expect(await profileOf("dingtalk", "noor")).not.toHaveProperty("email");
  });

  test("the token stands in its own header, and nowhere else", async () => {
    const token = accessTokenOf(await ground.tokens("dingtalk"));
    const response = await ground.send(endpoints.dingtalk.profile, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(400);
    expect(await json(response)).toMatchObject({ code: "InvalidAuthentication", message: "不合法的access_token" });
  });

  test("refusals are code, message and requestid", async () => {
    const { status, body } = await refusal("dingtalk", { clientSecret: "x" });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalidClientIdOrSecret" });
    expect(Object.keys(body).sort()).toEqual(["code", "message", "requestid"]);
    expect((await refusal("dingtalk", {}, "x")).body).toMatchObject({ code: "invalidParameter.authCode.notFound" });
  });

  test("a form is not read", async () => {
    const body = new URLSearchParams({ grantType: "authorization_code" });
    const response = await ground.send(endpoints.dingtalk.token, { method: "POST", body });
    expect(await json(response)).toMatchObject({ code: "Missingbody" });
  });
});

describe("Discord", () => {
  test("GET /users/@me", async () => {
    expect(await profileOf("discord", "theo")).toMatchObject({
      username: "theo.b",
      global_name: "Theo Brandvik",
      discriminator: "0",
      email: "theo@brandvik.test",
      verified: false,
    });
    expect(await profileOf("discord", "noor")).toMatchObject({ email: null, verified: false });
    expect(await profileOf("discord", "mira", { scope: "identify" })).not.toHaveProperty("email");
  });

  test("identifiers are texts that no number holds", async () => {
    const { id } = await profileOf("discord", "mira");
    expect(typeof id).toBe("string");
    expect(Number(id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  });

  test.each([
    ["a wrong secret", { client_secret: "x" }, 401, { error: "invalid_client" }],
    [
      "another redirect address",
      { redirect_uri: "http://localhost/" },
      400,
      { error: "invalid_grant", error_description: 'Invalid "redirect_uri" in request.' },
    ],
  ])("refuses %s", async (_what, changes, status, body) => {
    expect(await refusal("discord", changes)).toEqual({ status, body });
  });

  test("refuses a code nobody gave, and a token nobody gave", async () => {
    expect((await refusal("discord", {}, "x")).body).toEqual({
      error: "invalid_grant",
      error_description: 'Invalid "code" in request.',
    });
    const response = await ground.api("discord", endpoints.discord.profile, "nonsense");
    expect([response.status, await json(response)]).toEqual([401, { message: "401: Unauthorized", code: 0 }]);
  });
});

describe("Keycloak", () => {
  test("tokens are JWTs of the same session", async () => {
    const answer = await ground.tokens("keycloak");
    const [access, id] = [claimsOf(answer.access_token), claimsOf(answer.id_token)];
    const { clientId } = ground.app("keycloak");
    expect(access).toMatchObject({
      typ: "Bearer",
      aud: "account",
      azp: clientId,
      scope: "openid profile email",
      email_verified: true,
    });
    expect(id).toMatchObject({ typ: "ID", aud: clientId, azp: clientId, acr: "1", auth_time: NOW });
    expect(id.sid).toBe(access.sid);
    expect(answer).toMatchObject({
      expires_in: 300,
      refresh_expires_in: 1800,
      "not-before-policy": 0,
      session_state: id.sid,
    });
  });

  test("userinfo answers GET and POST, and wants openid", async () => {
    const token = accessTokenOf(await ground.tokens("keycloak"));
    for (const method of ["GET", "POST"]) {
      expect((await ground.api("keycloak", endpoints.keycloak.profile, token, { method })).status).toBe(200);
    }
    const narrow = accessTokenOf(await ground.tokens("keycloak", { changes: { scope: "profile" } }));
    expect((await ground.api("keycloak", endpoints.keycloak.profile, narrow)).status).toBe(403);
  });

  test("a realm's token is nothing in another realm", async () => {
    const token = accessTokenOf(await ground.tokens("keycloak"));
    const elsewhere = endpoints.keycloak.profile.replace("/demo/", "/other/");
    expect((await ground.api("keycloak", elsewhere, token)).status).toBe(401);
  });

  test.each([
    [
      "a wrong secret",
      { client_secret: "x" },
      401,
      "unauthorized_client",
      "Invalid client or Invalid client credentials",
    ],
    ["an unknown client", { client_id: "x" }, 401, "invalid_client", "Invalid client or Invalid client credentials"],
    ["another redirect address", { redirect_uri: "http://localhost/" }, 400, "invalid_grant", "Incorrect redirect_uri"],
    ["no verifier", { code_verifier: null }, 400, "invalid_grant", "PKCE code verifier not specified"],
  ])("refuses %s", async (_what, changes, status, error, error_description) => {
    expect(await refusal("keycloak", changes)).toEqual({ status, body: { error, error_description } });
  });

  test("refuses a code nobody gave, and a token nobody gave", async () => {
    expect((await refusal("keycloak", {}, "x")).body).toEqual({
      error: "invalid_grant",
      error_description: "Code not valid",
    });
    const response = await ground.api("keycloak", endpoints.keycloak.profile, "nonsense");
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });
});

describe("Casdoor", () => {
  test("access token and ID Token are one JWT, with the user in it", async () => {
    const answer = await ground.tokens("casdoor", { person: "theo" });
    expect(answer.access_token).toBe(answer.id_token);
    expect(claimsOf(answer.access_token)).toMatchObject({
      iss: "https://casdoor.sandbox.test",
      aud: [ground.app("casdoor").clientId],
      tokenType: "access-token",
      name: "theo.b",
      displayName: "Theo Brandvik",
      emailVerified: false,
    });
  });

  test("userinfo calls every address verified, and answers GET alone", async () => {
    expect(await profileOf("casdoor", "theo")).toMatchObject({ email: "theo@brandvik.test", email_verified: true });
    const token = accessTokenOf(await ground.tokens("casdoor"));
    const posted = await ground.api("casdoor", endpoints.casdoor.profile, token, { method: "POST" });
    expect(await json(posted)).toMatchObject({ status: "error" });
  });

  test("userinfo fails with status 200 and an envelope", async () => {
    const response = await ground.api("casdoor", endpoints.casdoor.profile, "nonsense");
    expect(response.status).toBe(200);
    expect(await json(response)).toMatchObject({ status: "error", msg: "Access token doesn't exist in database" });
  });

  test("the token endpoint reads JSON too", async () => {
    const { clientId, clientSecret } = ground.app("casdoor");
    const body = JSON.stringify({
      grant_type: "authorization_code",
      client_id: clientId,
      client_secret: clientSecret,
      code: await ground.code("casdoor"),
      redirect_uri: "http://localhost:8000/callback/casdoor",
      code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    });
    const headers = { "content-type": "application/json" };
    expect(await json(await ground.send(endpoints.casdoor.token, { method: "POST", headers, body }))).toHaveProperty(
      "access_token",
    );
  });

  test.each([
    ["an unknown client", { client_id: "x" }, 401, "invalid_client", "client_id is invalid"],
    ["no code", { code: null }, 400, "invalid_request", "authorization code should not be empty"],
  ])("refuses %s", async (_what, changes, status, error, error_description) => {
    expect(await refusal("casdoor", changes)).toEqual({ status, body: { error, error_description } });
  });
});
