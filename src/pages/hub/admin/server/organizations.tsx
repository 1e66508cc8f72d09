/** The organizations: who belongs together. Counting stops at a thousand, which is enough to tell small from large. */
import { EnabledBadge } from "../../../parts/badge.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface Counted {
  readonly count: number;
  /** Counting stopped there. */
  readonly more: boolean;
}

export interface OrganizationEntry {
  readonly name: string;
  readonly displayName: string;
  readonly people: Counted;
  readonly applications: Counted;
  readonly enabled: boolean;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly href: string;
}

export interface AdminOrganizationsProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly organizations: readonly OrganizationEntry[];
  readonly createHref: string;
  readonly paging: Paging;
}

export const countText = (t: Text, { count, more }: Counted): string => {
  const number = count.toLocaleString(t.dateLocale);
  return more ? t.console.organizations.more(number) : number;
};

const columnsOf = (t: Text, now: number): Column<OrganizationEntry>[] => {
  const text = t.console.organizations;
  return [
    {
      title: text.displayName,
      cell: ({ name, displayName, href }) => (
        <span class="two-lines">
          <a href={safeHref(href)}>
            <Said>{displayName}</Said>
          </a>
          <span class="small muted">
            <Code>{name}</Code>
          </span>
        </span>
      ),
    },
    { title: text.people, cell: ({ people }) => countText(t, people) },
    { title: text.applications, cell: ({ applications }) => countText(t, applications) },
    { title: text.status, cell: ({ enabled }) => <EnabledBadge t={t} enabled={enabled} /> },
    { title: text.created, cell: ({ createdAt }) => <Time t={t} at={createdAt} now={now} /> },
  ];
};

export const AdminOrganizationsPage = (props: AdminOrganizationsProps) => {
  const { t, now, organizations, createHref, paging } = props;
  const text = t.console.organizations;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {text.create}
    </ButtonLink>
  );
  return (
    <AdminFrame page={props} section="organizations" title={text.title} lead={text.lead} headAction={create}>
      <section class="card card-flush" aria-label={text.title}>
        <Table caption={text.title} columns={columnsOf(t, now)} rows={organizations} />
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
