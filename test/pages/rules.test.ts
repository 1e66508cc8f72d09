/** Every page of the gallery keeps every rule, in every language; and every rule bites. */
import { describe, expect, test } from "vitest";
import { loadAssets } from "../../src/pages/assets.ts";
import { en, languages } from "../../src/pages/text/index.ts";
import { gallery } from "./gallery.ts";
import { parse } from "./html.ts";
import { type Rule, rules } from "./rules.ts";
import { csrf } from "./samples.ts";

const assets = loadAssets();

const pages = Object.entries(languages).flatMap(([language, t]) =>
  gallery.map((picture) => ({
    name: `${picture.name} (${language})`,
    t,
    root: parse(picture.render(t, assets.paths)),
  })),
);

test("the gallery shows states under different names", () => {
  expect(gallery.length).toBeGreaterThanOrEqual(55);
  expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length);
});

test.each(rules)("every page $name", ({ broken }) => {
  const complaints = pages.flatMap(({ name, t, root }) =>
    broken(root, { t, assets, csrf }).map((what) => `${name}: ${what}`),
  );
  expect(complaints).toEqual([]);
});

/** A page that keeps all rules, with a place for something that does not. */
const page = (body: string, title = "Sign in · Alldoor"): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>Sign in</h1>${body}</main></body></html>`;

const form = (inside: string): string =>
  `<form method="post" action="/x"><input type="hidden" name="csrf" value="${csrf}"/>${inside}</form>`;

const bad: readonly (readonly [string, string])[] = [
  ["says its language", page("", "")],
  ["says its language", page("<h1>Again</h1>")],
  ["leaves out no level", page("<h3>Too deep</h3>")],
  ["has one main landmark", page('<nav id="nav" aria-label="x"><a href="/x">x</a></nav>')],
  ["has one main landmark", page('<nav><a href="/x">x</a></nav>')],
  ["has no inline style", page('<p style="color:red">x</p>')],
  ["has no inline style", page('<p onclick="x">x</p>')],
  ["has no inline style", page("<style>p{}</style>")],
  ["has no inline style", page("<script>x</script>")],
  ["has no inline style", page('<a href=" JavaScript:x">x</a>')],
  ["loads the assets", page('<img src="https://elsewhere.example/x.png" alt=""/>')],
  ["loads the assets", page('<button type="button" data-copy-from="a">x</button>')],
  ["uses every id once", page('<p id="a">x</p><p id="a">y</p>')],
  ["uses every id once", page('<p aria-labelledby="nowhere">x</p>')],
  ["protects every form", page('<form method="post" action="/x"></form>')],
  [
    "protects every form",
    page('<form method="post" action="/x"><input type="hidden" name="csrf" value="wrong"/></form>'),
  ],
  ["protects every form", page('<form method="get" action="/x"><input name="other"/></form>')],
  ["protects every form", page('<form method="post" action="https://elsewhere.example/"></form>')],
  ["protects every form", page(form(form("")))],
  ["labels every field", page(form('<input id="a" name="a" autocomplete="off"/>'))],
  ["labels every field", page(form('<label for="a">A</label><input id="a" name="a"/>'))],
  [
    "labels every field",
    page(form('<label for="a">A</label><input id="a" type="password" autocomplete="off" value="x"/>')),
  ],
  ["labels every field", page('<label for="a">A</label><input id="a" name="a" autocomplete="off"/>')],
  ["ties every error", page('<p class="field-error" id="a-error">x</p>')],
  ["ties every error", page('<p role="alert">x</p>')],
  ["names every button", page('<button type="submit"></button>')],
  ["names every button", page("<button>x</button>")],
  ["names every button", page('<button type="submit" aria-label="other">End</button>')],
  ["names every button", page('<a href="//elsewhere.example">x</a>')],
  ["names every button", page('<a href="/x" target="_blank">x</a>')],
  ["hides decoration", page("<svg></svg>")],
  ["hides decoration", page('<img src="/x.png"/>')],
];

describe("a rule bites", () => {
  const ruleCalled = (start: string): Rule => {
    const rule = rules.find(({ name }) => name.startsWith(start));
    if (!rule) throw new Error(`There is no rule that begins with "${start}".`);
    return rule;
  };

  test.each(bad)("%s: %s", (start, html) => {
    expect(ruleCalled(start).broken(parse(html), { t: en, assets, csrf })).not.toEqual([]);
  });

  test("there is a bad page for every rule, and the good page keeps them all", () => {
    expect(rules.filter(({ name }) => !bad.some(([start]) => name.startsWith(start)))).toEqual([]);
    const good = parse(page(form('<label for="a">A</label><input id="a" name="a" autocomplete="off"/>')));
    expect(rules.flatMap(({ broken }) => broken(good, { t: en, assets, csrf }))).toEqual([]);
  });
});
