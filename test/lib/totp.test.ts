/** One-time passwords against the vectors of RFC 6238 (appendix B) and RFC 4226 (appendix D), and what may not count. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  base32,
  fromBase32,
  isTotpSecret,
  matchTotp,
  newTotpSecret,
  totpAddress,
  totpCode,
  totpStep,
} from "../../src/lib/totp.ts";

const SECRET = base32(Buffer.from("12345678901234567890"));

describe("RFC 6238: TOTP", () => {
  // Appendix B has eight digits: six of them are its last six (RFC 4226, 5.3: modulo 10 to the power of the digits).
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("appendix B: second %d has the code …%s", (now, code) => {
    expect(totpCode(SECRET, totpStep(now))).toBe(code);
    expect(matchTotp({ secret: SECRET, code, now, lastStep: null })).toBe(Math.floor(now / 30));
  });

  test.each([
    ...["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"].entries(),
  ])("RFC 4226, appendix D: count %d has the code %s", (count, code) => {
    expect(totpCode(SECRET, count)).toBe(code);
  });

  test("a clock may be off by one step either way, and by no more", () => {
    const now = 1_700_000_000;
    const step = totpStep(now);
    const at = (offset: number) =>
      matchTotp({ secret: SECRET, code: totpCode(SECRET, step + offset), now, lastStep: null });
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step - 1, step, step + 1, null]);
  });

  test("a step that was accepted, and every earlier one, is refused", () => {
    const now = 1_700_000_000;
    const step = totpStep(now);
    const at = (offset: number) =>
      matchTotp({ secret: SECRET, code: totpCode(SECRET, step + offset), now, lastStep: step });
    expect([-1, 0, 1].map(at)).toEqual([null, null, step + 1]);
  });

  test.each(["", " ", "28708", "2870820", "00287082", "28708a", "٢٨٧٠٨٢", "287082\u0000"])("%j is no code", (code) => {
    expect(matchTotp({ secret: SECRET, code, now: 59, lastStep: null })).toBeNull();
  });

  test("spaces between the digits are passed over", () => {
    expect(matchTotp({ secret: SECRET, code: " 287 082 ", now: 59, lastStep: null })).toBe(1);
  });

  test("a secret that is too short or no base32 is refused, not guessed at", () => {
    for (const secret of ["", "JBSWY3DP", "not base32!", SECRET.slice(0, 13)]) {
      expect(() => totpCode(secret, 1)).toThrow(RangeError);
      expect(isTotpSecret(secret)).toBe(false);
    }
  });

  test("a secret that is taken over from elsewhere gives codes: the shortest has ten bytes", () => {
    const secret = "GEZDGNBVGY3TQOJQ";
    expect(isTotpSecret(secret)).toBe(true);
    expect(totpCode(secret, 1)).toBe("263420");
  });
});

describe("RFC 4648: base32", () => {
  test.each([
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ])("section 10: %j is %j", (plain, text) => {
    expect(base32(Buffer.from(plain))).toBe(text);
    expect(fromBase32(text)?.toString()).toBe(plain);
  });

  test("bytes come back, however the text is typed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const typed = ` ${base32(bytes)
          .toLowerCase()
          .replace(/(.{4})/g, "$1 -")}==`;
        expect(fromBase32(typed)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(["1", "A", "MZX!", "M=Y", "MZ1", "MZ0", "é"])("%j is none", (text) => {
    expect(fromBase32(text)).toBeNull();
  });

  test("a new secret has 160 bits and is nobody else's", () => {
    const secrets = Array.from({ length: 50 }, newTotpSecret);
    expect(new Set(secrets).size).toBe(50);
    expect(secrets.every((secret) => fromBase32(secret)?.length === 20)).toBe(true);
  });
});

test("Key URI: names are escaped, and a colon in one can't split it", () => {
  const address = new URL(totpAddress({ issuer: "A: B&C", account: "ä:x@example.org", secret: SECRET }));
  expect(decodeURIComponent(address.pathname)).toBe("/A  B&C:ä x@example.org");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    secret: SECRET,
    issuer: "A  B&C",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
