/**
 * A token that a provider's script brought, against answers written from Facebook's pages on debug_token, securing Graph API
 * calls and long-lived tokens: each member of the inspection decides, and nothing is asked with a token that failed it.
 */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  facebook,
  finishWithToken,
  oauth2,
  type PendingSignIn,
  type ProviderApp,
  ProviderError,
  startSignIn,
} from "../../src/providers/index.ts";
import { checkEntry } from "../../src/providers/library.ts";

const NOW = 1_795_000_000;
const app = (settings: Readonly<Record<string, string>> = {}): ProviderApp => ({
  provider: facebook,
  clientId: "138483919580948",
  clientSecret: "5ecre7",
  redirectUri: "https://hub.example/accounts/facebook/login/callback/",
  settings: { method: "js_sdk", ...settings },
});

const inspected = {
  app_id: "138483919580948",
  type: "USER",
  application: "Social Cafe",
  expires_at: NOW + 3600,
  is_valid: true,
  scopes: ["email", "public_profile"],
  user_id: "1207059",
};

/** Facebook's three endpoints; what was asked of them is kept. */
function graph(data: unknown = inspected, profile: unknown = { id: "1207059", name: "Mira" }) {
  const asked: URL[] = [];
  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    asked.push(url);
    if (url.pathname.endsWith("/debug_token")) return Response.json({ data });
    if (url.pathname.endsWith("/oauth/access_token")) {
      expect(Object.fromEntries(new URLSearchParams(String(init.body)))).toEqual({
        grant_type: "fb_exchange_token",
        fb_exchange_token: "short",
        client_id: "138483919580948",
        client_secret: "5ecre7",
      });
      return Response.json({ access_token: "long", token_type: "bearer", expires_in: 5_183_944 });
    }
    return Response.json(profile);
  };
  return { asked, fetch, now: () => NOW };
}

const begin = async (of: ProviderApp): Promise<PendingSignIn> =>
  (await startSignIn(of, { ...graph(), withScript: true })).pending;

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  expect(String((error as ProviderError).cause)).not.toMatch(/short|5ecre7/);
  return (error as ProviderError).code;
};

test("the token is looked up as the application, and each call carries the proof", async () => {
  const calls = graph();
  const { profile, tokens } = await finishWithToken(app(), await begin(app()), "short", calls);
  expect(profile).toMatchObject({ sub: "1207059", name: "Mira", email_verified: false });
  expect(tokens).toEqual({ accessToken: "short", expiresAt: NOW + 3600 });
  const [lookup, me] = calls.asked;
  expect(lookup?.origin + (lookup?.pathname ?? "")).toBe("https://graph.facebook.com/v24.0/debug_token");
  expect(Object.fromEntries(lookup?.searchParams ?? [])).toEqual({
    input_token: "short",
    access_token: "138483919580948|5ecre7",
  });
  expect(me?.searchParams.get("appsecret_proof")).toBe(createHmac("sha256", "5ecre7").update("short").digest("hex"));
});

test("exchangeToken keeps the long-lived one, and proves calls with it", async () => {
  const calls = graph();
  const wanted = app({ exchangeToken: "true" });
  const { tokens } = await finishWithToken(wanted, await begin(wanted), "short", calls);
  expect(tokens).toEqual({ accessToken: "long", expiresAt: NOW + 5_183_944 });
  expect(calls.asked.at(-1)?.searchParams.get("appsecret_proof")).toBe(
    createHmac("sha256", "5ecre7").update("long").digest("hex"),
  );
});

describe("what the inspection may say", () => {
  const { user_id: _, ...nobody } = inspected;
  const { expires_at: __, ...endless } = inspected;
  test.each<[string, unknown]>([
    ["another application's token", { ...inspected, app_id: "138483919580949" }],
    ["no application", { ...inspected, app_id: undefined }],
    ["a token that is not valid", { ...inspected, is_valid: false }],
    ["validity as text", { ...inspected, is_valid: "true" }],
    ["a page's token", { ...inspected, type: "PAGE" }],
    ["nobody", nobody],
    ["an empty person", { ...inspected, user_id: "" }],
    ["an end that has passed", { ...inspected, expires_at: NOW }],
    ["no end", endless],
    ["an end as text", { ...inspected, expires_at: String(NOW + 60) }],
    ["an error", { error: { code: 100 }, is_valid: false, scopes: [] }],
    ["nothing", null],
  ])("%s: refused, and no profile is asked for", async (_name, data) => {
    const calls = graph(data);
    expect(await refusal(finishWithToken(app(), await begin(app()), "short", calls))).toBe("token_refused");
    expect(calls.asked).toHaveLength(1);
  });

  test("an end of 0 is none", async () => {
    const calls = graph({ ...inspected, expires_at: 0 });
    expect((await finishWithToken(app(), await begin(app()), "short", calls)).tokens).toEqual({ accessToken: "short" });
  });
});

test("a profile of somebody else, or of nobody, is refused", async () => {
  for (const profile of [{ id: "1207060" }, { id: "1207059 " }, {}]) {
    const code = await refusal(finishWithToken(app(), await begin(app()), "short", graph(inspected, profile)));
    expect(["bad_answer", "subject_missing"]).toContain(code);
  }
});

test("only a sign-in that began with the script ends with a token, and only while the registration has it", async () => {
  const { pending } = await startSignIn(app(), graph());
  expect(await refusal(finishWithToken(app(), pending, "short", graph()))).toBe("state_mismatch");
  const began = await begin(app());
  expect(await refusal(finishWithToken(app({ method: "oauth2" }), began, "short", graph()))).toBe("state_mismatch");
  const { clientSecret: _, ...secretless } = app();
  expect(await refusal(finishWithToken(secretless, began, "short", graph()))).toBe("misconfigured");
  expect((await startSignIn(app({ method: "oauth2" }), { ...graph(), withScript: true })).script).toBeUndefined();
});

test("the page's options: init can't be given another application, the locale stands in the script's address", async () => {
  const settings = {
    initParams: "appId=1, cookie=true, xfbml=false, version=v1.0",
    localeFunc: "de_DE",
    sdkUrl: "//connect.facebook.net/{locale}/sdk/xfbml.customerchat.js",
  };
  const started = await startSignIn(app(settings), { ...graph(), withScript: true, action: "rerequest" });
  expect(started.script).toMatchObject({
    address: "https://connect.facebook.net/de_DE/sdk/xfbml.customerchat.js",
    init: { appId: "138483919580948", version: "v24.0", cookie: true, xfbml: false },
    login: { scope: "email,public_profile", auth_type: "rerequest" },
  });
});

test("an entry whose inspection does not name the application is none", () => {
  const { scriptSignIn, ...rest } = facebook;
  if (scriptSignIn === undefined) throw new Error("the entry has no script");
  const inspection = { ...scriptSignIn.inspection, expect: { "data.is_valid": true } };
  expect(() => checkEntry(oauth2({ ...rest, scriptSignIn: { ...scriptSignIn, inspection } }))).toThrow(ProviderError);
});
