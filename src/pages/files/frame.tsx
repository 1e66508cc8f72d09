/**
 * What every page of the file server has in common: the bar with whoever is signed in (or the way to sign in, for guests), the
 * side navigation, and where the form that was sent last has led.
 */
import type { Child } from "hono/jsx";
import { Document, type PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Wordmark } from "../parts/logo.tsx";
import { MenuButton, Nav } from "../parts/nav.tsx";
import { Outcome } from "../parts/notice.tsx";
import { Said } from "../parts/said.tsx";
import { PageHead } from "../parts/shell.tsx";
import { Avatar } from "../parts/tile.tsx";
import type { Text } from "../text/index.ts";

export type FilesSection = keyof Text["files"]["nav"];
export type FilesNotice = keyof Text["files"]["notices"];
export type FilesError = keyof Text["files"]["errors"];

export interface FilesPageProps extends PageProps {
  /** What the site is called. */
  readonly site: string;
  /** Null for guests. */
  readonly username: string | null;
  readonly csrf: string;
  /** The address of each section that is for this person. */
  readonly sections: Readonly<Partial<Record<FilesSection, string>>>;
  /** Comes back to this page. */
  readonly signInHref: string;
  readonly notice: FilesNotice | null;
  readonly error: FilesError | null;
}

const icons: Readonly<Record<FilesSection, IconName>> = {
  browse: "folder",
  profile: "person",
  users: "people",
  settings: "settings",
  storages: "drive",
  metas: "lock",
};

const order = Object.keys(icons) as FilesSection[];

const Who = ({ t, username, csrf, signInHref }: FilesPageProps) =>
  username === null ? (
    <div class="viewer">
      <ButtonLink href={signInHref} small>
        {t.files.signIn.title}
      </ButtonLink>
    </div>
  ) : (
    <div class="viewer">
      <Avatar name={username} />
      <p class="viewer-name">
        <span class="unseen">
          <Fill text={t.common.signedInAs} values={{ name: "" }} />
        </span>
        <Said>{username}</Said>
      </p>
      <PostForm action="/sign-out" csrf={csrf}>
        <button type="submit" class="button button-quiet viewer-out">
          <Icon name="signOut" />
          <span>{t.common.signOut}</span>
        </button>
      </PostForm>
    </div>
  );

interface FilesFrameProps {
  readonly page: FilesPageProps;
  readonly section: FilesSection;
  /** The title in the tab, and on the page unless `heading` says it with elements. */
  readonly title: string;
  readonly heading?: Child;
  readonly lead?: Child;
  readonly headAction?: Child;
  readonly up?: { readonly title: string; readonly href: string };
  readonly copies?: boolean;
  readonly script?: string;
  readonly children: Child;
}

export const FilesFrame = (props: FilesFrameProps) => {
  const { page, section, title, heading, lead, headAction, up, copies = false, script, children } = props;
  const { t, assets, site, sections, error, notice } = page;
  const items = order.flatMap((name) => {
    const href = sections[name];
    return href === undefined ? [] : [{ title: t.files.nav[name], href, icon: icons[name], current: name === section }];
  });
  return (
    <Document
      t={t}
      assets={assets}
      title={title}
      failed={error !== null}
      product={site}
      copies={copies}
      {...(script === undefined ? {} : { script })}
    >
      <a class="skip" href="#content">
        {t.common.skip}
      </a>
      <div class="shell">
        <header class="bar">
          <a class="bar-home" href={safeHref(sections.browse ?? "/")}>
            <Wordmark name={site} />
          </a>
          <Who {...page} />
          <MenuButton t={t} />
        </header>
        <Nav t={t} label={t.files.area} groups={[{ title: null, items }]} across={null} />
        <main class="content" id="content" tabindex={-1}>
          <PageHead title={heading ?? title} lead={lead} action={headAction} {...(up === undefined ? {} : { up })} />
          <Outcome error={error && t.files.errors[error]} notice={notice && t.files.notices[notice]} />
          {children}
        </main>
      </div>
    </Document>
  );
};
