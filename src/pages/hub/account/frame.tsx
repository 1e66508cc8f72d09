/** What every page of a person's own account has in common: its props, its navigation, and where the last form led. */
import type { Child } from "hono/jsx";
import type { PageProps } from "../../layout.tsx";
import type { IconName } from "../../parts/icon.tsx";
import { Nav } from "../../parts/nav.tsx";
import { Outcome } from "../../parts/notice.tsx";
import { PageHead, Shell, type Viewer } from "../../parts/shell.tsx";
import type { Text } from "../../text/index.ts";

export type AccountSection = keyof Text["account"]["nav"];
export type AccountNotice = keyof Text["account"]["notices"];
export type AccountError = keyof Text["account"]["errors"];

export interface AccountPageProps extends PageProps {
  readonly viewer: Viewer;
  /** The session's anti-forgery token; every form of the page carries it. */
  readonly csrf: string;
  /** The address of each section. */
  readonly sections: Readonly<Record<AccountSection, string>>;
  /** The way to the administration, for those who may. */
  readonly adminHref: string | null;
  readonly notice: AccountNotice | null;
  readonly error: AccountError | null;
}

const icons: Readonly<Record<AccountSection, IconName>> = {
  profile: "person",
  password: "lock",
  passkeys: "key",
  secondFactor: "shield",
  identities: "link",
  sessions: "desktop",
  applications: "applications",
  tokens: "code",
  activity: "audit",
  data: "download",
};

const order = Object.keys(icons) as AccountSection[];

interface AccountFrameProps {
  readonly page: AccountPageProps;
  readonly section: AccountSection;
  readonly title: string;
  readonly lead: string;
  readonly copies?: boolean;
  /** A further browser module that the page needs. */
  readonly script?: string;
  readonly children: Child;
}

export const AccountFrame = ({ page, section, title, lead, copies = false, script, children }: AccountFrameProps) => {
  const { t, assets, viewer, csrf, sections, adminHref, notice, error } = page;
  const items = order.map((name) => ({
    title: t.account.nav[name],
    href: sections[name],
    icon: icons[name],
    current: name === section,
  }));
  const across = adminHref === null ? null : { title: t.account.toAdmin, href: adminHref, icon: "shield" as const };
  return (
    <Shell
      t={t}
      assets={assets}
      viewer={viewer}
      csrf={csrf}
      title={title}
      failed={error !== null}
      copies={copies}
      {...(script === undefined ? {} : { script })}
      nav={<Nav t={t} label={t.account.area} groups={[{ title: null, items }]} across={across} />}
    >
      <PageHead title={title} lead={lead} />
      <Outcome error={error && t.account.errors[error]} notice={notice && t.account.notices[notice]} />
      {children}
    </Shell>
  );
};
