/**
 * The built catalogue made ready to be loaded: its entries, a module each, put together into one, because hundreds of
 * small modules take the loader several times as long as all else; and `providers.json`, the entries as data for
 * programs in other languages. The modules of the single entries stay beside it, for whoever wants one provider alone.
 *
 * It understands what the compiler makes of an entry and no more: imports of names, then declarations, of which
 * `export const` are the entries. Anything else ends the build.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";

const IMPORT = /^import\s+\{([^}]*)\}\s+from\s+"([^"]+)";\n/gm;
const EXPORTED = /^export const (\w+) = /gm;
/** A line of the list of the allauth page's entries, and one of the further ones'. */
const IMPORTED_ENTRY = /^import \{ (\w+) \} from "(\.\/[^/"]+)";\n/gm;
const LISTED_ENTRY = /^export \{ (\w+) \} from "\.\/([^"]+)";$/gm;
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/m;
/** `index.js` and `all.js`. */
const FURTHER_LISTS = 2;
const EVERY_ENTRY = "every-entry.js";

/**
 * The entries' modules as one, in the place of the module that listed them.
 *
 * @param {readonly { path: string, text: string }[]} modules paths relative to the list, with `/`
 * @returns {string}
 * @throws {Error} where a module has a shape that is not understood
 */
export function joinModules(modules) {
  /** @type {Map<string, Set<string>>} */
  const imported = new Map();
  const parts = modules.map(({ path, text }) => {
    const body = text.replaceAll(IMPORT, (_, names, from) => {
      const target = from.startsWith(".") ? relative(posix.join(posix.dirname(path), from)) : from;
      const known = imported.get(target) ?? new Set();
      for (const name of names.split(",").map((/** @type {string} */ each) => each.trim())) {
        if (!/^\w*$/.test(name)) throw new Error(`${path}: an import of another name, ${name}`);
        if (name !== "") known.add(name);
      }
      imported.set(target, known);
      return "";
    });
    const names = [...body.matchAll(EXPORTED)].map(([, name]) => name);
    const plain = body.replaceAll(EXPORTED, "const $1 = ").replace(SOURCE_MAP, "");
    if (names.length === 0 || /^(?:import|export)\b/m.test(plain)) throw new Error(`${path}: not an entry alone`);
    const list = names.join(", ");
    // A scope of its own each: what an entry calls its own functions is its own business.
    return `export const { ${list} } = /*#__PURE__*/ (() => {\n${plain.trimEnd()}\nreturn { ${list} };\n})();\n`;
  });
  const imports = [...imported].map(([from, names]) => `import { ${[...names].sort().join(", ")} } from "${from}";\n`);
  return [...imports, ...parts].join("");
}

const relative = (/** @type {string} */ path) => (path.startsWith("../") ? path : `./${path}`);

/**
 * @param {string} built the folder that was compiled into
 * @throws {Error} where the lists of entries and the entries do not agree
 */
export async function finishCatalogue(built) {
  const folder = join(built, "providers", "catalogue");
  const list = join(folder, "index.js");
  const furtherList = join(folder, "further", "index.js");
  if (!existsSync(list)) return;
  const own = [...readFileSync(list, "utf8").matchAll(IMPORTED_ENTRY)].map(([, name = "", from = ""]) => ({
    name,
    from,
  }));
  const further = [...readFileSync(furtherList, "utf8").matchAll(LISTED_ENTRY)].map(([, name = "", file = ""]) => ({
    name,
    from: `./further/${file}`,
  }));
  const files = readdirSync(join(folder, "further")).filter((name) => !/\.d\.ts$|\.map$/.test(name));
  if (further.length !== files.length - FURTHER_LISTS)
    throw new Error("further entries: the list and the files differ");

  const modules = [...own, ...further].map(({ from }) => ({
    path: from.slice(2),
    text: readFileSync(join(folder, from), "utf8"),
  }));
  writeFileSync(join(folder, EVERY_ENTRY), joinModules(modules));
  const names = (/** @type {{ name: string }[]} */ entries) => entries.map(({ name }) => name).join(", ");
  const rest = readFileSync(list, "utf8").replaceAll(IMPORTED_ENTRY, "").replace(SOURCE_MAP, "");
  writeFileSync(list, `import { ${names(own)} } from "./${EVERY_ENTRY}";\n${rest}`);
  writeFileSync(furtherList, `export { ${names(further)} } from "../${EVERY_ENTRY}";\n`);

  const { catalogue } = await import(pathToFileURL(list).href);
  writeFileSync(join(built, "providers.json"), `${JSON.stringify(catalogue, asData, 1)}\n`);
}

/** A function can't be written down: what it works out is said to be worked out. */
const asData = (/** @type {string} */ _key, /** @type {unknown} */ value) =>
  typeof value === "function" ? { computed: true } : value;
