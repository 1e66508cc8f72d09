/** The entries' modules put together into one by the build: it means the same, and what it does not understand ends it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { joinModules } from "../../scripts/catalogue.mjs";
import { catalogueLists } from "../../scripts/catalogue-lists.mjs";
import * as allauthPage from "../../src/providers/catalogue/allauth-page.ts";
import * as entries from "../../src/providers/catalogue/entries.ts";

const first = `/** One. */
import { oauth2 } from "../entry.js";
import { joined, marked, } from "./claim-sources.js";
const own = 1;
export const one = oauth2({ id: "one", own, joined, marked });
${"//#"} sourceMappingURL=one.js.map
`;
const second = `import { oauth2 } from "../../entry.js";
import { readPath } from "../../path.js";
const own = 2;
export const two = oauth2({ id: "two", own, readPath });
`;

const run = (text: string): Record<string, { own: number }> => {
  const body = text.replaceAll(/^import .*$/gm, "").replaceAll(/^export const /gm, "const ");
  const names = [...text.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
  const make = new Function("oauth2", "joined", "marked", "readPath", `${body}\nreturn { ${names.join(", ")} };`);
  return make((entry: unknown) => entry, 0, 0, 0) as Record<string, { own: number }>;
};

test("each entry keeps its own names, and what they share is imported once", () => {
  const joinedText = joinModules([
    { path: "one.js", text: first },
    { path: "further/two.js", text: second },
  ]);
  expect(joinedText.match(/^import .*$/gm)).toEqual([
    'import { oauth2 } from "../entry.js";',
    'import { joined, marked } from "./claim-sources.js";',
    'import { readPath } from "../path.js";',
  ]);
  expect(joinedText).not.toContain("sourceMappingURL");
  // What a bundler leaves out where nobody uses it.
  expect(joinedText.match(/^export const \w+ = \/\*#__PURE__\*\/ /gm)).toHaveLength(2);
  const { one, two } = run(joinedText);
  expect([one?.own, two?.own]).toEqual([1, 2]);
});

test.each([
  ["nothing is exported", "const one = 1;\n"],
  ["two are exported", "export const one = 1;\nexport const two = 2;\n"],
  ["something else is exported", "export const one = 1;\nexport default one;\n"],
  ["a module is imported whole", 'import * as all from "./x.js";\nexport const one = all;\n'],
  ["a name is changed at import", 'import { a as b } from "./x.js";\nexport const one = b;\n'],
])("refused: %s", (_, text) => {
  expect(() => joinModules([{ path: "one.js", text }])).toThrow(/^one\.js: /);
});

test("the lists are what npm run catalogue writes", async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const load = async (path: string) => (path.endsWith("/allauth-page.ts") ? allauthPage : entries);
  const stale = [...(await catalogueLists(root, load))].filter(
    ([path, text]) => readFileSync(`${root}${path}`, "utf8") !== text,
  );
  expect(stale.map(([path]) => path)).toEqual([]);
});
