/** State, nonce, PKCE and at_hash, against the vectors of the documents that define them. */
import { expect, test } from "vitest";
import { accessTokenHash, checkAccessTokenHash } from "../../src/providers/engines/at-hash.ts";
import { equalInConstantTime, randomValue, s256 } from "../../src/providers/engines/random.ts";

test("RFC 7636, appendix B", async () => {
  expect(await s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("OpenID Connect Core, appendix A.3: at_hash beside RS256", async () => {
  expect(await accessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256")).toBe("77QmUPtjPfzWtF2AnpK9RQ");
});

test("at_hash is as long as half the algorithm's hash", async () => {
  const lengths = await Promise.all(
    ["ES256", "PS384", "RS512", "EdDSA", "Ed25519"].map((alg) => accessTokenHash("t", alg)),
  );
  expect(lengths.map((hash) => hash.length)).toEqual([22, 32, 43, 43, 43]);
});

test("at_hash of another token, or of another type, is refused", async () => {
  const hash = await accessTokenHash("mine", "RS256");
  await expect(checkAccessTokenHash(hash, "mine", "RS256")).resolves.toBeUndefined();
  await expect(checkAccessTokenHash(undefined, "mine", "RS256")).resolves.toBeUndefined();
  for (const claim of [await accessTokenHash("yours", "RS256"), "", null, 1, [hash]]) {
    await expect(checkAccessTokenHash(claim, "mine", "RS256")).rejects.toMatchObject({ code: "id_token_invalid" });
  }
});

test("random values hold 256 bits and never come twice", () => {
  const values = new Set(Array.from({ length: 1000 }, randomValue));
  expect(values.size).toBe(1000);
  for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("nothing equals an empty text, not even another one", () => {
  expect(equalInConstantTime("", "")).toBe(false);
  expect(equalInConstantTime("a", "a")).toBe(true);
  expect(equalInConstantTime("a", "b")).toBe(false);
  expect(equalInConstantTime("aa", "a")).toBe(false);
  expect(equalInConstantTime("é", "e")).toBe(false);
});
