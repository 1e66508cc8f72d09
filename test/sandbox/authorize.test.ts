/**
 * The authorization endpoint: what ends on a page, what goes back to the application, and in whose words.
 */
import { describe, expect, test } from "vitest";
import { createGround, ORIGIN, type ProviderId, providerIds, redirectUriOf } from "./client.ts";

const ground = createGround();

const get = (url: string, headers: Record<string, string> = {}): Promise<Response> => ground.send(url, { headers });
const post = (url: string, fields: string, headers: Record<string, string> = {}): Promise<Response> =>
  ground.send(url, {
    method: "POST",
    body: fields,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  });

const locationOf = (response: Response): URL => new URL(response.headers.get("location") ?? "about:blank");

async function expectPage(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get("location")).toBeNull();
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(await response.text()).toContain(`<code>${code}</code>`);
}

describe.each(providerIds)("%s", (id: ProviderId) => {
  test("shows the people on GET, and sends a code on POST", async () => {
    const page = await get(ground.authorizeUrl(id));
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("Sandbox");
    expect(html).toContain('name="person" value="mira"');
    const back = await post(ground.authorizeUrl(id), "person=mira&fault=none");
    expect(back.status).toBe(303);
    const location = locationOf(back);
    expect(location.origin + location.pathname).toBe(redirectUriOf(id));
    expect(location.searchParams.get("state")).toBe("the-state");
    expect(location.searchParams.get(id === "dingtalk" ? "authCode" : "code")).toMatch(/^[\w./-]{16,}$/);
  });

  test.each([
    ["an unknown client", { client_id: "nobody" }, "unknown_client"],
    ["no client", { client_id: null }, "invalid_request"],
    ["no redirect address", { redirect_uri: null }, "invalid_request"],
    [
      "a redirect address that is longer by a slash",
      { redirect_uri: `${redirectUriOf(id)}/` },
      "redirect_uri_mismatch",
    ],
    [
      "a redirect address in other case",
      { redirect_uri: redirectUriOf(id).replace("callback", "Callback") },
      "redirect_uri_mismatch",
    ],
    ["a redirect address with a query", { redirect_uri: `${redirectUriOf(id)}?x=1` }, "redirect_uri_mismatch"],
    ["a redirect address elsewhere", { redirect_uri: "https://evil.example/callback" }, "redirect_uri_mismatch"],
  ])("never sends anybody back with %s", async (_what, changes, code) => {
    for (const send of [get, (url: string) => post(url, "person=mira")]) {
      await expectPage(await send(ground.authorizeUrl(id, changes)), 400, code);
    }
  });

  test.each(["client_id", "redirect_uri", "state", "scope", "nonce"])("refuses a doubled %s", async (name) => {
    await expectPage(await get(`${ground.authorizeUrl(id)}&${name}=1&${name}=2`), 400, "repeated_parameter");
  });

  test("says no in the provider's words when the person does", async () => {
    for (const fields of ["allow=no", "person=mira&fault=denied"]) {
      const { searchParams } = locationOf(await post(ground.authorizeUrl(id), fields));
      expect(searchParams.get("error")).toBe("access_denied");
      expect(searchParams.get("state")).toBe("the-state");
      expect(searchParams.has("code")).toBe(false);
    }
  });

  test.each([
    ["a person nobody knows", "person=nobody"],
    ["nobody", "fault=none"],
    ["a fault nobody knows", "person=mira&fault=nothing-known"],
    ["a doubled person", "person=mira&person=theo"],
  ])("shows a page for %s", async (_what, fields) => {
    const response = await post(ground.authorizeUrl(id), fields);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  test("is not moved by another site", async () => {
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const response = await post(ground.authorizeUrl(id), "person=mira", headers);
      expect(response.status).toBe(400);
      expect(response.headers.get("location")).toBeNull();
    }
    const own = await post(ground.authorizeUrl(id), "person=mira", { origin: ORIGIN, "sec-fetch-site": "same-origin" });
    expect(own.status).toBe(303);
  });

  test("takes no other method and no other body", async () => {
    expect((await ground.send(ground.authorizeUrl(id), { method: "PUT" })).status).toBe(405);
    const asJson = await ground.send(ground.authorizeUrl(id), {
      method: "POST",
      body: '{"person":"mira"}',
      headers: { "content-type": "application/json" },
    });
    expect(asJson.status).toBe(400);
  });
});

describe("a faulty request goes where the provider sends it", () => {
  const plain = { code_challenge_method: "plain" };
  test.each([
    ["keycloak", plain, "invalid_request"],
    ["keycloak", { code_challenge_method: null }, "invalid_request"],
    ["keycloak", { code_challenge: "short" }, "invalid_request"],
    ["keycloak", { response_type: "token" }, "unsupported_response_type"],
    ["keycloak", { response_type: null }, "invalid_request"],
    ["keycloak", { response_mode: "form_post" }, "invalid_request"],
    ["keycloak", { scope: "openid nonsense" }, "invalid_scope"],
    ["microsoft", { scope: "openid nonsense" }, "invalid_scope"],
    ["discord", { scope: "identify nonsense" }, "invalid_scope"],
    ["microsoft", { scope: null }, "invalid_scope"],
  ] as const)("%s %j: back to the application with %s", async (id, changes, error) => {
    const { searchParams, origin } = locationOf(await get(ground.authorizeUrl(id, changes)));
    expect(origin).toBe("http://localhost:8000");
    expect(searchParams.get("error")).toBe(error);
    expect(searchParams.get("state")).toBe("the-state");
  });

  test.each([
    ["google", plain, "invalid_request"],
    ["google", { scope: "openid nonsense" }, "invalid_scope"],
    ["github", plain, "invalid_request"],
    ["casdoor", { response_type: "token" }, "unsupported_response_type"],
    ["dingtalk", { prompt: null }, "invalid_request"],
  ] as const)("%s %j: a page with %s", async (id, changes, code) => {
    await expectPage(await get(ground.authorizeUrl(id, changes)), 400, code);
  });
});

describe("in the providers' own words", () => {
  const refusal = async (id: ProviderId): Promise<URLSearchParams> =>
    locationOf(await post(ground.authorizeUrl(id), "allow=no")).searchParams;

  test("GitHub", async () => {
    expect(Object.fromEntries(await refusal("github"))).toEqual({
      error: "access_denied",
      error_description: "The user has denied your application access.",
      error_uri: "https://docs.github.com/apps/troubleshooting-authorization-request-errors/#access-denied",
      state: "the-state",
    });
  });
  test("Google", async () => {
    expect(Object.fromEntries(await refusal("google"))).toEqual({ error: "access_denied", state: "the-state" });
  });
  test("Microsoft", async () => {
    const said = await refusal("microsoft");
    expect(said.get("error_subcode")).toBe("cancel");
    expect(said.get("error_description")).toMatch(/^AADSTS65004: /);
  });
  test("Discord", async () => {
    expect((await refusal("discord")).get("error_description")).toBe(
      "The resource owner or authorization server denied the request",
    );
  });
  test("Keycloak names its issuer (RFC 9207), in success too", async () => {
    const issuer = "https://keycloak.sandbox.test/realms/demo";
    expect((await refusal("keycloak")).get("iss")).toBe(issuer);
    const { searchParams } = locationOf(await post(ground.authorizeUrl("keycloak"), "person=mira"));
    expect(searchParams.get("iss")).toBe(issuer);
    expect(searchParams.get("session_state")).toMatch(/^[0-9a-f-]{36}$/);
  });
  test("GitHub drops scopes that it does not know", async () => {
    const answer = await ground.tokens("github", { changes: { scope: "user:email nonsense" } });
    expect(answer.scope).toBe("user:email");
  });
});

describe("prompt and login_hint", () => {
  const signedIn = async (id: ProviderId, person: string): Promise<string> => {
    const response = await post(ground.authorizeUrl(id), `person=${person}`);
    return (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  };

  test("prompt=none without a session is login_required", async () => {
    for (const id of ["google", "microsoft", "keycloak"] as const) {
      const { searchParams } = locationOf(await get(ground.authorizeUrl(id, { prompt: "none" })));
      expect(searchParams.get("error")).toBe("login_required");
    }
  });

  test("prompt=none with a session answers for that person", async () => {
    const cookie = await signedIn("keycloak", "zoe");
    const location = locationOf(await get(ground.authorizeUrl("keycloak", { prompt: "none" }), { cookie }));
    const answer = await ground.redeem("keycloak", location.searchParams.get("code") ?? "");
    const { access_token } = (await answer.json()) as { access_token: string };
    const profile = await ground.api(
      "keycloak",
      "https://keycloak.sandbox.test/realms/demo/protocol/openid-connect/userinfo",
      access_token,
    );
    expect(await profile.json()).toMatchObject({ preferred_username: "zoe_yuki" });
  });

  test("a session is its provider's alone, and a hint at somebody else breaks the silence", async () => {
    const cookie = await signedIn("keycloak", "zoe");
    const elsewhere = locationOf(await get(ground.authorizeUrl("google", { prompt: "none" }), { cookie }));
    expect(elsewhere.searchParams.get("error")).toBe("login_required");
    const hinted = locationOf(
      await get(ground.authorizeUrl("keycloak", { prompt: "none", login_hint: "theo" }), { cookie }),
    );
    expect(hinted.searchParams.get("error")).toBe("login_required");
    const both = locationOf(await get(ground.authorizeUrl("keycloak", { prompt: "none login" }), { cookie }));
    expect(both.searchParams.get("error")).toBe("invalid_request");
  });

  test("Discord skips the page for who was here, and shows it to who was not; GitHub always shows it", async () => {
    expect((await get(ground.authorizeUrl("discord", { prompt: "none" }))).status).toBe(200);
    const cookie = await signedIn("discord", "mira");
    expect(
      locationOf(await get(ground.authorizeUrl("discord", { prompt: "none" }), { cookie })).searchParams.get("code"),
    ).toMatch(/^[\w./-]{16,}$/);
    const github = await signedIn("github", "mira");
    expect((await get(ground.authorizeUrl("github", { prompt: "none" }), { cookie: github })).status).toBe(200);
  });

  test("a hint puts that person first, by id, user name or address", async () => {
    for (const hint of ["noor", "zoe_yuki", "theo@brandvik.test"]) {
      const html = await (await get(ground.authorizeUrl("google", { login_hint: hint }))).text();
      const first = /name="person" value="([^"]+)"/.exec(html)?.[1];
      expect(first).toBe({ noor: "noor", zoe_yuki: "zoe", "theo@brandvik.test": "theo" }[hint]);
    }
    const github = await (await get(ground.authorizeUrl("github", { login: "noor" }))).text();
    expect(/name="person" value="([^"]+)"/.exec(github)?.[1]).toBe("noor");
  });
});
