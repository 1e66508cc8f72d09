/**
 * The document around every page, and the way a page becomes a string.
 *
 * The folder `pages` owns what people see: function components of their props, rendered on the server, complete
 * without JavaScript. It owns no route, no session and no rule; its props are plain data (strings, numbers in Unix
 * seconds, booleans, arrays), and it imports nothing of the project but itself. Under the content security policy that
 * these pages are made for (`style-src 'self'; script-src 'self'`) an inline style or script would not run, so there
 * is none: a colour that comes from data is drawn with an SVG attribute (see `parts/tile.tsx`).
 */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { AssetPaths } from "./assets.ts";
import { plainly } from "./parts/said.tsx";
import type { Text } from "./text/index.ts";

/** The application that a page is shown on the way to, as it looks. */
export interface ApplicationLook {
  readonly name: string;
  /** Paths on this origin: the picture, and the style sheet of its colour. */
  readonly logo: string | null;
  readonly stylesheet: string | null;
  /** Addresses for the person to follow. */
  readonly terms: string | null;
  readonly policy: string | null;
}

/** What a page refers to; `look` where it is shown on the way to an application. */
export interface PageAssets extends AssetPaths {
  readonly look?: ApplicationLook;
}

/** What every page is given. */
export interface PageProps {
  readonly t: Text;
  readonly assets: PageAssets;
}

interface DocumentProps extends PageProps {
  readonly title: string;
  /** The page shows an error: the title says so first, because it is the first thing that a screen reader reads. */
  readonly failed?: boolean;
  /** The program's name behind the title; the hub's where it is left out. */
  readonly product?: string;
  /** The page has copy buttons. */
  readonly copies?: boolean;
  /** A further browser module that the page needs. */
  readonly script?: string;
  readonly children: Child;
}

export const Document = ({
  t,
  assets,
  title,
  failed = false,
  product,
  copies = false,
  script,
  children,
}: DocumentProps) => (
  <html lang={t.lang}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{plainly(`${failed ? `${t.common.errorPrefix}: ` : ""}${title} · ${product ?? t.product}`)}</title>
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={assets.stylesheet} />
      {assets.look?.stylesheet && <link rel="stylesheet" href={assets.look.stylesheet} />}
      <link rel="icon" type="image/svg+xml" href={assets.icon} />
      {copies && <script type="module" src={assets.copyScript} />}
      {script !== undefined && <script type="module" src={script} />}
    </head>
    <body>{children}</body>
  </html>
);

/** Puts something before all that a page shows: what is true of every page alike, and no page's own. */
export const withBanner = (page: string, banner: JSX.Element): string =>
  page.replace("<body>", () => `<body>${String(banner)}`);

/**
 * The whole answer body of a page.
 *
 * @throws TypeError when a component below is asynchronous: pages take their data in props and wait for nothing.
 */
export const renderPage = (page: JSX.Element): string => {
  const html: unknown = page.toString();
  if (typeof html !== "string") throw new TypeError("A page must be rendered without waiting.");
  return `<!doctype html>${html}`;
};
