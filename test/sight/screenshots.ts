/**
 * `npm run screenshots`: a picture of every page of hub, files and sandbox, to be looked at.
 *
 *     npm run screenshots -- [--zh] [--into FOLDER] [part of a page's name …]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createServer } from "vite";

type Pictures = typeof import("./pictures.ts");

const { values, positionals } = parseArgs({
  options: { zh: { type: "boolean", default: false }, into: { type: "string" } },
  allowPositionals: true,
});
const language = values.zh ? "zh-CN" : "en";
const folder =
  values.into ?? fileURLToPath(new URL(`../.artifacts/screenshots-${values.zh ? "zh" : "en"}`, import.meta.url));

// Node.js takes types off but knows no JSX, so the programs are loaded through the bundler that the tests use; it stays open, for
// providers are loaded when they are needed.
const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL("..", import.meta.url)),
  appType: "custom",
  server: { middlewareMode: true, ws: false, watch: null },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
try {
  const { takePictures } = (await server.ssrLoadModule(
    fileURLToPath(new URL("pictures.ts", import.meta.url)),
  )) as Pictures;
  const count = await takePictures({ folder, language, only: positionals });
  console.log(`${count} pictures; all of them on one sheet: ${join(folder, "index.html")}`);
} finally {
  await server.close();
}
