/**
 * Writes `docs/providers.md` and `docs/providers/` from the entries of the built catalogue, and takes away the pages of
 * entries that are gone. `npm run docs` builds first.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { providerReference } from "../dist/cli/provider-reference/index.js";
import { catalogue } from "../dist/providers/catalogue/index.js";

const docs = join(dirname(dirname(fileURLToPath(import.meta.url))), "docs");
const pages = providerReference(catalogue);
mkdirSync(join(docs, "providers"), { recursive: true });
for (const name of readdirSync(join(docs, "providers"))) {
  if (!pages.has(`providers/${name}`)) rmSync(join(docs, "providers", name));
}
for (const [path, text] of pages) writeFileSync(join(docs, path), text);
