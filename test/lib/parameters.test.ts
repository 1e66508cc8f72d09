/** lib/parameters: what a request sent, read once; whatever it sent, the answer is parameters or a refusal, and soon. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../src/lib/errors.ts";
import { bodyText, mediaType, type Parameters, parseForm, parseJsonObject } from "../../src/lib/parameters.ts";

type Read = { readonly found: Record<string, string> } | { readonly refused: string };

/** What came of it; anything that is thrown and is no refusal of ours fails the test. */
function read(parse: (text: string) => Parameters, text: string): Read {
  try {
    return { found: Object.fromEntries(parse(text)) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code };
    throw error;
  }
}

const REFUSED = { refused: expect.stringMatching(/^(bad_request|parameter_repeated)$/) };

test.each<[string, Read]>([
  ["", { found: {} }],
  ["a=1&b=2", { found: { a: "1", b: "2" } }],
  ["a=&b", { found: {} }],
  ["a=+%20%2B", { found: { a: "  +" } }],
  ["%61=x", { found: { a: "x" } }],
  ["__proto__=x&constructor=y", { found: JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string> }],
  ["a=1&a=1", { refused: "parameter_repeated" }],
  ["a=1&%61=2", { refused: "parameter_repeated" }],
  ["a=&a=1", { refused: "parameter_repeated" }],
  ["=1&=2", { refused: "parameter_repeated" }],
  ["a=%00", { refused: "bad_request" }],
  [`a=${"x".repeat(32_768)}`, { found: { a: "x".repeat(32_768) } }],
  [`a=${"x".repeat(32_769)}`, { refused: "bad_request" }],
  [Array.from({ length: 101 }, (_, at) => `a${at}=`).join("&"), { refused: "bad_request" }],
])("form %#", (text, expected) => {
  expect(read(parseForm, text)).toEqual(expected);
});

test.each<[string, Read]>([
  ["{}", { found: {} }],
  [" \n{ } \t", { found: {} }],
  ['{"a":"1","b":2,"c":true,"d":false,"e":null,"f":""}', { found: { a: "1", b: "2", c: "true", d: "false" } }],
  ['{"a":-1.5e3,"b":12345678901234567890}', { found: { a: "-1.5e3", b: "12345678901234567890" } }],
  ['{"a":"\\u00e9\\n\\"\\\\/"}', { found: { a: 'é\n"\\/' } }],
  ['{"\\u0061":"x"}', { found: { a: "x" } }],
  ['{"a":1,"\\u0061":2}', { refused: "parameter_repeated" }],
  ['{"a":null,"a":1}', { refused: "parameter_repeated" }],
  ['{"__proto__":"x"}', { found: JSON.parse('{"__proto__":"x"}') as Record<string, string> }],
  ...([
    "",
    "null",
    "[]",
    '"a"',
    "{",
    "}",
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1 "b":2}',
    '{"a":1}x',
    '{"a":1}{}',
    "{a:1}",
    "{'a':1}",
    '{"a":01}',
    '{"a":1.}',
    '{"a":+1}',
    '{"a":NaN}',
    '{"a":[1]}',
    '{"a":{}}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '{"a":"\\u00"}',
    '{"a":undefined}',
    '{"a":"\\u0000"}',
    '\ufeff{"a":1}',
    '{"a":"',
    '{"a":"\\',
    "// x\n{}",
  ].map((text) => [text, REFUSED]) as [string, Read][]),
])("JSON %#: %s", (text, expected) => {
  expect(read(parseJsonObject, text)).toEqual(expected);
});

const scalar = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));

test("a flat object is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "grapheme" }), scalar, { maxKeys: 20 }),
      fc.boolean(),
      (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 2 : 0);
        const again = JSON.parse(text) as Record<string, unknown>;
        const entries = Object.entries(again).map(([name, each]) => [name, each === null ? "" : String(each)] as const);
        const expected: Read = entries.some(([, each]) => each.includes("\u0000"))
          ? { refused: "bad_request" }
          : { found: Object.fromEntries(entries.filter(([, each]) => each !== "")) };
        expect(read(parseJsonObject, text)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test("what JSON.parse does not take is refused, and what is not flat too", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((text) => `{"a":${text}}`),
        fc.json().chain((text) => fc.nat(text.length).map((at) => text.slice(0, at))),
      ),
      (text) => {
        const answer = read(parseJsonObject, text);
        if ("refused" in answer) return;
        const value: unknown = JSON.parse(text);
        expect(typeof value === "object" && value !== null && !Array.isArray(value)).toBe(true);
        expect(Object.values(value as object).every((each) => each === null || typeof each !== "object")).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a form is read as URLSearchParams reads it, or refused", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webQueryParameters(),
        fc.string({ unit: fc.constantFrom("a", "b", "=", "&", "%", "+", "0", "4", "\u0000", "é") }),
      ),
      (text) => {
        const answer = read(parseForm, text);
        const pairs = [...new URLSearchParams(text)];
        const repeated = new Set(pairs.map(([name]) => name)).size < pairs.length;
        const nul = pairs.some(([, value]) => value.includes("\u0000"));
        if (repeated || nul) expect(answer).toEqual(REFUSED);
        else expect(answer).toEqual({ found: Object.fromEntries(pairs.filter(([, value]) => value !== "")) });
      },
    ),
    { numRuns: 1000 },
  );
});

test("the largest bodies are read or refused, not thought about", () => {
  const large = 131_072;
  const hostile = [
    `{"a":"${"x".repeat(large)}"}`,
    `{"a":"${"\\".repeat(large)}`,
    `{"a":"${'\\"'.repeat(large / 2)}`,
    `{${" ".repeat(large)}`,
    `${" ".repeat(large)}{`,
    `{"a":1${" ".repeat(large)}`,
    `{"a":${"1".repeat(large)}}`,
    `{"a":${"-".repeat(large)}}`,
    "[".repeat(large),
    '{"a":'.repeat(large / 5),
    `{${'"a":1,'.repeat(large / 6)}`,
    `{${Array.from({ length: 10_000 }, (_, at) => `"a${at}":1`).join(",")}}`,
  ];
  for (const text of hostile) expect(read(parseJsonObject, text)).toEqual(REFUSED);
  for (const text of [
    "&".repeat(large),
    "=".repeat(large),
    "%".repeat(large),
    "a=1&".repeat(large / 4),
    "+".repeat(large),
  ]) {
    expect(Object.keys(read(parseForm, text)).length).toBe(1);
  }
});

test("bytes that are not UTF-8 are refused, each kind of them", () => {
  for (const bytes of [
    [0xff],
    [0xc3],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xc0, 0xaf],
    [0xf4, 0x90, 0x80, 0x80],
    [0x61, 0x80],
  ]) {
    expect(() => bodyText(Buffer.from(bytes))).toThrow(Refusal);
  }
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(bodyText(Buffer.from(text))).toBe(text);
    }),
  );
});

test.each([
  [undefined, ""],
  ["", ""],
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  [" text/plain ;x", "text/plain"],
  ["application/json, text/plain", "application/json, text/plain"],
])("the media type of %j is %j", (header, type) => {
  expect(mediaType(header)).toBe(type);
});
