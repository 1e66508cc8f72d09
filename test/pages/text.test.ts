/** The text files against each other and against the pages, and the choice of a language. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { en, languages, pickText, zh } from "../../src/pages/text/index.ts";

type Leaves = ReadonlyMap<string, unknown>;

const leaves = (value: unknown, path = ""): Leaves =>
  value !== null && typeof value === "object"
    ? new Map(Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path ? `${path}.${key}` : key)]))
    : new Map([[path, value]]);

const places = (value: unknown): string[] => (typeof value === "string" ? (value.match(/\{\w+\}/g) ?? []).sort() : []);

describe.each(Object.entries(languages))("%s", (_, text) => {
  const own = leaves(text);

  test("has exactly the sentences of English, with the same places to fill", () => {
    expect([...own.keys()].sort()).toEqual([...leaves(en).keys()].sort());
    for (const [path, value] of leaves(en)) expect([path, places(own.get(path))]).toEqual([path, places(value)]);
  });

  test("has no empty sentence, and numbers are put into sentences that count", () => {
    for (const [path, value] of own) {
      if (typeof value === "function")
        expect([path, String(value(3, "x"))]).toEqual([path, expect.stringMatching(/3|x/)]);
      else expect([path, value]).toEqual([path, expect.stringMatching(/\S/)]);
    }
  });
});

test("Chinese is written in Chinese", () => {
  const spoken = [...leaves(zh)].filter(
    // Names that are written alike in every language.
    ([path]) => !/^(?:lang|dateLocale|product|files\.product)$|protocols|\.(?:responses|formats|snippets)\./.test(path),
  );
  for (const [path, value] of spoken) {
    const sentence = typeof value === "function" ? String(value("", "")) : value;
    expect([path, sentence]).toEqual([path, expect.stringMatching(/\p{Script=Han}/u)]);
  }
});

test("one is not counted as many", () => {
  expect(en.signIn.moreProviders(1)).toBe("1 more way to sign in");
  expect(en.signIn.moreProviders(4)).toBe("4 more ways to sign in");
});

test("no sentence is left that no page says", () => {
  const folder = new URL("../../src/pages/", import.meta.url);
  const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("text"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  // Groups that are looked up by a code from the program's side.
  const byCode =
    /(?:^|\.)(?:errors|notices|fieldErrors|scopes|byCode|warnings|dangerous|protocols|statuses|states|outcomes|rules|owners|policies|policyHints|nav|types|typeHints|grants|grantHints|consents|consentHints|templates|subjects|bodies|changes|labels|permissions|sorts|authMethods|authMethodHints|responses|formats|formatHints|subjectHints|snippets|registrationKinds|actions|ranges|most|time|ways|flags|flagHints|locales|sources|mailSources)\./;
  const unused = [...leaves(en).keys()].filter((path) => {
    const last = path.split(".").at(-1) ?? "";
    return !byCode.test(path) && !new RegExp(`\\.${last}\\b|\\["?${last}|"${last}"`).test(source);
  });
  expect(unused).toEqual([]);
});

describe("the language of a request", () => {
  test.each([
    [null, null, en],
    ["", "", en],
    ["zh-CN,zh;q=0.9,en;q=0.8", null, zh],
    ["ZH-hant-tw", null, zh],
    ["fr, en;q=0.5, zh;q=0.7", null, zh],
    ["zh;q=0, fr", null, en],
    ["zh;q=wrong", null, en],
    ["en-GB", "zh", zh],
    ["zh", "fr-CA en", en],
    ["zh", "fr de", zh],
    ["*", null, en],
    ["__proto__, constructor, toString", "__proto__ constructor", en],
    [`${"x".repeat(100_000)},zh`, null, en],
    ["zh\u0000", "<script>", en],
  ])("Accept-Language %j and ui_locales %j", (header, uiLocales, expected) => {
    expect(pickText(header, uiLocales).lang).toBe(expected.lang);
  });
});
