/** The administration's first page: how much there is, what needs attention, and what has happened last. */
import { Card } from "../../../parts/card.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Icon } from "../../../parts/icon.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps, type AdminSection } from "../frame.tsx";
import { type AuditEvent, AuditTable } from "../server/audit.tsx";
import { Charts, type ChartsProps } from "./overview-charts.tsx";

export type OverviewWarning = keyof Text["admin"]["warnings"];

export interface AdminOverviewProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly counts: {
    readonly users: number;
    readonly applications: number;
    readonly providers: number;
    readonly sessions: number;
  };
  /** Counting sessions stopped there: there are more. */
  readonly moreSessions: boolean;
  readonly warnings: readonly { readonly code: OverviewWarning; readonly href: string | null }[];
  readonly charts: Omit<ChartsProps, "t">;
  /** The latest few. */
  readonly events: readonly AuditEvent[];
}

interface CountProps {
  readonly title: string;
  readonly value: string;
  readonly href: string | null;
}

const Count = ({ title, value, href }: CountProps) => (
  <div class="count">
    <dt>{href === null ? title : <a href={safeHref(href)}>{title}</a>}</dt>
    <dd>{value}</dd>
  </div>
);

type WarningsProps = Pick<AdminOverviewProps, "t" | "warnings">;

const Warnings = ({ t, warnings }: WarningsProps) => (
  <Card id="attention" title={t.admin.overview.attention}>
    {warnings.length === 0 ? (
      <p class="all-well">
        <Icon name="check" />
        <span>{t.admin.overview.allWell}</span>
      </p>
    ) : (
      <ul class="warnings">
        {warnings.map(({ code, href }) => (
          <li>
            <Icon name="alert" />
            <div>
              <h3>{t.admin.warnings[code].title}</h3>
              <p>{t.admin.warnings[code].body}</p>
            </div>
            {href !== null && (
              <a href={safeHref(href)} aria-label={`${t.admin.overview.look}: ${t.admin.warnings[code].title}`}>
                {t.admin.overview.look}
              </a>
            )}
          </li>
        ))}
      </ul>
    )}
  </Card>
);

export const AdminOverviewPage = (props: AdminOverviewProps) => {
  const { t, now, counts, moreSessions, warnings, charts, events, sections } = props;
  const text = t.admin.overview;
  const linked: readonly (keyof AdminOverviewProps["counts"] & AdminSection)[] = ["users", "applications", "providers"];
  const number = new Intl.NumberFormat(t.dateLocale);
  return (
    <AdminFrame page={props} section="overview" title={text.title}>
      <section aria-label={text.counts}>
        <dl class="counts">
          {linked.map((name) => (
            <Count title={text[name]} value={number.format(counts[name])} href={sections[name]} />
          ))}
          <Count
            title={text.sessions}
            value={moreSessions ? text.atLeast(number.format(counts.sessions)) : number.format(counts.sessions)}
            href={null}
          />
        </dl>
      </section>
      <Warnings t={t} warnings={warnings} />
      <Charts t={t} {...charts} />
      <Card id="recent" title={text.recent} aside={<a href={safeHref(sections.audit)}>{text.allEvents}</a>}>
        <AuditTable t={t} now={now} events={events} />
      </Card>
    </AdminFrame>
  );
};
