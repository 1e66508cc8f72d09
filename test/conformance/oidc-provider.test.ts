/**
 * The modules of the OpenID Foundation's plans for OpenID providers: basic, implicit and hybrid, each also by form_post. Every
 * test is named by its module and does what it does, once for each response type. As there, the client uses no PKCE but where a
 * module says so, so it is one with the switches of the Casdoor-compatible template.
 */
import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESPONSE_TYPES, type ResponseType, STANDARD_SCOPES } from "../../src/hub/clients/settings.ts";
import { updateUser } from "../../src/hub/users/store.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  basic,
  type JsonAnswer,
  pkce,
  post,
  signedInBrowser,
  signInWith,
  TOKEN,
  USERINFO,
} from "../ground/oauth-client.ts";
import { type Answered, answered, type Mode } from "./answer.ts";

type Made = Awaited<ReturnType<TestHub["makeClient"]>>;
type Changes = Readonly<Record<string, string | undefined>>;

/** What an answer of one plan held, the code redeemed where there is one. */
interface Tokens {
  readonly answer: URLSearchParams;
  readonly front: JWTPayload | null;
  readonly idToken: JWTPayload;
  readonly rawIdToken: string;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

const half = (text: string): string => createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");
const CALLBACK = "https://app.example.com/callback";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let made: Made;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      updateUser(tx, hub.hub, person.id, {
        given_name: "Ada",
        family_name: "Lovelace",
        phone: "+15550100",
        phone_verified: 1,
        address: JSON.stringify({ country: "GB" }),
      }),
    );
    browser = await signedInBrowser(hub, person);
    made = await hub.makeClient({
      consent: "first-party",
      scopes: [...STANDARD_SCOPES],
      responseTypes: [...RESPONSE_TYPES],
      redirectUris: [CALLBACK, `${CALLBACK}?kept=1`],
      dangers: ["dangerouslyAllowImplicit", "dangerouslyAllowCodeWithoutPkce"],
    });
  });
  afterAll(() => hub.close());

  const json = async (response: Response): Promise<JsonAnswer> => ({
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  });

  describe.each(
    RESPONSE_TYPES.filter((type) => type !== "token").flatMap((type): [ResponseType, Mode][] => [
      [type, type === "code" ? "query" : "fragment"],
      [type, "form_post"],
    ]),
  )("response_type=%s by %s", (responseType, mode) => {
    const parts = responseType.split(" ");
    const hasCode = parts.includes("code");
    const hasToken = parts.includes("token");
    const hasIdToken = parts.includes("id_token");

    const address = (change: Changes = {}): string => {
      const parameters = new URLSearchParams();
      const request: Record<string, string | undefined> = {
        client_id: made.client.clientId,
        redirect_uri: CALLBACK,
        response_type: responseType,
        response_mode: mode === "form_post" ? mode : undefined,
        scope: "openid",
        state: "the-state",
        nonce: "the-nonce",
        ...change,
      };
      for (const [name, value] of Object.entries(request)) if (value !== undefined) parameters.set(name, value);
      return `${hub.url}/login/oauth/authorize?${parameters}`;
    };
    const response = (page: Shown): Answered => {
      const answer = answered(page);
      if (answer === null) throw new Error(`a page is shown: ${page.status} ${page.url} ${page.html.slice(0, 400)}`);
      return answer;
    };
    const ask = async (change: Changes = {}, by = browser): Promise<URLSearchParams> => {
      const answer = response(await by.open(address(change)));
      expect([answer.mode, answer.address]).toEqual([mode, CALLBACK]);
      return answer.parameters;
    };
    const redeem = (code: string, more: Changes = {}, headers = basic(made)) =>
      post(
        hub,
        TOKEN,
        { grant_type: "authorization_code", code, redirect_uri: CALLBACK, ...(more as Record<string, string>) },
        headers,
      );
    const read = async (answer: URLSearchParams, more: Changes = {}): Promise<Tokens> => {
      expect(Object.fromEntries(answer)).not.toHaveProperty("error");
      expect([answer.has("code"), answer.has("access_token"), answer.has("id_token")]).toEqual([
        hasCode,
        hasToken,
        hasIdToken,
      ]);
      expect([answer.get("state"), answer.get("iss")]).toEqual(["the-state", hub.url]);
      const frontToken = answer.get("id_token");
      const redeemed = hasCode ? await redeem(answer.get("code") ?? "", more) : null;
      if (redeemed) expect(redeemed.status).toBe(200);
      const rawIdToken = String(redeemed?.body.id_token ?? frontToken);
      return {
        answer,
        front: frontToken === null ? null : decodeJwt(frontToken),
        idToken: decodeJwt(rawIdToken),
        rawIdToken,
        accessToken: (redeemed?.body.access_token as string | undefined) ?? answer.get("access_token"),
        refreshToken: (redeemed?.body.refresh_token as string | undefined) ?? null,
      };
    };
    const signIn = async (change: Changes = {}) => read(await ask(change));
    /** The claims, wherever this response type has them: at userinfo, or in the ID Token where there is no access token (5.4). */
    const claims = async ({ idToken, accessToken }: Tokens): Promise<JWTPayload> =>
      accessToken === null
        ? idToken
        : ((await json(await fetch(`${hub.url}${USERINFO}`, { headers: { authorization: `Bearer ${accessToken}` } })))
            .body as JWTPayload);
    const asksToSignIn = async (change: Changes, by = browser): Promise<Shown> => {
      const page = await by.open(address(change));
      expect(answered(page)).toBeNull();
      expect(page.html).toContain('name="password"');
      return page;
    };

    test("oidcc-server", async () => {
      const { idToken, front, answer, accessToken } = await signIn();
      for (const token of [idToken, ...(front ? [front] : [])]) {
        expect(token).toMatchObject({ iss: hub.url, sub: person.id, aud: made.client.clientId, nonce: "the-nonce" });
        expect(Number(token.exp)).toBeGreaterThan(Number(token.iat));
      }
      if (front) {
        expect(front.at_hash).toBe(hasToken ? half(answer.get("access_token") ?? "") : undefined);
        expect(front.c_hash).toBe(hasCode ? half(answer.get("code") ?? "") : undefined);
      }
      if (hasCode && accessToken !== null) expect(idToken.at_hash).toBe(half(accessToken));
    });

    test("oidcc-response-type-missing", async () => {
      const page = await browser.open(address({ response_type: undefined, response_mode: undefined }));
      const { parameters } = response(page);
      expect(["invalid_request", "unsupported_response_type"]).toContain(parameters.get("error"));
      expect(parameters.get("state")).toBe("the-state");
    });

    test("oidcc-idtoken-signature", async () => {
      const { rawIdToken, answer } = await signIn();
      const keys = createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`));
      for (const token of [rawIdToken, answer.get("id_token")]) {
        if (token === null) continue;
        expect(decodeProtectedHeader(token)).toMatchObject({ alg: made.client.signingAlg, kid: expect.any(String) });
        await jwtVerify(token, keys, { issuer: hub.url, audience: made.client.clientId });
      }
    });

    test("oidcc-idtoken-unsigned", async () => {
      // A provider that does not offer `none` is not asked for it; nothing that it signs is without a signature.
      const document = await json(await fetch(`${hub.url}/.well-known/openid-configuration`));
      expect(document.body.id_token_signing_alg_values_supported).not.toContain("none");
      expect((await signIn()).rawIdToken).toMatch(/\.[\w-]{40,}$/);
    });

    if (hasToken || hasCode) {
      test.each([
        ["oidcc-userinfo-get", "GET", "header"],
        ["oidcc-userinfo-post-header", "POST", "header"],
        ["oidcc-userinfo-post-body", "POST", "body"],
      ] as const)("%s", async (_module, method, place) => {
        const { accessToken } = await signIn();
        const answer = await json(
          await fetch(`${hub.url}${USERINFO}`, {
            method,
            ...(place === "header"
              ? { headers: { authorization: `Bearer ${accessToken}` } }
              : { body: new URLSearchParams({ access_token: String(accessToken) }) }),
          }),
        );
        expect([answer.status, answer.body.sub]).toEqual([200, person.id]);
        expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
      });
    }

    if (responseType === "code" || responseType === "code token") {
      test("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", async () => {
        expect((await signIn({ nonce: undefined })).idToken).not.toHaveProperty("nonce");
      });
    } else {
      test("oidcc-ensure-request-without-nonce-fails", async () => {
        const answer = await ask({ nonce: undefined });
        expect([answer.get("error"), answer.get("state")]).toEqual(["invalid_request", "the-state"]);
      });
    }

    test.each([
      ["oidcc-scope-profile", "openid profile", ["family_name", "given_name", "name", "preferred_username"]],
      ["oidcc-scope-email", "openid email", ["email", "email_verified"]],
      ["oidcc-scope-address", "openid address", ["address"]],
      ["oidcc-scope-phone", "openid phone", ["phone_number", "phone_number_verified"]],
      ["oidcc-scope-all", "openid profile email address phone", ["address", "email", "name", "phone_number"]],
    ])("%s", async (_module, scope, names) => {
      const told = await claims(await signIn({ scope }));
      for (const name of names) expect(told).toHaveProperty(name);
      if (!scope.includes("email")) expect(told).not.toHaveProperty("email");
      if (!scope.includes("phone")) expect(told).not.toHaveProperty("phone_number");
    });

    test("oidcc-alternate-happy-flow", async () => {
      // As the module has it: another redirect URI with a query, a long nonce and state.
      const state = "s".repeat(128);
      const { parameters } = response(
        await browser.open(address({ redirect_uri: `${CALLBACK}?kept=1`, nonce: "n".repeat(64), state })),
      );
      expect(parameters.get("state")).toBe(state);
      const front = parameters.get("id_token");
      if (front !== null) expect(decodeJwt(front).nonce).toBe("n".repeat(64));
    });

    test.each([
      ["oidcc-display-page", { display: "page" }],
      ["oidcc-display-popup", { display: "popup" }],
      ["oidcc-ensure-request-with-unknown-parameter-succeeds", { extra: "foobar" }],
      ["oidcc-login-hint", { login_hint: "somebody@example.com" }],
      ["oidcc-ui-locales", { ui_locales: "se zh-CN en" }],
      ["oidcc-claims-locales", { claims_locales: "se" }],
      ["oidcc-ensure-request-with-acr-values-succeeds", { acr_values: "urn:alldoor:acr:1 1 2" }],
    ])("%s", async (_module, change) => {
      expect((await signIn(change)).idToken.sub).toBe(person.id);
    });

    test("oidcc-prompt-login", async () => {
      const first = await signIn({ max_age: "10000" });
      hub.time.advance(2);
      const by = browser;
      const page = await asksToSignIn({ prompt: "login", max_age: "10000" }, by);
      const back = await signInWith(by, page, person);
      const second = await read(response(back).parameters);
      expect(second.idToken.sub).toBe(first.idToken.sub);
      expect(Number(second.idToken.auth_time)).toBeGreaterThan(Number(first.idToken.auth_time));
    });

    test("oidcc-prompt-none-not-logged-in", async () => {
      const stranger = new BrowserClient(hub.url);
      const answer = await ask({ prompt: "none" }, stranger);
      expect([answer.get("error"), answer.get("state"), answer.has("code")]).toEqual([
        "login_required",
        "the-state",
        false,
      ]);
    });

    test("oidcc-prompt-none-logged-in", async () => {
      const first = await signIn({ max_age: "100000" });
      const second = await signIn({ prompt: "none", max_age: "100000" });
      expect([second.idToken.sub, second.idToken.auth_time]).toEqual([first.idToken.sub, first.idToken.auth_time]);
    });

    test("oidcc-max-age-1", async () => {
      const first = await signIn({ max_age: "10000" });
      hub.time.advance(3);
      const page = await asksToSignIn({ max_age: "1" });
      const second = await read(response(await signInWith(browser, page, person)).parameters);
      expect(Number(second.idToken.auth_time)).toBeGreaterThan(Number(first.idToken.auth_time));
    });

    test("oidcc-max-age-10000", async () => {
      const { idToken } = await signIn({ max_age: "10000" });
      expect((await signIn({ max_age: "10000" })).idToken.auth_time).toBe(idToken.auth_time);
      expect(typeof idToken.auth_time).toBe("number");
    });

    test("oidcc-id-token-hint", async () => {
      const { rawIdToken } = await signIn();
      const { idToken } = await signIn({ prompt: "none", id_token_hint: rawIdToken });
      expect(idToken.sub).toBe(person.id);
    });

    test("oidcc-ensure-registered-redirect-uri", async () => {
      const page = await browser.open(address({ redirect_uri: `${CALLBACK}/not-registered` }));
      expect([page.leftTo, page.status]).toEqual([null, 400]);
      expect(answered(page)).toBeNull();
    });

    test("oidcc-ensure-post-request-succeeds", async () => {
      const url = new URL(address());
      const page = await browser.open(`${url.origin}${url.pathname}`, {
        method: "POST",
        body: url.search.slice(1),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      expect((await read(response(page).parameters)).idToken.sub).toBe(person.id);
    });

    test("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", async () => {
      const answer = await ask({ request_uri: "https://app.example.com/request.jwt" });
      expect(answer.get("error")).toBe("request_uri_not_supported");
    });

    const unsigned = (change: JWTPayload = {}) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const body = { response_type: responseType, client_id: made.client.clientId, state: "another", ...change };
      return `${part({ alg: "none" })}.${part(body)}.`;
    };

    test("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported", async () => {
      expect((await ask({ request: unsigned() })).get("error")).toBe("request_not_supported");
    });

    test("oidcc-ensure-request-object-with-redirect-uri", async () => {
      // Where the object would lead elsewhere it leads nowhere: only a signed one counts at all.
      const answer = await ask({ request: unsigned({ redirect_uri: "https://app.example.com/elsewhere" }) });
      expect(answer.get("error")).toBe("request_not_supported");
    });

    test("oidcc-claims-essential", async () => {
      const where = hasToken || hasCode ? "userinfo" : "id_token";
      const told = await claims(await signIn({ claims: JSON.stringify({ [where]: { name: { essential: true } } }) }));
      expect(told.name).toBe(person.displayName);
    });

    if (!hasCode) return;

    test("oidcc-codereuse", async () => {
      const { answer } = await signIn();
      expect(await redeem(answer.get("code") ?? "")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    });

    test("oidcc-codereuse-30seconds", async () => {
      const { answer, accessToken, refreshToken } = await signIn({ scope: "openid offline_access", prompt: undefined });
      hub.time.advance(30);
      expect(await redeem(answer.get("code") ?? "")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
      // RFC 6749, 4.1.2: what the code bought is taken back.
      const told = await fetch(`${hub.url}${USERINFO}`, { headers: { authorization: `Bearer ${accessToken}` } });
      expect(told.status).toBe(401);
      expect(refreshToken).not.toBeNull();
    });

    test("oidcc-server-client-secret-post", async () => {
      const answer = await ask();
      const redeemed = await redeem(
        answer.get("code") ?? "",
        { client_id: made.client.clientId, client_secret: made.clientSecret ?? "" },
        {},
      );
      expect(redeemed.status).toBe(200);
      expect(decodeJwt(String(redeemed.body.id_token)).sub).toBe(person.id);
    });

    test("oidcc-refresh-token", async () => {
      const first = await signIn({ scope: "openid offline_access" });
      const again = await post(
        hub,
        TOKEN,
        { grant_type: "refresh_token", refresh_token: String(first.refreshToken) },
        basic(made),
      );
      expect(again.status).toBe(200);
      expect(again.body.access_token).not.toBe(first.accessToken);
      const renewed = decodeJwt(String(again.body.id_token));
      expect([renewed.iss, renewed.sub, renewed.aud, renewed.auth_time]).toEqual([
        first.idToken.iss,
        first.idToken.sub,
        first.idToken.aud,
        first.idToken.auth_time,
      ]);
      const other = await hub.makeClient({ consent: "first-party" });
      const stolen = await post(
        hub,
        TOKEN,
        { grant_type: "refresh_token", refresh_token: String(again.body.refresh_token) },
        basic(other),
      );
      expect(stolen).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    });

    test("oidcc-ensure-request-with-valid-pkce-succeeds", async () => {
      const { verifier, challenge } = pkce();
      const asked = { code_challenge: challenge, code_challenge_method: "S256" };
      const wrong = await redeem((await ask(asked)).get("code") ?? "", { code_verifier: pkce().verifier });
      expect(wrong).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
      expect((await read(await ask(asked), { code_verifier: verifier })).idToken.sub).toBe(person.id);
    });
  });

  test("a request object by somebody who is not the client is not taken", async () => {
    const forged = await new SignJWT({ client_id: made.client.clientId })
      .setProtectedHeader({ alg: "HS256" })
      .sign(Buffer.from("0".repeat(64)));
    const page = await browser.open(
      `${hub.url}/login/oauth/authorize?${new URLSearchParams({
        client_id: made.client.clientId,
        redirect_uri: CALLBACK,
        response_type: "code",
        state: "the-state",
        request: forged,
      })}`,
    );
    expect(answered(page)?.parameters.get("error")).toBe("request_not_supported");
  });
});
