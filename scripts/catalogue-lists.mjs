/**
 * Writes the lists of the catalogue from its files, so that nobody keeps one by hand: `entries.ts` (every entry by name),
 * `directory.ts` (every entry by id, loaded when it is asked for) and the sandbox's `written.ts` (the shapes that are
 * written by hand). A test compares what is written with what this would write.
 *
 * The order is the allauth page's, then the other entries by file. `npm run catalogue` runs it, with a Node.js that reads
 * TypeScript.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ENTRY = /^export const (\w+) = (?:oauth2|oidc|oauth1|openid2|signed)\(/m;
const SHAPE = /^export const (\w+): Shape = /m;
const LINE_WIDTH = 120;

/**
 * @typedef {{ file: string, constant: string, provider: import("../src/providers/provider.ts").Provider }} Entry
 * @typedef {(path: string) => Promise<Readonly<Record<string, unknown>>>} Load
 */

/**
 * @param {string} folder the catalogue's
 * @returns {{ file: string, constant: string }[]} the modules that are entries, `./` before their path
 */
function entryFiles(folder) {
  return ["", "further"].flatMap((place) =>
    readdirSync(join(folder, place))
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .flatMap((name) => {
        const constant = ENTRY.exec(readFileSync(join(folder, place, name), "utf8"))?.[1];
        return constant === undefined ? [] : [{ file: `./${place === "" ? "" : `${place}/`}${name}`, constant }];
      }),
  );
}

/**
 * @param {string} folder
 * @param {Load} load
 * @returns {Promise<Entry[]>} in the catalogue's order
 * @throws {Error} where an id stands twice, or a heading of the page has no entry
 */
async function readEntries(folder, load) {
  const { allauthPage } = await load(join(folder, "allauth-page.ts"));
  const page = /** @type {readonly (readonly string[])[]} */ (allauthPage).map(([, id = ""]) => id.toLowerCase());
  const entries = await Promise.all(
    entryFiles(folder).map(async ({ file, constant }) => ({
      file,
      constant,
      provider: /** @type {Entry["provider"]} */ ((await load(join(folder, file)))[constant]),
    })),
  );
  const ids = new Set(entries.map(({ provider }) => provider.id.toLowerCase()));
  if (ids.size !== entries.length) throw new Error("two entries have one id");
  const missing = page.filter((id) => !ids.has(id));
  if (missing.length > 0) throw new Error(`the page's headings have no entry: ${missing.join(", ")}`);
  const place = (/** @type {Entry} */ { provider }) => {
    const index = page.indexOf(provider.id.toLowerCase());
    return index === -1 ? page.length : index;
  };
  return entries.toSorted((one, other) => place(one) - place(other));
}

/** As the formatter orders imports: by path, its ending left out. */
const byPath = (/** @type {{ file: string }} */ one, /** @type {{ file: string }} */ other) =>
  one.file.slice(0, -3) < other.file.slice(0, -3) ? -1 : 1;

/** An object as the formatter writes it: on one line where it fits. */
const objectOf = (/** @type {readonly string[]} */ members, /** @type {string} */ indent) => {
  const line = `${indent}{ ${members.join(", ")} },`;
  if (line.length <= LINE_WIDTH) return line;
  return [`${indent}{`, ...members.map((member) => `${indent}  ${member},`), `${indent}},`].join("\n");
};

const entriesText = (/** @type {readonly Entry[]} */ entries) =>
  [
    "/** Every entry of the catalogue by its name. Written by `npm run catalogue`. */",
    ...entries.toSorted(byPath).map(({ constant, file }) => `export { ${constant} } from "${file}";`),
    "",
  ].join("\n");

/** Whether the entry, or a variant of it, comes back by a form of the provider's site. */
const comesByForm = (/** @type {Entry["provider"]} */ provider) =>
  [provider, ...Object.values(provider.variants ?? {})].some(({ callbackBy }) => callbackBy === "form");

function directoryText(/** @type {readonly Entry[]} */ entries) {
  const lines = entries.map(({ file, constant, provider }) => {
    const { id, name, protocol, status, colour, callbackPath } = provider;
    return objectOf(
      [
        `id: ${JSON.stringify(id)}`,
        `name: ${JSON.stringify(name)}`,
        `protocol: ${JSON.stringify(protocol)}`,
        ...(status === undefined ? [] : [`status: ${JSON.stringify(status)}`]),
        ...(colour === undefined ? [] : [`colour: ${JSON.stringify(colour)}`]),
        ...(callbackPath === undefined ? [] : [`callbackPath: ${JSON.stringify(callbackPath)}`]),
        ...(comesByForm(provider) ? ["comesByForm: true"] : []),
        `load: () => import("${file}").then((m) => m.${constant})`,
      ],
      "  ",
    );
  });
  return [
    "/**",
    " * Every entry of the catalogue by its id, in the catalogue's order, with what a list of them shows. An entry is loaded when",
    " * it is asked for. Written by `npm run catalogue`.",
    " */",
    'import type { ListedProvider } from "./listed-provider.ts";',
    "",
    "export const directory: readonly ListedProvider[] = [",
    ...lines,
    "];",
    "",
  ].join("\n");
}

/**
 * A shape belongs to the entry whose file has the same name.
 * @param {string} answers the sandbox's folder of shapes
 * @param {readonly Entry[]} entries
 */
function writtenText(answers, entries) {
  const shapes = entries.flatMap(({ file, provider }) => {
    const path = join(answers, file);
    const constant =
      file.startsWith("./further/") || !existsSync(path) ? undefined : SHAPE.exec(readFileSync(path, "utf8"))?.[1];
    return constant === undefined ? [] : [{ file, constant, id: provider.id }];
  });
  const sorted = shapes.toSorted(byPath);
  const imported = [...sorted, { file: "./shape.ts", constant: "Shape" }].toSorted(byPath);
  const key = (/** @type {string} */ id) => (/^[A-Za-z_$][\w$]*$/.test(id) ? id : JSON.stringify(id));
  return [
    "/** The shapes that are written by hand, by their entry's id. Written by `npm run catalogue`. */",
    ...imported.map(
      ({ constant, file }) => `import ${constant === "Shape" ? "type " : ""}{ ${constant} } from "${file}";`,
    ),
    "",
    "export const written: Readonly<Record<string, Shape>> = {",
    ...sorted.map(({ constant, id }) => (key(id) === constant ? `  ${constant},` : `  ${key(id)}: ${constant},`)),
    "};",
    "",
  ].join("\n");
}

/**
 * @param {string} root the project's
 * @param {Load} load how a module of the catalogue is loaded
 * @returns {Promise<ReadonlyMap<string, string>>} path below the root → text
 */
export async function catalogueLists(root, load = (path) => import(pathToFileURL(path).href)) {
  const catalogue = "src/providers/catalogue";
  const answers = "src/sandbox/answers";
  const entries = await readEntries(join(root, catalogue), load);
  return new Map([
    [`${catalogue}/entries.ts`, entriesText(entries)],
    [`${catalogue}/directory.ts`, directoryText(entries)],
    [`${answers}/written.ts`, writtenText(join(root, answers), entries)],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  for (const [path, text] of await catalogueLists(root)) {
    if (!existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text)
      writeFileSync(join(root, path), text);
  }
}
