/**
 * The frame of the pages behind the door: a bar with who is signed in, the side navigation and the content. Landmarks
 * are a banner, one navigation and one main; the first link jumps to the content.
 */
import type { Child } from "hono/jsx";
import { Document, type PageProps } from "../layout.tsx";
import { Fill } from "./fill.tsx";
import { PostForm } from "./form.tsx";
import { safeHref } from "./href.ts";
import { Icon } from "./icon.tsx";
import { Wordmark } from "./logo.tsx";
import { MenuButton } from "./nav.tsx";
import { Said } from "./said.tsx";
import { Avatar } from "./tile.tsx";

/** The signed-in person, and how they leave. */
export interface Viewer {
  readonly displayName: string;
  readonly username: string;
  /** A path on this origin, or null. */
  readonly picture?: string | null;
  /** Where the sign-out form is posted. */
  readonly signOutAction: string;
}

interface ShellProps extends PageProps {
  readonly viewer: Viewer;
  readonly csrf: string;
  readonly title: string;
  readonly failed: boolean;
  readonly nav: Child;
  readonly copies?: boolean;
  /** A further browser module that the page needs. */
  readonly script?: string;
  readonly children: Child;
}

const ViewerBar = ({ t, viewer, csrf }: Pick<ShellProps, "t" | "viewer" | "csrf">) => (
  <div class="viewer">
    <Avatar name={viewer.displayName} picture={viewer.picture ?? null} />
    <p class="viewer-name">
      <span class="unseen">
        <Fill text={t.common.signedInAs} values={{ name: "" }} />
      </span>
      <Said>{viewer.displayName}</Said>
    </p>
    <PostForm action={viewer.signOutAction} csrf={csrf}>
      <button type="submit" class="button button-quiet viewer-out">
        <Icon name="signOut" />
        <span>{t.common.signOut}</span>
      </button>
    </PostForm>
  </div>
);

export const Shell = ({
  t,
  assets,
  viewer,
  csrf,
  title,
  failed,
  nav,
  copies = false,
  script,
  children,
}: ShellProps) => (
  <Document
    t={t}
    assets={assets}
    title={title}
    failed={failed}
    copies={copies}
    {...(script === undefined ? {} : { script })}
  >
    <a class="skip" href="#content">
      {t.common.skip}
    </a>
    <div class="shell">
      <header class="bar">
        <Wordmark name={t.product} />
        <ViewerBar t={t} viewer={viewer} csrf={csrf} />
        <MenuButton t={t} />
      </header>
      {nav}
      <main class="content" id="content" tabindex={-1}>
        {children}
      </main>
    </div>
  </Document>
);

interface PageHeadProps {
  readonly title: Child;
  readonly lead?: Child;
  /** What is done from here (a button). */
  readonly action?: Child;
  /** The way up, for a page below a list. */
  readonly up?: { readonly title: Child; readonly href: string };
  readonly before?: Child;
}

export const PageHead = ({ title, lead, action, up, before }: PageHeadProps) => (
  <header class="page-head">
    {up && (
      <a class="up" href={safeHref(up.href)}>
        <Icon name="back" />
        <span>{up.title}</span>
      </a>
    )}
    <div class="page-head-line">
      {before}
      <div class="page-head-words">
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {action}
    </div>
  </header>
);
