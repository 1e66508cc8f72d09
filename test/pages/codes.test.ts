/** The codes that the program throws and the words that the pages have for them. */
import { expect, test } from "vitest";
import { fieldFaults, type RefusalCode } from "../../src/lib/errors.ts";
import { loadAssets } from "../../src/pages/assets.ts";
import { type ErrorCode, ErrorPage } from "../../src/pages/hub/error.tsx";
import { renderPage } from "../../src/pages/layout.tsx";
import { en, zh } from "../../src/pages/text/index.ts";
import { byTag, parse, textOf } from "./html.ts";

const { paths } = loadAssets();

const titleOf = (code: string, status: number): string => {
  const props = { t: en, assets: paths, code, status, requestId: "r1", detail: "a detail", homeHref: null };
  return byTag(parse(renderPage(ErrorPage(props))), "h1")
    .map(textOf)
    .join();
};

test("every fault of a field has words, and there are no others", () => {
  expect(Object.keys(en.fieldErrors).sort()).toEqual(Object.keys(fieldFaults).sort());
  expect(Object.keys(zh.fieldErrors).sort()).toEqual(Object.keys(fieldFaults).sort());
});

test("every error page's code is one that the program throws", () => {
  // The assignment is the test: it compiles only while the pages' codes are a part of the program's.
  const thrown: readonly RefusalCode[] = Object.keys(en.error.byCode) as ErrorCode[];
  for (const code of thrown) expect(titleOf(code, 400)).toBe(en.error.byCode[code as ErrorCode].title);
});

test.each([
  [400, en.error.byCode.bad_request.title],
  [401, en.error.byCode.forbidden.title],
  [403, en.error.byCode.forbidden.title],
  [404, en.error.byCode.not_found.title],
  [405, en.error.byCode.method_not_allowed.title],
  [413, en.error.byCode.bad_request.title],
  [429, en.error.byCode.too_many_attempts.title],
  [500, en.error.byCode.unexpected.title],
  [502, en.error.byCode.unexpected.title],
  [503, en.error.byCode.busy.title],
])("a code without words is told by its status %i", (status, title) => {
  for (const code of ["x", "__proto__", "constructor", "toString"]) expect(titleOf(code, status)).toBe(title);
});
