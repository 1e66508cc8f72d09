/** The strict JSON parser: what JSON.parse accepts and this one must not, and nothing else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/providers/json.ts";
import { parsePath, readPath, splitRoot } from "../../src/providers/path.ts";

describe("parseJson", () => {
  test("agrees with JSON.parse on every value without repeated names and without depth", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(0, 2), (text, indent) => {
        const plain = JSON.stringify(JSON.parse(text), null, indent);
        fc.pre(!plain.includes("__proto__"));
        expect(parseJson(plain)).toEqual(JSON.parse(plain));
      }),
    );
  });

  test.each([
    ["a name twice", '{"sub":"a","sub":"b"}'],
    ["a name twice, once escaped", '{"sub":"a","s\\u0075b":"b"}'],
    ["a name twice, deep down", '{"a":[{"b":1 , "c":{"d":1,"d":2}}]}'],
    ["__proto__", '{"__proto__":{"admin":true}}'],
    ["__proto__, escaped", '{"\\u005f_proto__":{"admin":true}}'],
    ["33 levels", `${"[".repeat(33)}${"]".repeat(33)}`],
    ["HTML", "<!doctype html><title>Sign in</title>"],
    ["nothing", ""],
    ["an open string", '{"a":"b'],
    ["an open string with an escape at the end", '{"a":"b\\'],
    ["a tail", '{"a":1}{"a":1}'],
  ])("refuses %s", (_, text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test("a hundred thousand levels cost next to nothing", () => {
    const start = performance.now();
    for (const open of ["[", '{"a":']) expect(() => parseJson(open.repeat(100_000))).toThrow("too deep");
    expect(performance.now() - start).toBeLessThan(500);
  });

  test("a quote, a brace or a colon inside a text is text", () => {
    expect(parseJson('{"a":"}{\\"a\\":1","b":"x\\\\","c":["a:","a"]}')).toEqual({
      a: '}{"a":1',
      b: "x\\",
      c: ["a:", "a"],
    });
    expect(parseJson('{"a":{"a":1},"b":[{"a":2},{"a":3}]}')).toEqual({ a: { a: 1 }, b: [{ a: 2 }, { a: 3 }] });
    expect(parseJson("[".repeat(32) + "]".repeat(32))).toHaveLength(1);
  });
});

describe("paths", () => {
  const value = { a: { b: [{ c: "found" }] }, "odd key.x": { y: 1 } };

  test("lead to what is there and to nothing else", () => {
    expect(readPath(value, "a.b[0].c")).toBe("found");
    expect(readPath(value, '["odd key.x"].y')).toBe(1);
    for (const path of [
      "a.b[1].c",
      "a.b.c",
      "x.y.z",
      "a.b[0].c.length",
      "constructor",
      "a.constructor.name",
      "a.b.length",
    ]) {
      expect(readPath(value, path), path).toBe(path === "a.b.length" ? 1 : undefined);
    }
    expect(readPath(null, "a")).toBeUndefined();
    expect(readPath("text", "length")).toBeUndefined();
  });

  test.each(["", ".", ".a", "a.", "a..b", "a[", "a[x]", 'a["b]', "a]b"])("%j is no path", (path) => {
    expect(() => parsePath(path)).toThrow(SyntaxError);
  });

  test("begin where they say", () => {
    expect(splitRoot("id")).toEqual({ root: "profile", rest: "id" });
    expect(splitRoot("$idToken.oid")).toEqual({ root: "idToken", rest: "oid" });
    expect(splitRoot("$extra.emails[0].email")).toEqual({ root: "extra.emails", rest: "[0].email" });
    expect(splitRoot("$extra.me.id")).toEqual({ root: "extra.me", rest: "id" });
    expect(() => splitRoot("$nowhere.id")).toThrow(SyntaxError);
    expect(() => splitRoot("$tokens.id")).toThrow(SyntaxError);
  });
});
