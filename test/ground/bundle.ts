/** Bundles a module from npm as an application's build would, for a page of a test. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** @param entry Source text of the entry module. @returns one ES module */
export async function bundle(entry: string): Promise<string> {
  const name = "virtual:entry";
  const result = await build({
    root: fileURLToPath(new URL("..", import.meta.url)),
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === name ? `${fileURLToPath(new URL("..", import.meta.url))}entry.js` : null),
        load: (id) => (id.endsWith("/entry.js") ? entry : null),
      },
    ],
    build: { write: false, minify: false, rollupOptions: { input: name, output: { format: "es" } } },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
