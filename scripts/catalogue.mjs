/**
 * The built catalogue made ready to be loaded. `entries.js`, which names every entry, becomes one module that holds them
 * all, because hundreds of small modules take the loader several times as long as all else; each entry in it is marked as
 * free of side effects, so that a bundler keeps what is used. The modules of the single entries stay beside it, for whoever
 * wants one provider alone, and get a second path by the provider's id (`by-id/`). `providers.json` is the entries as data
 * for programs in other languages.
 *
 * It understands what the compiler makes of an entry and no more: imports of names, then declarations, of which one
 * `export const` is the entry. Anything else ends the build.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";

const IMPORT = /^import\s+\{([^}]*)\}\s+from\s+"([^"]+)";\n/gm;
const EXPORTED = /^export const (\w+) = /gm;
const LISTED_ENTRY = /^export \{ (\w+) \} from "(\.\/[^"]+)";$/gm;
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/m;

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
    if (names.length !== 1 || /^(?:import|export)\b/m.test(plain)) throw new Error(`${path}: not an entry alone`);
    const [name] = names;
    // A scope of its own each: what an entry calls its own functions is its own business.
    return `export const ${name} = /*#__PURE__*/ (() => {\n${plain.trimEnd()}\nreturn ${name};\n})();\n`;
  });
  const imports = [...imported].map(([from, names]) => `import { ${[...names].sort().join(", ")} } from "${from}";\n`);
  return [...imports, ...parts].join("");
}

const relative = (/** @type {string} */ path) => (path.startsWith("../") ? path : `./${path}`);

/**
 * @param {string} built the folder that was compiled into
 * @throws {Error} where an entry has a shape that is not understood
 */
export async function finishCatalogue(built) {
  const folder = join(built, "providers", "catalogue");
  const list = join(folder, "entries.js");
  if (!existsSync(list)) return;
  const entries = [...readFileSync(list, "utf8").matchAll(LISTED_ENTRY)].map(([, name = "", from = ""]) => ({
    name,
    from,
  }));
  const modules = entries.map(({ from }) => ({ path: from.slice(2), text: readFileSync(join(folder, from), "utf8") }));
  writeFileSync(list, joinModules(modules));

  const byName = await import(pathToFileURL(list).href);
  mkdirSync(join(built, "providers", "by-id"));
  for (const { name, from } of entries) {
    const text = `export { ${name}, ${name} as default } from "../catalogue/${from.slice(2)}";\n`;
    for (const ending of ["js", "d.ts"]) {
      writeFileSync(join(built, "providers", "by-id", `${byName[name].id}.${ending}`), text);
    }
  }
  const { catalogue } = await import(pathToFileURL(join(folder, "index.js")).href);
  if (catalogue.length !== entries.length) throw new Error("the lists of entries differ: npm run catalogue");
  writeFileSync(join(built, "providers.json"), `${JSON.stringify(catalogue, asData, 1)}\n`);
}

/** A function can't be written down: what it works out is said to be worked out. */
const asData = (/** @type {string} */ _key, /** @type {unknown} */ value) =>
  typeof value === "function" ? { computed: true } : value;
