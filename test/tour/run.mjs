/**
 * `npm run sandbox:tour`: opens hub, sandbox and a real browser, and signs in with every provider. `-- --only github,google`
 * takes some. Vite turns TypeScript and JSX into what runs, as it does for the tests.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createServer } from "vite";

const folder = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const only = values.only.split(/[\s,]+/).filter(Boolean);
const server = await createServer({
  configFile: false,
  root: dirname(folder),
  appType: "custom",
  server: { middlewareMode: true, ws: false, watch: null },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
try {
  const { tour } = await server.ssrLoadModule(join(folder, "tour.ts"));
  process.exitCode = await tour(only, (/** @type {string} */ line) => process.stdout.write(`${line}\n`));
} finally {
  await server.close();
}
