/** The token endpoint under attack, and its honest oddities. */
import { describe, expect, test } from "vitest";
import { finishSignIn, type Quirks, startSignIn } from "../../src/providers/index.ts";
import { appFor, NOW, plainEntry } from "./entries.ts";
import { type Answering, json, scriptedFetch, text } from "./scripted-fetch.ts";

const SECRET = "a-secret-that-nobody-may-see";
const me = json({ id: 42, name: "Somebody" });

async function signIn(
  token: Answering,
  quirks: Quirks = {},
  changes: { tokenAuth?: "post" | "basic"; secret?: string } = {},
) {
  const { tokenAuth, secret = SECRET } = changes;
  const entry = plainEntry({ quirks, ...(tokenAuth === undefined ? {} : { tokenAuth }) });
  const app = appFor(entry, { clientId: "a b:ü", clientSecret: secret });
  const scripted = scriptedFetch({ "https://plain.test/token": token, "https://plain.test/me": me });
  const options = { fetch: scripted.fetch, now: () => NOW };
  const { pending } = await startSignIn(app, options);
  const callback = new URLSearchParams({ code: "the-code-itself", state: pending.state });
  const outcome = await finishSignIn(app, pending, callback, options).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error: error as Error & { code: string } }),
  );
  return { ...outcome, ...scripted, pending };
}

describe("is refused", () => {
  const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  test.each<[string, Answering, string]>([
    ["HTML as JSON", text("<!doctype html><h1>Hello", 200, "application/json"), "bad_answer"],
    ["HTML with a form in it", text("<form action=x>access_token=abc</form>", 200, "text/html"), "bad_answer"],
    ["a very deep answer", text(deep(100_000), 200, "application/json"), "bad_answer"],
    ["a name twice", text('{"access_token":"a","access_token":"b"}', 200, "application/json"), "bad_answer"],
    [
      "a form field twice",
      text("access_token=a&access_token=b", 200, "application/x-www-form-urlencoded"),
      "bad_answer",
    ],
    ["__proto__", text('{"__proto__":{"access_token":"a"}}', 200, "application/json"), "bad_answer"],
    ["__proto__ in a form", text("__proto__=a&access_token=b"), "bad_answer"],
    ["an array", json([{ access_token: "a" }]), "bad_answer"],
    ["null", json(null), "bad_answer"],
    ["nothing", text(""), "bad_answer"],
    ["no access token", json({ token_type: "bearer" }), "bad_answer"],
    ["an empty access token", json({ access_token: "" }), "bad_answer"],
    ["a number for a token", json({ access_token: 12345 }), "bad_answer"],
    ["an object for a token", json({ access_token: { toString: "x" } }), "bad_answer"],
    ["a token that breaks out of its header", json({ access_token: "a\r\nx-admin: 1" }), "bad_answer"],
    ["a sentence for a token", json({ access_token: "error: the code is wrong" }), "bad_answer"],
    ["a token of 20 000 characters", json({ access_token: "a".repeat(20_000) }), "bad_answer"],
    ["a refresh token that is none", json({ access_token: "a", refresh_token: ["r"] }), "bad_answer"],
    ["a token that needs a proof", json({ access_token: "a", token_type: "DPoP" }), "bad_answer"],
    ["Latin-1", text(new Uint8Array([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])), "bad_answer"],
    ["UTF-16", text(new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])), "bad_answer"],
    ["more than a mebibyte", text(`{"access_token":"a","x":"${"y".repeat(1_048_600)}"}`), "bad_answer"],
    ["an error with HTTP 200", json({ error: "invalid_grant", access_token: "a" }), "token_refused"],
    ["an error that is an object", json({ error: { code: 1, message: "no" } }, 400), "token_refused"],
    ["an error in a form", text("error=bad_verification_code&error_description=x"), "token_refused"],
    ["invalid_client", json({ error: "invalid_client" }, 401), "token_refused"],
    ["a page with status 403", text("<h1>Forbidden</h1>", 403, "text/html"), "token_refused"],
    ["a status that is no success", json({ access_token: "a" }, 206), "token_refused"],
    ["a server's failure", text("oops", 500), "provider_error"],
    ["a failure that looks like success", json({ access_token: "a" }, 503), "provider_error"],
    ["too many requests", json({ error: "slow_down" }, 429), "provider_error"],
  ])("%s", async (_, answer, code) => {
    const { error, asked } = await signIn(answer);
    expect(error).toMatchObject({ name: "ProviderError", code });
    expect(asked).toHaveLength(1);
    expect(({} as { access_token?: string }).access_token).toBeUndefined();
  });

  test("a network that fails", async () => {
    const { error } = await signIn(() => Promise.reject(new TypeError("fetch failed: 10.0.0.1 refused")));
    expect(error).toMatchObject({ code: "unreachable", message: "The provider can't be reached." });
  });

  test("an answer that breaks off", async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"access_token":'));
        controller.error(new TypeError("terminated"));
      },
    });
    expect((await signIn(() => new Response(broken))).error).toMatchObject({ code: "unreachable" });
  });

  test("an endless answer, after a mebibyte of it", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    expect((await signIn(() => new Response(endless))).error).toMatchObject({ code: "bad_answer" });
    expect(sent).toBeLessThan(2_000_000);
  });
});

