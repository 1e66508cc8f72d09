/** lib/cookies, lib/paths, lib/same-origin: the small readers of what a browser says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cookie, readCookie } from "../../src/lib/cookies.ts";
import { Refusal } from "../../src/lib/errors.ts";
import { ownPath } from "../../src/lib/paths.ts";
import { checkSameOrigin } from "../../src/lib/same-origin.ts";

describe("cookies", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["a=1", "1"],
    ["b=2; a=1; c=3", "1"],
    ["b=2;a=1", "1"],
    ["a=1; a=2", "1"],
    ["a=", ""],
    ["a=x=y", "x=y"],
    ["aa=1; xa=2", undefined],
    ["A=1", undefined],
    ["a", undefined],
    ["; ;a=1;", "1"],
    ["b; a=1", "1"],
    ["b=a=1", undefined],
    ['a="1"', '"1"'],
    ["a= 1 ", "1"],
    ["x=a=1; a=2", "2"],
  ])("in %j a is %j", (header, value) => {
    expect(readCookie(header, "a")).toBe(value);
  });

  test("whatever the header, it is the value of the first pair of that name", () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom("a", "b", "=", ";", " ", "; ", "a=1", "é", "\t"), { maxLength: 12 })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (header) => {
        const pairs = header.split(";").map((pair) => pair.replace(/^ +/, ""));
        const first = pairs.find((pair) => pair.startsWith("a="));
        expect(readCookie(header, "a")).toBe(first?.slice(2).trim());
      }),
      { numRuns: 2000 },
    );
  });

  test("the longest header is read in no time that grows with its square", () => {
    for (const header of [
      ";".repeat(16_000),
      "a;".repeat(8000),
      " ".repeat(16_000),
      "=".repeat(16_000),
      "; ".repeat(8000),
    ]) {
      expect(readCookie(header, "name")).toBeUndefined();
    }
  });

  test("over https the name is bound to the host, over http it can't be", () => {
    const [secure, plain] = [cookie("x", true), cookie("x", false)];
    expect(secure.write("v", { maxAge: 5 })).toBe("__Host-x=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=5");
    expect(plain.write("v", { sameSite: "Strict" })).toBe("x=v; Path=/; HttpOnly; SameSite=Strict");
    expect(secure.clear()).toBe("__Host-x=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
    expect([secure.read("x=evil; __Host-x=v"), plain.read("__Host-x=evil; x=v")]).toEqual(["v", "v"]);
  });
});

describe("own paths", () => {
  const piece = fc.constantFrom(
    "/",
    "//",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "%5c",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "https:",
    "http://",
    "a",
    "é",
    "中",
    "\t",
    "\n",
    "\r",
    " ",
    "\u0000",
    "\u00a0",
    "\u2028",
    "%",
    "%zz",
    "\ud800",
    ";",
    "=",
    "&",
  );
  const path = fc.array(piece, { maxLength: 10 }).map((parts) => parts.join(""));

  test("whatever is given, a browser stays where it is, and a header can carry it", () => {
    let own = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          path,
          path.map((rest) => `/${rest}`),
          fc.webUrl(),
          fc.string(),
        ),
        (text) => {
          const found = ownPath(text, "/fallback");
          const url = new URL(found, "https://id.example.com/sign-in?x");
          expect(url.origin).toBe("https://id.example.com");
          expect(found).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
          expect(new URL(`https://id.example.com${found}`).href).toBe(url.href);
          // Read once more, as the form's hidden field is, it is the same.
          expect(ownPath(found, "/other")).toBe(found);
          if (found !== "/fallback") own += 1;
        },
      ),
      { numRuns: 5000 },
    );
    expect(own).toBeGreaterThan(100);
  });

  test("nothing, and what is too long, is the fallback", () => {
    for (const text of [null, undefined, "", `/${"a".repeat(2000)}`])
      expect(ownPath(text, "/fallback")).toBe("/fallback");
  });
});

describe("same origin", () => {
  const OWN = "https://id.example.com";
  const refused = (headers: Record<string, string>): boolean => {
    try {
      checkSameOrigin(headers, OWN);
      return false;
    } catch (error) {
      if (error instanceof Refusal && error.code === "cross_site") return true;
      throw error;
    }
  };

  test.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ origin: OWN }, false],
    [{ origin: OWN, "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: "null" }, false],
    [{ origin: "null", "sec-fetch-site": "cross-site" }, true],
    [{ origin: OWN, "sec-fetch-site": "cross-site" }, true],
    [{ origin: OWN, "sec-fetch-site": "same-site" }, true],
    [{ origin: OWN, "sec-fetch-site": "" }, true],
    [{ origin: OWN, "sec-fetch-site": "anything" }, true],
    [{ origin: "" }, true],
    [{ origin: "http://id.example.com" }, true],
    [{ origin: "https://id.example.com:443" }, true],
    [{ origin: "https://id.example.com/" }, true],
    [{ origin: "https://ID.example.com" }, true],
    [{ origin: "https://id.example.com.evil.example" }, true],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }, true],
  ])("%j is refused: %s", (headers, expected) => {
    expect(refused(headers)).toBe(expected);
  });
});
