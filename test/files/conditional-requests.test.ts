/** Conditions and ranges of RFC 9110 (13.2.2, 14.1.2), as files are sent and replaced by them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteRange } from "../../src/files/web/byte-range.ts";
import { rangeCounts, verdict } from "../../src/files/web/conditions.ts";

const MODIFIED = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const current = { etag: '"a"', modifiedAt: MODIFIED };
const NOW = "Fri, 02 Jan 2026 03:04:05 GMT";
const BEFORE = "Thu, 01 Jan 2026 03:04:05 GMT";

describe("of what is there", () => {
  test.each([
    [{ "if-match": '"a"' }, "go-on", "go-on"],
    [{ "if-match": '"b", "a"' }, "go-on", "go-on"],
    [{ "if-match": "*" }, "go-on", "go-on"],
    [{ "if-match": 'W/"a"' }, "failed", "failed"],
    [{ "if-match": '"b"' }, "failed", "failed"],
    [{ "if-none-match": '"a"' }, "not-modified", "failed"],
    [{ "if-none-match": 'W/"a"' }, "not-modified", "failed"],
    [{ "if-none-match": "*" }, "not-modified", "failed"],
    [{ "if-none-match": '"b"' }, "go-on", "go-on"],
    [{ "if-modified-since": NOW }, "not-modified", "go-on"],
    [{ "if-modified-since": BEFORE }, "go-on", "go-on"],
    [{ "if-modified-since": "yesterday" }, "go-on", "go-on"],
    [{ "if-modified-since": NOW, "if-none-match": '"b"' }, "go-on", "go-on"],
    [{ "if-unmodified-since": NOW }, "go-on", "go-on"],
    [{ "if-unmodified-since": BEFORE }, "failed", "failed"],
    [{ "if-unmodified-since": BEFORE, "if-match": '"a"' }, "go-on", "go-on"],
  ])("%j: reading %s, writing %s", (headers, reading, writing) => {
    expect([verdict(headers, current, true), verdict(headers, current, false)]).toEqual([reading, writing]);
  });
});

test.each([
  [{ "if-match": "*" }, "failed"],
  [{ "if-match": '"a"' }, "failed"],
  [{ "if-unmodified-since": NOW }, "failed"],
  [{ "if-none-match": "*" }, "go-on"],
])("of what is not there, %j: %s", (headers, expected) => {
  expect(verdict(headers, null, false)).toBe(expected);
});

test.each([
  [undefined, true],
  ['"a"', true],
  ['"b"', false],
  ['W/"a"', false],
  [NOW, true],
  [BEFORE, false],
])("If-Range %s: the range counts is %s", (header, expected) => {
  expect(rangeCounts(header === undefined ? {} : { "if-range": header }, current)).toBe(expected);
});

test.each([
  [undefined, null],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=5-", { start: 5, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-30", { start: 0, end: 9 }],
  ["bytes=2-100", { start: 2, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=3-2", null],
  ["bytes=0-1,3-4", null],
  ["bytes=-", null],
  ["items=0-1", null],
])("%s of ten bytes", (header, expected) => {
  expect(byteRange(header, 10)).toEqual(expected);
});

test("a range that is given lies within the file", () => {
  fc.assert(
    fc.property(fc.nat(), fc.option(fc.nat()), fc.option(fc.nat()), (size, first, last) => {
      const range = byteRange(`bytes=${first ?? ""}-${last ?? ""}`, size);
      expect(
        range === null ||
          range === "unsatisfiable" ||
          (range.start >= 0 && range.start <= range.end && range.end < size),
      ).toBe(true);
    }),
  );
});
