/** What every page of the administration has in common: its props, its navigation, and where the last form led. */
import type { Child } from "hono/jsx";
import type { PageProps } from "../../layout.tsx";
import type { IconName } from "../../parts/icon.tsx";
import { Nav } from "../../parts/nav.tsx";
import { Outcome } from "../../parts/notice.tsx";
import { PageHead, Shell, type Viewer } from "../../parts/shell.tsx";
import type { Text } from "../../text/index.ts";

export type AdminSection = keyof Text["admin"]["nav"];
export type AdminNotice = keyof Text["admin"]["notices"];
export type AdminError = keyof Text["admin"]["errors"];

export interface AdminPageProps extends PageProps {
  readonly viewer: Viewer;
  /** The session's anti-forgery token; every form of the page carries it. */
  readonly csrf: string;
  /** The address of each section. */
  readonly sections: Readonly<Record<AdminSection, string>>;
  readonly accountHref: string;
  readonly notice: AdminNotice | null;
  readonly error: AdminError | null;
}

type Group = keyof Text["admin"]["navGroups"];

/** Every section has its place in the navigation: its picture, and the heading that it stands under. */
const places: Readonly<Record<AdminSection, readonly [icon: IconName, under: Group | null]>> = {
  overview: ["home", null],
  users: ["people", "directory"],
  groups: ["tree", "directory"],
  roles: ["badge", "directory"],
  organizations: ["building", "directory"],
  applications: ["applications", "doors"],
  providers: ["provider", "doors"],
  sessions: ["browser", "doors"],
  grants: ["shield", "doors"],
  audit: ["audit", "happenings"],
  flows: ["list", "happenings"],
  webhooks: ["link", "happenings"],
  keys: ["key", "server"],
  mail: ["mail", "server"],
  dangers: ["alert", "server"],
  settings: ["settings", "server"],
};
const order = Object.keys(places) as AdminSection[];
const headings: readonly (Group | null)[] = [null, "directory", "doors", "happenings", "server"];

interface AdminFrameProps {
  readonly page: AdminPageProps;
  readonly section: AdminSection;
  /** Something on the page says that it failed. */
  readonly failed?: boolean;
  /** The title in the tab, and on the page unless `heading` says it with elements. */
  readonly title: string;
  readonly heading?: Child;
  readonly lead?: Child;
  readonly before?: Child;
  readonly headAction?: Child;
  /** The page lies below its section's list, or below the page of one of its things. */
  readonly below?: boolean | { readonly title: Child; readonly href: string };
  readonly copies?: boolean;
  readonly children: Child;
}

export const AdminFrame = (props: AdminFrameProps) => {
  const {
    page,
    section,
    title,
    heading,
    lead,
    before,
    headAction,
    below = false,
    copies = false,
    failed = false,
    children,
  } = props;
  const { t, assets, viewer, csrf, sections, accountHref, notice, error } = page;
  const groups = headings.map((heading) => ({
    title: heading && t.admin.navGroups[heading],
    items: order
      .filter((name) => places[name][1] === heading)
      .map((name) => ({
        title: t.admin.nav[name],
        href: sections[name],
        icon: places[name][0],
        current: name === section,
      })),
  }));
  const further = { title: t.docs.title, href: "/docs", icon: "info" } as const;
  const across = { title: t.admin.toAccount, href: accountHref, icon: "person" } as const;
  return (
    <Shell
      t={t}
      assets={assets}
      viewer={viewer}
      csrf={csrf}
      title={title}
      failed={failed || error !== null}
      copies={copies}
      nav={<Nav t={t} label={t.admin.area} groups={groups} across={across} further={further} />}
    >
      <PageHead
        title={heading ?? title}
        lead={lead}
        before={before}
        action={headAction}
        {...(below === false
          ? {}
          : { up: below === true ? { title: t.admin.nav[section], href: sections[section] } : below })}
      />
      <Outcome error={error && t.admin.errors[error]} notice={notice && t.admin.notices[notice]} />
      {children}
    </Shell>
  );
};
