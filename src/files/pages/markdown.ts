/**
 * `/@markdown/…`: Markdown as a document of its own. Three walls: the text's own markup is shown as text, addresses are http, https
 * or mail alone, and the answer is a sandbox of another origin in which nothing runs and nothing is loaded but our style.
 * `?part=header|readme` is the text of a folder's rule instead of a file, `?part=announcement` the setting of that name.
 */
import type { Readable } from "node:stream";
import { Marked, type Tokens } from "marked";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { MarkdownPage } from "../../pages/files/markdown.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { settingText } from "../settings/store.ts";
import type { Context } from "../web/route.ts";
import { pathIn } from "./addresses.ts";
import { withFolderPassword } from "./folder-password.ts";

export const MARKDOWN = "/@markdown";
/** Bytes. Longer texts are downloaded. */
export const LONGEST_MARKDOWN = 131_072;
/** Characters of a word, and marks of emphasis in a paragraph: the parser's time grows with the square of both. */
const LONGEST_WORD = 1000;
const MOST_MARKS = 200;
/** Characters of a paragraph in which emphasis is looked for. */
const LONGEST_PARAGRAPH = 20_000;

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");

const isFollowed = (href: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(href) && URL.canParse(href);

/** Whether a paragraph has more marks than anybody writes. */
function isTangled(paragraph: string): boolean {
  if (paragraph.length > LONGEST_PARAGRAPH) return true;
  let marks = 0;
  for (let at = 0; at < paragraph.length && marks <= MOST_MARKS; at += 1)
    if ("*_~".includes(paragraph.charAt(at))) marks += 1;
  return marks > MOST_MARKS;
}

const marked = new Marked({ async: false, gfm: true });
marked.use({
  // `false` is the parser's own reading; left undefined, the marks are text.
  tokenizer: {
    emStrong: (_from, paragraph) => (isTangled(paragraph) ? undefined : false),
    del: (_from, paragraph) => (isTangled(paragraph) ? undefined : false),
  },
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    image: ({ text, href }: Tokens.Image) => escaped(text === "" ? href : text),
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      return isFollowed(href)
        ? `<a href="${escaped(href)}" target="_blank" rel="noopener noreferrer">${words}</a>`
        : words;
    },
  },
});

const asText = (text: string): string => `<pre>${escaped(text)}</pre>`;

/** HTML in which nothing of the text is markup that it brought itself. What was made to keep the parser busy is shown as it is. */
export function renderMarkdown(text: string): string {
  if (text.split(/\s/).some(({ length }) => length > LONGEST_WORD)) return asText(text);
  try {
    return String(marked.parse(text, { async: false }));
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return asText(text);
    throw error;
  }
}

export async function textOf(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part as Buffer);
  return new TextDecoder().decode(Buffer.concat(parts));
}

async function source(context: Context, path: string): Promise<string> {
  const { files, query } = context;
  const part = query.get("part");
  if (part === "announcement") return settingText(files, "announcement");
  const actor = withFolderPassword(context);
  const node = await files.fs.stat(actor, path);
  if (node.isFolder) {
    if (part !== "header" && part !== "readme") throw new Refusal("file_expected");
    return files.metas.rules.texts(node.fullPath)[part];
  }
  if (node.size > LONGEST_MARKDOWN) throw new Refusal("body_too_large");
  if (node.size === 0) return "";
  return textOf((await files.fs.read(actor, path, { start: 0, end: node.size - 1 })).body);
}

export async function markdown(context: Context): Promise<Answer> {
  const { files, http, t, assets } = context;
  const path = pathIn(http.path, MARKDOWN);
  const html = renderMarkdown(await source(context, path));
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      // The document's own origin is none, so ours is named.
      "content-security-policy": `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src ${files.address}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
      "x-frame-options": "SAMEORIGIN",
    },
    body: renderPage(MarkdownPage({ t, assets, title: path, html })),
  };
}
