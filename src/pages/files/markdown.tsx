/** Markdown as a document of its own, to be framed: nothing but the text, in our style. Its policy lets nothing run in it. */
import { raw } from "hono/html";
import type { PageProps } from "../layout.tsx";

export interface MarkdownProps extends PageProps {
  readonly title: string;
  /** Made by `files/pages/markdown.ts`, which lets no markup through that the text brings. */
  readonly html: string;
}

export const MarkdownPage = ({ t, assets, title, html }: MarkdownProps) => (
  <html lang={t.lang} class="markdown">
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={assets.stylesheet} />
    </head>
    <body dir="auto">{raw(html)}</body>
  </html>
);
