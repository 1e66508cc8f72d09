/** Refreshing and revoking the provider's tokens. */
import { describe, expect, test } from "vitest";
import { dingtalk, findProvider, refreshTokens, revokeToken } from "../../src/providers/index.ts";
import { appFor, connectEntry, metadata, NOW, plainEntry } from "./entries.ts";
import { json, scriptedFetch, text } from "./scripted-fetch.ts";

const now = () => NOW;

describe("refreshTokens", () => {
  test("gets new tokens, and keeps the old refresh token where no new one comes", async () => {
    const { fetch, form } = scriptedFetch({
      "https://plain.test/token": json({ access_token: "new", expires_in: 60 }),
    });
    expect(await refreshTokens(appFor(plainEntry()), "old-refresh", { fetch, now })).toEqual({
      accessToken: "new",
      refreshToken: "old-refresh",
      expiresAt: NOW + 60,
    });
    expect(form(0)).toEqual({
      grant_type: "refresh_token",
      refresh_token: "old-refresh",
      client_id: "client",
      client_secret: "a-secret-that-nobody-may-see",
    });
  });

  test("takes the new refresh token, and no ID Token", async () => {
    const { fetch } = scriptedFetch({
      "https://connect.test/.well-known/openid-configuration": json(metadata()),
      "https://connect.test/token": json({ access_token: "new", refresh_token: "rotated", id_token: "unverified" }),
    });
    expect(await refreshTokens(appFor(connectEntry()), "old", { fetch, now })).toEqual({
      accessToken: "new",
      refreshToken: "rotated",
    });
  });

  test("speaks the provider's own dialect", async () => {
    const { fetch, asked } = scriptedFetch({
      "https://api.dingtalk.com/v1.0/oauth2/userAccessToken": json({
        accessToken: "n",
        refreshToken: "r",
        expireIn: 7200,
      }),
    });
    expect(await refreshTokens(appFor(dingtalk), "old", { fetch, now })).toEqual({
      accessToken: "n",
      refreshToken: "r",
      expiresAt: NOW + 7200,
    });
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({
      grantType: "refresh_token",
      refreshToken: "old",
      clientId: "client",
      clientSecret: "a-secret-that-nobody-may-see",
    });
  });

  test("a spent refresh token", async () => {
    const { fetch } = scriptedFetch({ "https://plain.test/token": json({ error: "invalid_grant" }, 400) });
    await expect(refreshTokens(appFor(plainEntry()), "old", { fetch, now })).rejects.toMatchObject({
      code: "token_refused",
    });
  });
});

describe("revokeToken", () => {
  const entry = plainEntry({ revoke: "https://plain.test/revoke" });

  test("gives the token back (RFC 7009)", async () => {
    const { fetch, form } = scriptedFetch({ "https://plain.test/revoke": text("") });
    expect(await revokeToken(appFor(entry), "the-token", { fetch, now, hint: "refresh_token" })).toBe(true);
    expect(form(0)).toEqual({
      token: "the-token",
      token_type_hint: "refresh_token",
      client_id: "client",
      client_secret: "a-secret-that-nobody-may-see",
    });
  });

  test("sends nothing where there is nowhere to send it", async () => {
    const { fetch, asked } = scriptedFetch({});
    expect(await revokeToken(appFor(plainEntry()), "the-token", { fetch, now })).toBe(false);
    expect(asked).toEqual([]);
  });

  test("finds the address in discovery", async () => {
    const { fetch, asked } = scriptedFetch({
      "https://connect.test/.well-known/openid-configuration": json(metadata()),
      "https://connect.test/revoke": json({}),
    });
    expect(await revokeToken(appFor(connectEntry()), "the-token", { fetch, now })).toBe(true);
    expect(asked.at(-1)?.url).toBe("https://connect.test/revoke");
  });

  test.each([
    [json({ error: "unsupported_token_type" }, 400)],
    [json({ error: "invalid_client" })],
    [text("oops", 503)],
  ])("is not believed without the provider's word", async (answer) => {
    const { fetch } = scriptedFetch({ "https://plain.test/revoke": answer });
    const revoked = revokeToken(appFor(entry), "the-token", { fetch, now });
    await expect(revoked).rejects.toMatchObject({ code: "provider_error" });
    const error = await revoked.catch((reason: Error) => reason);
    expect(String((error as Error).cause)).not.toContain("the-token");
  });
});

test("entries that promise revocation have an address for it", () => {
  const revocable = (id: string): boolean => {
    const entry = findProvider(id);
    return entry !== undefined && "revoke" in entry && entry.revoke !== undefined;
  };
  expect(["google", "discord", "keycloak"].filter((id) => !revocable(id))).toEqual([]);
});
