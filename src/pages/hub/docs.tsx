/** The documents of the project: their list, and one of them. They are in English whatever the reader's language; the frame is not. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { Document, type PageProps } from "../layout.tsx";
import { safeHref } from "../parts/href.ts";
import { Icon } from "../parts/icon.tsx";
import { Wordmark } from "../parts/logo.tsx";

interface DocsFrameProps extends PageProps {
  readonly title: string;
  readonly children: Child;
}

const DocsFrame = ({ t, assets, title, children }: DocsFrameProps) => (
  <Document t={t} assets={assets} title={title}>
    <a class="skip" href="#content">
      {t.common.skip}
    </a>
    <header class="bar">
      <Wordmark name={t.product} />
    </header>
    <main class="docs" id="content" tabindex={-1}>
      {children}
    </main>
  </Document>
);

export interface DocsIndexProps extends PageProps {
  /** In the order in which they are read. */
  readonly guides: readonly { readonly title: string; readonly href: string }[];
}

export const DocsIndexPage = ({ t, assets, guides }: DocsIndexProps) => (
  <DocsFrame t={t} assets={assets} title={t.docs.title}>
    <h1>{t.docs.title}</h1>
    <p class="lead">{t.docs.lead}</p>
    <ul class="docs-list">
      {guides.map(({ title, href }) => (
        <li>
          <a href={safeHref(href)} lang="en">
            {title}
          </a>
        </li>
      ))}
    </ul>
  </DocsFrame>
);

export interface DocumentPageProps extends PageProps {
  readonly title: string;
  /** Made by `hub/docs/markdown.ts`; it begins with the heading of the page. */
  readonly html: string;
  readonly indexHref: string;
}

export const DocumentPage = ({ t, assets, title, html, indexHref }: DocumentPageProps) => (
  <DocsFrame t={t} assets={assets} title={title}>
    <a class="up" href={safeHref(indexHref)}>
      <Icon name="back" />
      <span>{t.docs.title}</span>
    </a>
    <article class="docs-text" lang="en" dir="ltr">
      {raw(html)}
    </article>
  </DocsFrame>
);