test("what the provider quotes of our secrets is struck out", async () => {
  const echo: Answering = ({ init }) =>
    json({ error: "invalid_grant", error_description: `bad: ${decodeURIComponent(String(init.body))}` }, 400);
  const { error, pending } = await signIn(echo);
  const cause = String(error?.cause);
  expect(cause).toContain("invalid_grant");
  for (const secret of [SECRET, "the-code-itself", pending.codeVerifier ?? ""]) expect(cause).not.toContain(secret);
  const encoded = await signIn(({ init }) => json({ error: String(init.body) }, 400), {}, { secret: "s=cret/%" });
  expect(String(encoded.error?.cause)).toContain("client_secret=***");
});

test("an ID Token that nobody verifies is left out", async () => {
  const { result } = await signIn(json({ access_token: "a", id_token: "eyJhbGciOiJub25lIn0.e30." }));
  expect(result?.tokens).toEqual({ accessToken: "a" });
});

describe("is understood", () => {
  test.each<[string, Answering]>([
    ["as JSON", json({ access_token: "a" })],
    ["as JSON called text", text('{"access_token":"a"}', 200, "text/plain;charset=utf-8")],
    ["as JSON called HTML", text('\n {"access_token":"a"}\n', 200, "text/html")],
    ["as JSON with a byte order mark", text(`\ufeff{"access_token":"a"}`, 200, "application/json")],
    ["with status 201", json({ access_token: "a" }, 201)],
    ["as a form", text("access_token=a&scope=", 200, "application/x-www-form-urlencoded")],
    ["as a form called text", text("access_token=a&expires_in=60\n", 200, "text/plain")],
    ["with an error that is none", json({ access_token: "a", error: null })],
  ])("%s", async (_, answer) => {
    const { result, asked } = await signIn(answer);
    expect(result?.profile.sub).toBe("42");
    expect(new Headers(asked[1]?.init.headers).get("authorization")).toBe("Bearer a");
  });

  test.each([
    [3600, NOW + 3600],
    ["3600", NOW + 3600],
    [1.5, NOW + 1],
    [0, undefined],
    [-5, undefined],
    ["soon", undefined],
    [null, undefined],
    [1e300, undefined],
    [true, undefined],
  ])("expires_in %j", async (expires, at) => {
    expect((await signIn(json({ access_token: "a", expires_in: expires }))).result?.tokens.expiresAt).toBe(at);
  });
});

describe("the request", () => {
  test("carries the client's credentials in the form", async () => {
    const { form, pending } = await signIn(json({ access_token: "a" }));
    expect(form(0)).toEqual({
      grant_type: "authorization_code",
      code: "the-code-itself",
      redirect_uri: "https://hub.test/callback/1",
      code_verifier: pending.codeVerifier,
      client_id: "a b:ü",
      client_secret: SECRET,
    });
  });

  test("or in a header, each form-encoded (RFC 6749, 2.3.1)", async () => {
    const { form, asked } = await signIn(json({ access_token: "a" }), {}, { tokenAuth: "basic", secret: "p%:+" });
    expect(form(0)).not.toHaveProperty("client_id");
    expect(form(0)).not.toHaveProperty("client_secret");
    const header = new Headers(asked[0]?.init.headers).get("authorization") ?? "";
    expect(atob(header.slice("Basic ".length))).toBe("a+b%3A%C3%BC:p%25%3A%2B");
  });

  test("a client without a secret names itself", async () => {
    for (const tokenAuth of ["post", "basic"] as const) {
      const { form, asked } = await signIn(json({ access_token: "a" }), {}, { tokenAuth, secret: "" });
      expect(form(0)).toMatchObject({ client_id: "a b:ü" });
      expect(form(0)).not.toHaveProperty("client_secret");
      expect(new Headers(asked[0]?.init.headers).has("authorization")).toBe(false);
    }
  });

  test("goes by GET where the entry says so", async () => {
    const { asked, result } = await signIn(json({ access_token: "a" }), {
      tokenMethod: "GET",
      tokenNames: { client_id: "appid", client_secret: "secret" },
      tokenOmit: ["redirect_uri", "code_verifier"],
    });
    expect(asked[0]?.init.method).toBe("GET");
    expect(asked[0]?.init.body).toBeUndefined();
    expect(Object.fromEntries(new URL(asked[0]?.url ?? "").searchParams)).toEqual({
      grant_type: "authorization_code",
      code: "the-code-itself",
      appid: "a b:ü",
      secret: SECRET,
    });
    expect(result?.profile.sub).toBe("42");
  });

  test("other names in the answer, nested ones too", async () => {
    const { result } = await signIn(json({ code: 0, data: { token: "a", life: 60 } }), {
      tokenAnswer: { access_token: "data.token", expires_in: "data.life" },
      errorField: { path: "code", ok: [0] },
    });
    expect(result?.tokens).toEqual({ accessToken: "a", expiresAt: NOW + 60 });
  });

  test("a failure told with HTTP 200 in the provider's own way", async () => {
    const quirks: Quirks = { errorField: { path: "errcode", ok: [0, "0"], message: "errmsg" } };
    const { error } = await signIn(json({ errcode: 40_029, errmsg: `invalid code the-code-itself` }), quirks);
    expect(error).toMatchObject({ code: "token_refused" });
    expect(String(error?.cause)).toContain("40029");
    expect(String(error?.cause)).not.toContain("the-code-itself");
    expect((await signIn(json({ errcode: "0", access_token: "a" }), quirks)).error).toBeUndefined();
  });
});
