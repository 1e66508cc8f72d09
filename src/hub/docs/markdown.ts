/**
 * Markdown (GitHub's) of our own documents as HTML. Markup in the text is shown as text but for line breaks in tables, pictures
 * are their words, and a link leads to another document, to a place in this one or to an https address; any other is its words alone.
 */
import { Marked, type Tokens } from "marked";

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");

/** As GitHub names headings, so that links into a document lead to the same place here. */
const slugOf = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

const isOutside = (href: string): boolean => /^https?:\/\//i.test(href) && URL.canParse(href);

const isEmpty = ({ tokens }: Tokens.TableCell): boolean => tokens.length === 0;

/** @param addressOf The address of a document that is named by its path, `undefined` for what is none. */
export function renderMarkdown(text: string, addressOf: (href: string) => string | undefined): string {
  const marked = new Marked({ async: false, gfm: true });
  const slugs = new Map<string, number>();
  marked.use({
    renderer: {
      html: ({ text: markup }: Tokens.HTML | Tokens.Tag) => (/^<br ?\/?>$/.test(markup) ? "<br>" : escaped(markup)),
      image: ({ text: words, href }: Tokens.Image) => escaped(words === "" ? href : words),
      heading({ tokens, depth, text: words }: Tokens.Heading) {
        const slug = slugOf(words);
        const before = slugs.get(slug) ?? 0;
        slugs.set(slug, before + 1);
        const id = escaped(before === 0 ? slug : `${slug}-${before}`);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      // What scrolls for itself is reached by the keyboard (WCAG 2.2, 2.1.1).
      code: ({ text: code }: Tokens.Code) => `<pre tabindex="0"><code>${escaped(code)}\n</code></pre>\n`,
      table({ header, rows }: Tokens.Table) {
        const cell = (each: Tokens.TableCell, tag: "th" | "td", scope: string): string =>
          `<${tag}${scope}>${this.parser.parseInline(each.tokens)}</${tag}>`;
        // A table without words in its head names its rows by their first cell.
        const byRow = header.every(isEmpty);
        const head = header.map((each) => cell(each, isEmpty(each) ? "td" : "th", isEmpty(each) ? "" : ' scope="col"'));
        const body = rows.map((row) =>
          row.map((each, index) => (byRow && index === 0 ? cell(each, "th", ' scope="row"') : cell(each, "td", ""))),
        );
        const lines = (byRow ? body : [head, ...body]).map((cells) => `<tr>${cells.join("")}</tr>`);
        return `<div class="docs-table" role="group" tabindex="0"><table>\n${lines.join("\n")}\n</table></div>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const words = this.parser.parseInline(tokens);
        if (href.startsWith("#")) return `<a href="${escaped(href)}">${words}</a>`;
        if (isOutside(href)) return `<a href="${escaped(href)}" rel="noopener noreferrer">${words}</a>`;
        const address = addressOf(href);
        return address === undefined ? words : `<a href="${escaped(address)}">${words}</a>`;
      },
    },
  });
  return String(marked.parse(text, { async: false }));
}
