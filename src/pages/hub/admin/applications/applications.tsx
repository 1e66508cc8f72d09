/** The registered applications (OAuth 2.0 clients, RFC 6749, section 2). */
import { Badge, EnabledBadge } from "../../../parts/badge.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { ApplicationTile } from "../../../parts/tile.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import type { ApplicationType } from "./application-values.ts";
import { RegistrationLink } from "./registration.tsx";

export interface ApplicationRow {
  readonly clientId: string;
  readonly name: string;
  readonly logo: string | null;
  readonly type: ApplicationType;
  readonly enabled: boolean;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Where it is edited. */
  readonly href: string;
}

export interface AdminApplicationsProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly applications: readonly ApplicationRow[];
  readonly paging: Paging;
  readonly createHref: string;
  /** Where it is said what applications may do that register themselves. */
  readonly registrationHref: string;
}

const columnsOf = (t: Text, now: number): Column<ApplicationRow>[] => {
  const text = t.admin.applications;
  return [
    {
      title: text.name,
      cell: ({ name, logo, href }) => (
        <span class="row row-near row-still">
          <ApplicationTile name={name} logo={logo} />
          <a href={safeHref(href)}>
            <Said>{name}</Said>
          </a>
        </span>
      ),
    },
    { title: text.clientId, cell: ({ clientId }) => <Code>{clientId}</Code> },
    { title: text.type, cell: ({ type }) => <Badge kind="muted">{t.admin.application.types[type]}</Badge> },
    { title: text.status, cell: ({ enabled }) => <EnabledBadge t={t} enabled={enabled} /> },
    { title: text.created, cell: ({ createdAt }) => <Time t={t} at={createdAt} now={now} /> },
  ];
};

export const AdminApplicationsPage = (props: AdminApplicationsProps) => {
  const { t, now, applications, paging, createHref, registrationHref } = props;
  const text = t.admin.applications;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {text.create}
    </ButtonLink>
  );
  return (
    <AdminFrame page={props} section="applications" title={text.title} lead={text.lead} headAction={create}>
      <section class="card card-flush" aria-label={text.title}>
        {applications.length === 0 ? (
          <Empty icon="applications" title={text.none} hint={text.noneHint} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, now)} rows={applications} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
      <RegistrationLink t={t} href={registrationHref} />
    </AdminFrame>
  );
};
