/** The groups of people: the list (searched by `q`, GET). */
import { ButtonLink } from "../../../parts/button.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { Search } from "../../../parts/search.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface GroupRow {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The name of the group above it. */
  readonly above: string | null;
  /** Told where there are several. */
  readonly organization: string | null;
  readonly href: string;
}

export interface AdminGroupsProps extends AdminPageProps {
  readonly q: string;
  readonly searchAction: string;
  readonly createHref: string;
  readonly groups: readonly GroupRow[];
  readonly paging: Paging;
}

const columnsOf = (t: Text, several: boolean): Column<GroupRow>[] => {
  const text = t.admin.memberships;
  return [
    {
      title: text.groups.group,
      cell: ({ displayName, href }) => (
        <a href={safeHref(href)}>
          <Said>{displayName}</Said>
        </a>
      ),
    },
    { title: text.tag.name, cell: ({ name }) => <Code>{name}</Code> },
    {
      title: text.groups.above,
      cell: ({ above }) => (above === null ? <span class="muted">–</span> : <Code>{above}</Code>),
    },
    ...(several
      ? [{ title: text.tag.organization, cell: ({ organization }: GroupRow) => <Said>{organization ?? ""}</Said> }]
      : []),
    {
      title: text.tag.description,
      cell: ({ description }) => (description === "" ? <span class="muted">–</span> : <Said>{description}</Said>),
    },
  ];
};

export const AdminGroupsPage = (props: AdminGroupsProps) => {
  const { t, q, searchAction, createHref, groups, paging } = props;
  const text = t.admin.memberships.groups;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {text.create}
    </ButtonLink>
  );
  const several = groups.some(({ organization }) => organization !== null);
  return (
    <AdminFrame page={props} section="groups" title={text.title} lead={text.lead} headAction={create}>
      <Search t={t} label={text.search} action={searchAction} q={q} />
      <section class="card card-flush" aria-label={text.title}>
        {groups.length === 0 ? (
          <Empty
            icon="tree"
            title={q === "" ? text.none : text.noneFound}
            hint={q === "" ? text.noneHint : text.noneFoundHint}
          />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, several)} rows={groups} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
