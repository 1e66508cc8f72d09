/** From answers to a profile: what makes an id, what proves an address, and what is never kept. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseEmail } from "../../src/providers/email-address.ts";
import { finishSignIn, type OAuth2Provider, startSignIn } from "../../src/providers/index.ts";
import { appFor, NOW, plainEntry } from "./entries.ts";
import { type Answering, json, scriptedFetch, text } from "./scripted-fetch.ts";

async function profileOf(
  answer: Answering,
  entry: OAuth2Provider = plainEntry(),
  extra: Record<string, Answering> = {},
) {
  const scripted = scriptedFetch({
    "https://plain.test/token": json({ access_token: "the-access-token", refresh_token: "the-refresh-token" }),
    "https://plain.test/me": answer,
    ...extra,
  });
  const options = { fetch: scripted.fetch, now: () => NOW };
  const { pending } = await startSignIn(appFor(entry), options);
  const callback = new URLSearchParams({ code: "c", state: pending.state, place: "here" });
  const outcome = await finishSignIn(appFor(entry), pending, callback, options).then(
    (result) => ({ profile: result.profile, code: undefined }),
    (error: { code: string }) => ({ profile: undefined, code: error.code }),
  );
  return { ...outcome, asked: scripted.asked };
}

describe("sub", () => {
  test.each<[unknown, string]>([
    ["abc", "abc"],
    [" a ", " a "],
    ["ABC", "ABC"],
    [1, "1"],
    [0, "0"],
    [9_007_199_254_740_991, "9007199254740991"],
    ["用户", "用户"],
  ])("%j is an id", async (id, sub) => {
    expect((await profileOf(json({ id }))).profile?.sub).toBe(sub);
  });

  test.each([
    [undefined],
    [null],
    [""],
    ["   "],
    [true],
    [false],
    [{}],
    [{ id: 1 }],
    [[1]],
    [["a"]],
    [1.5],
    ["a\u0000b"],
    ["a\nb"],
    ["\ud800"],
    ["x".repeat(256)],
    ["x".repeat(1_000_000)],
  ])("%j is none", async (id) => {
    expect((await profileOf(json({ id }))).code).toBe("subject_missing");
  });

  test("a number that a parser rounds is none", async () => {
    expect((await profileOf(text('{"id":9007199254740993}'))).code).toBe("subject_missing");
    expect((await profileOf(text('{"id":1e400}'))).code).toBe("subject_missing");
  });

  test("comes from the profile and from nowhere else", async () => {
    expect((await profileOf(json({ ID: "a", Id: "b" }))).code).toBe("subject_missing");
    expect((await profileOf(json([{ id: "a" }]))).code).toBe("subject_missing");
    expect((await profileOf(text('{"__proto__":{"id":"a"}}'))).code).toBe("bad_answer");
  });
});

describe("email_verified", () => {
  test.each([
    ["claim", true, true],
    ["claim", false, false],
    ["claim", "true", false],
    ["claim", 1, false],
    ["claim", undefined, false],
    ["claim", [true], false],
    ["never", true, false],
    ["always", false, true],
  ] as const)("trust %s with %j is %j", async (emailTrust, verified, expected) => {
    const { profile } = await profileOf(json({ id: 1, email: "a@b.test", verified }), plainEntry({ emailTrust }));
    expect(profile?.email_verified).toBe(expected);
  });

  test("is false without a usable address, whatever is said", async () => {
    for (const email of [undefined, "not an address", "a@b.test,c@d.test", ["a@b.test"]]) {
      const { profile } = await profileOf(json({ id: 1, email, verified: true }), plainEntry({ emailTrust: "always" }));
      expect(profile).toMatchObject({ email_verified: false });
      expect(profile).not.toHaveProperty("email");
    }
  });
});

describe("addresses", () => {
  test.each([
    ["a@b.test", "a@b.test"],
    ["A.b+C@B.Test", "A.b+C@b.test"],
    ["ａ@ｂ.test", "a@b.test"],
    ["user@bücher.test", "user@xn--bcher-kva.test"],
    ["用户@例子.test", "用户@xn--fsqu00a.test"],
    ["o'neil@localhost", "o'neil@localhost"],
  ])("%s", (value, expected) => {
    expect(normaliseEmail(value)).toBe(expected);
  });

  test.each([
    "",
    "a",
    "@b.test",
    "a@",
    "a@b@c.test",
    "a＠b.test@c.test",
    "a@b.test,c@d.test",
    "a@b.test c",
    " a@b.test",
    "a\u00a0b@c.test",
    "a\nb@c.test",
    "a\u0000@c.test",
    '"a b"@c.test',
    "a<b@c.test>",
    "a@b..test",
    "a..b@c.test",
    ".a@b.test",
    "a@127.0.0.1",
    "a@2130706433",
    "a@0x7f.1",
    "a@[::1]",
    "a@b.test/path",
    "a@b.test:25",
    "a@b\u2044c.test",
    "\u202ea@b.test",
    "\ud800@b.test",
    `${"a".repeat(65)}@b.test`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.test`,
  ])("%j is dropped", (value) => {
    expect(normaliseEmail(value)).toBeUndefined();
  });

  test("what has been normalised stays as it is", () => {
    const piece = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(piece, piece, (local, domain) => {
        const once = normaliseEmail(`${local}@${domain}`);
        if (once !== undefined) {
          expect(normaliseEmail(once)).toBe(once);
          expect(once.split("@")).toHaveLength(2);
          expect(once).toMatch(/^[^\s,<>"]+$/);
        }
      }),
      { numRuns: 2000 },
    );
    expect(normaliseEmail(normaliseEmail("ﬁ@Ⅷ.test"))).toBe("fi@viii.test");
  });
});

describe("the rest", () => {
  test("is cut, cleaned or left out", async () => {
    const { profile } = await profileOf(
      json({ id: 1, name: `  Eve\u202e\n${"x".repeat(5000)}`, picture: "javascript:alert(1)", email: 5 }),
    );
    expect(profile?.name).toHaveLength(255);
    expect(profile?.name?.startsWith("Eve x")).toBe(true);
    expect(profile).not.toHaveProperty("picture");
    expect(profile).not.toHaveProperty("email");
  });

  test.each([
    ["data:image/png;base64,AAAA", undefined],
    ["//cdn.test/a.png", undefined],
    ["https://user:pass@cdn.test/a.png", undefined],
    [`https://cdn.test/${"a".repeat(3000)}`, undefined],
    ["https://cdn.test/a b.png", "https://cdn.test/a%20b.png"],
    ["http://cdn.test/a.png", "http://cdn.test/a.png"],
  ])("picture %s", async (picture, expected) => {
    expect((await profileOf(json({ id: 1, picture }))).profile?.picture).toBe(expected);
  });

  test("a claim's function that fails loses its claim, and without an id there is no sign-in", async () => {
    const throwing = () => {
      throw new Error("not as expected");
    };
    const claims = { sub: "id", name: throwing, email_verified: throwing };
    expect((await profileOf(json({ id: 1 }), plainEntry({ claims }))).profile).toMatchObject({ sub: "1" });
    expect((await profileOf(json({ id: 1 }), plainEntry({ claims: { ...claims, sub: throwing } }))).code).toBe(
      "subject_missing",
    );
  });

  test("claims may come from every answer", async () => {
    const entry = plainEntry({
      emailTrust: "never",
      extra: { more: { url: "https://plain.test/more" } },
      claims: {
        sub: "$token.refresh_token",
        issuer: "$extra.more[0].tenant",
        name: ["missing", "$callback.place"],
        preferred_username: "$callback.code",
        locale: ({ settings }) => settings.locale,
      },
      settings: { locale: { label: "Locale", type: "text", default: "fr" } },
    });
    const { profile } = await profileOf(json({}), entry, { "https://plain.test/more": json([{ tenant: "t-1" }]) });
    expect(profile).toMatchObject({ sub: "the-refresh-token", issuer: "t-1", name: "here", locale: "fr" });
    // The code is not among what claims may read.
    expect(profile).not.toHaveProperty("preferred_username");
    expect((await profileOf(json({}), entry, { "https://plain.test/more": json([]) })).code).toBe("subject_missing");
  });
});

describe("raw", () => {
  test("holds no tokens, under whatever name and however deep", async () => {
    const { profile } = await profileOf(
      json({
        id: 1,
        echo: "the-access-token",
        nested: [{ value: "the-refresh-token" }, { kept: "value" }],
        accessToken: "x1",
        client_secret: "x2",
        passwordSalt: "x3",
        totpSecret: "x4",
        recoveryCodes: ["x5"],
        jwt: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
      }),
    );
    expect(profile?.raw).toEqual({
      profile: { id: 1, echo: null, nested: [{ value: null }, { kept: "value" }], jwt: null },
    });
  });

  test("is left out where it is too large to keep", async () => {
    const { profile } = await profileOf(json({ id: 1, bio: "x".repeat(70_000) }));
    expect(profile).toMatchObject({ sub: "1", raw: null });
  });
});

describe("the profile call", () => {
  test.each<[string, Answering, string]>([
    ["HTML as JSON", text("<html>", 200, "application/json"), "bad_answer"],
    ["nothing", text(""), "bad_answer"],
    ["a very deep answer", text("[".repeat(100_000)), "bad_answer"],
    ["Latin-1", text(new Uint8Array([0x22, 0xe9, 0x22])), "bad_answer"],
    ["a refusal", json({ message: "Bad credentials" }, 401), "provider_error"],
    ["a redirect that was not followed", text("", 302), "provider_error"],
    ["a server's failure", json({ id: 1 }, 500), "provider_error"],
    ["no network", () => Promise.reject(new TypeError("fetch failed")), "unreachable"],
  ])("%s", async (_, answer, code) => {
    expect((await profileOf(answer)).code).toBe(code);
  });

  test("puts the token where the entry says and nowhere else", async () => {
    const placed = async (tokenPlacement: { query: string } | { header: string; scheme?: string }) => {
      const { asked } = await profileOf(
        json({ id: 1 }),
        plainEntry({ quirks: { tokenPlacement, profileQuery: { v: "5" } } }),
      );
      const call = asked[1];
      return { url: call?.url, headers: Object.fromEntries(new Headers(call?.init.headers)) };
    };
    expect(await placed({ query: "access_token" })).toEqual({
      url: "https://plain.test/me?v=5&access_token=the-access-token",
      headers: { accept: "application/json" },
    });
    expect(await placed({ header: "x-token" })).toEqual({
      url: "https://plain.test/me?v=5",
      headers: { accept: "application/json", "x-token": "the-access-token" },
    });
    expect((await placed({ header: "authorization", scheme: "OAuth" })).headers.authorization).toBe(
      "OAuth the-access-token",
    );
  });

  test("unwraps, and refuses where there is nothing to unwrap", async () => {
    const entry = plainEntry({ quirks: { unwrap: "response[0]" } });
    expect((await profileOf(json({ response: [{ id: 7 }] }), entry)).profile?.sub).toBe("7");
    expect((await profileOf(json({ response: [] }), entry)).code).toBe("bad_answer");
  });

  test("a failure told with HTTP 200 is one", async () => {
    const entry = plainEntry({ quirks: { errorField: { path: "status", ok: [] } } });
    expect((await profileOf(json({ id: 1, status: "error" }), entry)).code).toBe("provider_error");
    expect((await profileOf(json({ id: 1 }), entry)).profile?.sub).toBe("1");
  });

  test("a further call may fail, unless it is required", async () => {
    const call = { url: "https://plain.test/more" };
    expect((await profileOf(json({ id: 1 }), plainEntry({ extra: { more: call } }))).profile?.raw).toEqual({
      profile: { id: 1 },
      extra: { more: null },
    });
    const required = plainEntry({ extra: { more: { ...call, required: true } } });
    expect((await profileOf(json({ id: 1 }), required)).code).toBe("unreachable");
  });
});
