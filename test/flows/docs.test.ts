/** The project's documents in the running hub: all of them, with links that lead somewhere, and nothing that runs. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderMarkdown } from "../../src/hub/docs/markdown.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let browser: BrowserClient;
beforeAll(async () => {
  hub = await startHub();
  browser = new BrowserClient(hub.url);
});
afterAll(() => hub.close());

const open = (path: string) => browser.open(hub.url + path);
const linksOf = (html: string): string[] => [...html.matchAll(/href="(\/docs[^"]*)"/g)].map(([, href]) => href ?? "");
const files = readdirSync(new URL("../../docs/", import.meta.url))
  .filter((file) => file.endsWith(".md"))
  .map((file) => file.slice(0, -3));

test("the list has every guide, and each is a page", async () => {
  const list = await open("/docs");
  expect(linksOf(list.html).sort()).toEqual(files.map((name) => `/docs/${name}`).sort());
  for (const name of files) {
    const page = await open(`/docs/${name}`);
    expect(page.status).toBe(200);
    expect(page.html.match(/<h1/g)).toHaveLength(1);
    expect(page.html).not.toMatch(/<(?:script|style|img|iframe)\b|\son\w+=/i);
  }
});

test("a link between documents leads to a document, and to a heading that is there", async () => {
  const pages = new Map<string, string>();
  const read = async (path: string): Promise<string> => {
    const known = pages.get(path);
    if (known !== undefined) return known;
    const page = await open(path);
    expect([path, page.status]).toEqual([path, 200]);
    pages.set(path, page.html);
    return page.html;
  };
  for (const from of [...files.map((name) => `/docs/${name}`), "/docs/providers/github"]) {
    for (const href of linksOf(await read(from))) {
      const [path = "", heading] = href.split("#");
      const html = await read(path);
      if (heading !== undefined) expect([from, html.includes(`id="${heading}"`)]).toEqual([from, true]);
    }
  }
  expect(pages.size).toBeGreaterThan(400);
});

test.each(["/docs/nowhere", "/docs/..%2f..%2fpackage", "/docs/providers/..%2foperations", "/docs/operations.md"])(
  "%s is no document",
  async (path) => {
    expect((await open(path)).status).toBe(404);
  },
);

test("markup in a text is text, and a link leads to documents, headings and the web alone", () => {
  const html = renderMarkdown(
    [
      "# A & B",
      "a <script>alert(1)</script> <b onclick=x>b</b> one<br>two",
      "[a](javascript:alert(1)) [b](known.md#c) [d](../secret.md) [e](https://example.com/?a=1&b=2) [f](#g) [h](//evil.example/x.md)",
      "![i](https://example.com/x.png)",
      "# A & B",
    ].join("\n\n"),
    (href) => (href === "known.md#c" ? "/docs/known#c" : undefined),
  );
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "/docs/known#c",
    "https://example.com/?a=1&amp;b=2",
    "#g",
  ]);
  expect(html).not.toMatch(/<(?:script|b|img)\b/);
  expect(html).toContain("one<br>two");
  expect([...html.matchAll(/id="([^"]*)"/g)].map(([, id]) => id)).toEqual(["a--b", "a--b-1"]);
});
