/** The roles of people: the list (searched by `q`, GET). */
import { ButtonLink } from "../../../parts/button.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { Search } from "../../../parts/search.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface RoleRow {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The application whose role it is; `null` for one of the organization. */
  readonly application: string | null;
  /** Told where there are several. */
  readonly organization: string | null;
  readonly href: string;
}

export interface AdminRolesProps extends AdminPageProps {
  readonly q: string;
  readonly searchAction: string;
  readonly createHref: string;
  readonly roles: readonly RoleRow[];
  readonly paging: Paging;
}

const columnsOf = (t: Text, several: boolean): Column<RoleRow>[] => {
  const text = t.admin.memberships;
  return [
    {
      title: text.roles.role,
      cell: ({ displayName, href }) => (
        <a href={safeHref(href)}>
          <Said>{displayName}</Said>
        </a>
      ),
    },
    { title: text.tag.name, cell: ({ name }) => <Code>{name}</Code> },
    {
      title: text.roles.of,
      cell: ({ application }) =>
        application === null ? <span class="muted">{text.roles.everyApplication}</span> : <Said>{application}</Said>,
    },
    ...(several
      ? [{ title: text.tag.organization, cell: ({ organization }: RoleRow) => <Said>{organization ?? ""}</Said> }]
      : []),
    {
      title: text.tag.description,
      cell: ({ description }) => (description === "" ? <span class="muted">–</span> : <Said>{description}</Said>),
    },
  ];
};

export const AdminRolesPage = (props: AdminRolesProps) => {
  const { t, q, searchAction, createHref, roles, paging } = props;
  const text = t.admin.memberships.roles;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {text.create}
    </ButtonLink>
  );
  const several = roles.some(({ organization }) => organization !== null);
  return (
    <AdminFrame page={props} section="roles" title={text.title} lead={text.lead} headAction={create}>
      <Search t={t} label={text.search} action={searchAction} q={q} />
      <section class="card card-flush" aria-label={text.title}>
        {roles.length === 0 ? (
          <Empty
            icon="badge"
            title={q === "" ? text.none : text.noneFound}
            hint={q === "" ? text.noneHint : text.noneFoundHint}
          />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, several)} rows={roles} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
