/**
 * Who may come in where, of everything that is served, in a file that is read and agreed to: a route that is new, gone, or
 * open to others than before does not pass until `access-table.txt` says the same (`-u` writes it anew; look at what changed).
 * That the programs keep to it is shown by the matrices of pages and of the API.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFilesApp } from "../../src/files/app.ts";
import { apiTable } from "../../src/hub/api/routes.ts";
import { createHubApp } from "../../src/hub/app.ts";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let files: TestFiles;
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

const API = "/api/v1/";

function hubLines(): string[] {
  const pages = createHubApp(hub.hub).routes.flatMap((route) =>
    route.kind === "page"
      ? [`${route.method} ${route.path}: ${route.access}${route.recent === true ? ", fresh sign-in" : ""}`]
      : route.path.startsWith(API) && route.path !== `${API}openapi.json`
        ? []
        : route.methods.map((method) => `${method} ${route.path}: itself, ${route.anyOrigin ? "any" : "own"} origin`),
  );
  const api = apiTable.map(({ method, path, scope, reach }) => `${method} ${path}: ${scope}, ${reach}`);
  return [...pages, ...api];
}

const filesLines = (): string[] =>
  createFilesApp(files.files).routes.map(
    ({ methods, path, access, errors }) => `${methods?.join(" ") ?? "every method"} ${path}: ${access}, ${errors}`,
  );

const sorted = (lines: readonly string[]): string =>
  [...lines]
    .sort((a, b) => (a.split(" ")[1] ?? "").localeCompare(b.split(" ")[1] ?? "", "en") || a.localeCompare(b, "en"))
    .join("\n");

test("every route lets in whom the table says, and the table says every route", async () => {
  const table = `# hub\n${sorted(hubLines())}\n\n# files\n${sorted(filesLines())}\n`;
  await expect(table).toMatchFileSnapshot("access-table.txt");
});

test("no address and method of the hub is served twice", () => {
  const addresses = hubLines().map((line) => line.split(": ")[0]);
  expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([]);
});
