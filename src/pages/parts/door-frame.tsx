/**
 * The frame of every page that stands before the door: sign-in, consent, errors. One card in the middle, arches behind
 * it, no navigation, so that there is one thing to do.
 */
import type { Child } from "hono/jsx";
import { Document, type PageProps } from "../layout.tsx";
import { safeHref } from "./href.ts";
import { Wordmark } from "./logo.tsx";
import { Said } from "./said.tsx";
import { ApplicationTile } from "./tile.tsx";

/** Half the width of each arch, outermost first. */
const arches = [540, 450, 360, 270];

/** Doorways one behind the other, the innermost the brightest. Decoration only. */
const Arches = () => (
  <svg class="arches" viewBox="0 0 1100 900" width="1100" height="900" aria-hidden="true" focusable="false">
    {arches.map((half) => (
      <path d={`M${550 - half} 900V580a${half} ${half} 0 0 1 ${2 * half} 0V900z`} fill="currentColor" />
    ))}
  </svg>
);

interface DoorFrameProps extends PageProps {
  /** The page's title in the browser's tab. */
  readonly title: string;
  readonly failed?: boolean;
  readonly product?: string;
  readonly wide?: boolean;
  /** The page has copy buttons. */
  readonly copies?: boolean;
  /** A browser module that the page needs. */
  readonly script?: string;
  /** Stands under the card. */
  readonly below?: Child;
  readonly children: Child;
}

export const DoorFrame = ({
  t,
  assets,
  title,
  failed = false,
  product,
  wide = false,
  copies = false,
  script,
  below,
  children,
}: DoorFrameProps) => (
  <Document
    t={t}
    assets={assets}
    title={title}
    failed={failed}
    copies={copies}
    {...(product === undefined ? {} : { product })}
    {...(script === undefined ? {} : { script })}
  >
    <div class="door">
      <Arches />
      <header class="door-head">
        <Wordmark name={product ?? t.product} />
      </header>
      <main class={`door-card card${wide ? " door-card-wide" : ""}`}>{children}</main>
      {(below || hasTerms(assets)) && (
        <footer class="door-foot">
          {below}
          <Terms t={t} assets={assets} />
        </footer>
      )}
    </div>
  </Document>
);

const hasTerms = ({ look }: PageProps["assets"]): boolean => look !== undefined && Boolean(look.terms ?? look.policy);

/** What the application says of its terms; the words name it, since the page is not its own. */
const Terms = ({ t, assets }: PageProps) => {
  const { look } = assets;
  if (look === undefined || !hasTerms(assets)) return null;
  const links = [
    { href: look.terms, words: t.look.terms },
    { href: look.policy, words: t.look.policy },
  ];
  return (
    <p class="small door-terms">
      <Said>{look.name}</Said>
      {links.map(
        ({ href, words }) =>
          href !== null && (
            <a href={safeHref(href)} rel="noopener noreferrer" target="_blank">
              {words}
            </a>
          ),
      )}
    </p>
  );
};

/** The application's tile above a title, on pages whose title is not about it. */
export const LookTile = ({ assets: { look } }: Pick<PageProps, "assets">) =>
  look === undefined ? null : <ApplicationTile name={look.name} logo={look.logo} large />;

interface DoorTitleProps {
  readonly title: Child;
  readonly lead?: Child;
  /** Stands above the title: a tile, a mark. */
  readonly above?: Child;
}

export const DoorTitle = ({ title, lead, above }: DoorTitleProps) => (
  <header class="door-title">
    {above}
    <h1>{title}</h1>
    {lead && <p class="lead">{lead}</p>}
  </header>
);

interface DividerProps {
  readonly children: string;
}

/** A line with a word in the middle ("or"). */
export const Divider = ({ children }: DividerProps) => (
  <p class="divider">
    <span>{children}</span>
  </p>
);
