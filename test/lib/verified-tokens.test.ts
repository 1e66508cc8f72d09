/** hub/keys: tokens whose signature was seen here are known to the letter, as their own type, and no more of them than there is room for. */
import { expect, test } from "vitest";
import { type VerifiedToken, VerifiedTokens } from "../../src/hub/keys/verified-tokens.ts";

const tokenOf = (signature: string, payload = "p"): VerifiedToken => ({
  token: `h.${payload}.${signature}`,
  type: "at+jwt",
  kid: "k",
  claims: { sub: payload },
});

test("a token is known by all of it, not by its signature", () => {
  const tokens = new VerifiedTokens();
  const known = tokenOf("s");
  tokens.add("s", known);
  expect(tokens.find("h.p.s", "at+jwt")).toBe(known);
  for (const other of ["h.q.s", "g.p.s", "s", ".s", "h.p.t"]) expect(tokens.find(other, "at+jwt")).toBeUndefined();
  expect(tokens.find("h.p.s", "JWT")).toBeUndefined();
});

test("the oldest goes where there is no more room, and a very long one is not kept", () => {
  const tokens = new VerifiedTokens();
  for (let index = 0; index <= 8192; index += 1) tokens.add(`s${index}`, tokenOf(`s${index}`));
  expect(tokens.find("h.p.s0", "at+jwt")).toBeUndefined();
  expect(tokens.find("h.p.s1", "at+jwt")).toBeDefined();
  tokens.add("long", tokenOf("long", "x".repeat(5000)));
  expect(tokens.find(`h.${"x".repeat(5000)}.long`, "at+jwt")).toBeUndefined();
  expect(tokens.find("h.p.s1", "at+jwt")).toBeDefined();
});
