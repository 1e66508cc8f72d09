/** The entries' modules put together into one by the build: it means the same, and what it does not understand ends it. */
import { expect, test } from "vitest";
import { joinModules } from "../../scripts/catalogue.mjs";

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
  const body = text
    .replaceAll(/^import .*$/gm, "")
    .replaceAll(/^export const \{ (\w+) \}/gm, "all.$1 = ({ $1 }) => 0; const { $1 }");
  const names = [...text.matchAll(/^export const \{ (\w+) \}/gm)].map(([, name]) => name);
  const make = new Function(
    "all",
    "oauth2",
    "joined",
    "marked",
    "readPath",
    `${body}\nreturn { ${names.join(", ")} };`,
  );
  return make({}, (entry: unknown) => entry, 0, 0, 0) as Record<string, { own: number }>;
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
  const { one, two } = run(joinedText);
  expect([one?.own, two?.own]).toEqual([1, 2]);
});

test.each([
  ["nothing is exported", "const one = 1;\n"],
  ["something else is exported", "export const one = 1;\nexport default one;\n"],
  ["a module is imported whole", 'import * as all from "./x.js";\nexport const one = all;\n'],
  ["a name is changed at import", 'import { a as b } from "./x.js";\nexport const one = b;\n'],
])("refused: %s", (_, text) => {
  expect(() => joinModules([{ path: "one.js", text }])).toThrow(/^one\.js: /);
});
