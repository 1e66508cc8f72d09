/**
 * Markup in any string that a page is given stays text. Every free string of every picture is replaced by an attack,
 * all at once; the page must then have exactly the structure that harmless words give it.
 */
import { expect, test } from "vitest";
import { loadAssets } from "../../src/pages/assets.ts";
import { zh } from "../../src/pages/text/index.ts";
import { gallery } from "./gallery.ts";
import { byTag, type Element, elements, parse, skeleton } from "./html.ts";
import type { Picture } from "./picture.ts";

const { paths } = loadAssets();

/** Strings that are one of a closed set in the types, so that nobody from outside can choose them. */
const closed = new Set([
  "error",
  "notice",
  "type",
  "status",
  "state",
  "protocol",
  "outcome",
  "consent",
  "decision",
  "grant_types",
  "fieldErrors",
  "secret",
  "rule",
  "linkPolicy",
  "kind",
  "purpose",
  "source",
]);
/** Codes in lists of objects: a warning's, a dangerous switch's name. */
const closedIn: Readonly<Record<string, string>> = { warnings: "code", dangerous: "name" };
/** The program's own paths. */
const path = /(?:action|actions|sections)$/i;
const address = /(?:href|logo|register|docs)$/i;

type Replace = (key: string, value: string) => string;

const replaceAll = (value: unknown, replace: Replace, key = "", list = ""): unknown => {
  if (typeof value === "string") return replace(key, value);
  if (Array.isArray(value)) return value.map((item) => replaceAll(item, replace, key, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      (closed.has(name) && typeof inner !== "object") ||
      name === "fieldErrors" ||
      name === "grant_types" ||
      (name === "values" && list === "rows") ||
      closedIn[list] === name
        ? [name, inner]
        : // The names inside "actions" and "sections" are free; their values are paths like any action.
          [name, replaceAll(inner, replace, path.test(key) ? key : name, list)],
    ),
  );
};

const harmless: Replace = (key) => (path.test(key) || address.test(key) ? "/path" : "words");

const attacks: Readonly<Record<string, string>> = {
  element: `</title></textarea></option></svg><script>alert(1)</script><img src=x onerror=alert(1)>`,
  "double quote": `" onfocus="alert(1)" autofocus="`,
  "single quote": `' onfocus='alert(1)' autofocus='`,
  entity: `&lt;script&gt;alert(1)&lt;/script&gt;&#34; onclick=alert(1)`,
  template: "{application}{provider}{name}${alert(1)}<!--",
};

const attackWith =
  (attack: string): Replace =>
  (key) =>
    path.test(key) || address.test(key) ? `/${attack}` : attack;

const scriptAddresses: Replace = (key) =>
  path.test(key) ? "/path" : address.test(key) ? "javascript:alert(1)//" : "words";

const rendered = ({ props, render }: Picture, replace: Replace): Element =>
  parse(render(zh, paths, replaceAll(props, replace) as object));

test.each(Object.entries(attacks))("every page keeps its structure under an attack with: %s", (_, attack) => {
  const changed = gallery.filter(
    (picture) => skeleton(rendered(picture, attackWith(attack))) !== skeleton(rendered(picture, harmless)),
  );
  expect(changed.map(({ name }) => name)).toEqual([]);
});

test("the attack reaches many places, so that the test above means something", () => {
  const places = gallery.map(({ name, props }) => ({
    name,
    count: JSON.stringify(replaceAll(props, harmless)).split('"words"').length - 1,
  }));
  // The pages that say nothing of anybody.
  const none = places.filter(({ count }) => count === 0).map(({ name }) => name);
  expect(none).toEqual(["setup-closed", "account-deleted", "mail-off"]);
  expect(places.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(600);
});

test("no link, picture or form gets an address that is a script", () => {
  const found = gallery.flatMap((picture) =>
    elements(rendered(picture, scriptAddresses)).flatMap((element) =>
      [...element.attributes.values()].filter((value) => /^javascript:/i.test(value)).map(() => picture.name),
    ),
  );
  expect(found).toEqual([]);
});

test("empty strings everywhere still make a page", () => {
  const empty: Replace = (key) => (path.test(key) ? "/path" : "");
  expect(gallery.map((picture) => byTag(rendered(picture, empty), "h1").length)).toEqual(gallery.map(() => 1));
});

test("markup that is put in without escaping would be seen", () => {
  const clean = "<!doctype html><p>words</p>";
  expect(skeleton(parse(clean.replace("words", "<b>x</b>")))).not.toBe(skeleton(parse(clean)));
  expect(skeleton(parse('<!doctype html><p id="a" onclick="b"></p>'))).not.toBe(
    skeleton(parse('<!doctype html><p id="a"></p>')),
  );
});
