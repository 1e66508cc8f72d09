/**
 * What applications hold for people: each row is a grant, the parent of its tokens. The list is searched by person (`q`) and
 * narrowed by application (GET); one is taken back by a form of its own, those of the chosen application by one more.
 */
import { Card } from "../../../parts/card.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { type Filter, Filters } from "../../../parts/filters.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { type Owner, OwnerLink } from "./sessions.tsx";

export interface GrantEntry {
  readonly id: string;
  readonly application: { readonly name: string | null; readonly href: string };
  readonly scopes: readonly string[];
  /** Whether it goes on when the session is over. */
  readonly offline: boolean;
  /** Unix seconds. */
  readonly since: number;
  /** Unix seconds. */
  readonly lastUsedAt: number;
  readonly revokeAction: string;
}

export interface OwnedGrantEntry extends GrantEntry {
  readonly owner: Owner;
}

export interface AdminGrantsProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly q: string;
  readonly action: string;
  readonly filters: readonly Filter[];
  readonly narrowed: boolean;
  readonly grants: readonly OwnedGrantEntry[];
  readonly paging: Paging;
  /** The application that the list is narrowed to. */
  readonly application: { readonly name: string; readonly revokeAllAction: string } | null;
}

interface GrantColumnsProps {
  readonly t: Text;
  readonly csrf: string;
  /** Unix seconds. */
  readonly now: number;
}

export const grantColumns = ({ t, csrf, now }: GrantColumnsProps): Column<GrantEntry>[] => {
  const text = t.admin.grants;
  return [
    {
      title: text.application,
      cell: ({ application: { name, href } }) =>
        name === null ? (
          t.common.unknown
        ) : (
          <a href={safeHref(href)}>
            <Said>{name}</Said>
          </a>
        ),
    },
    { title: text.scopes, cell: ({ scopes }) => (scopes.length === 0 ? "–" : <Code>{scopes.join(" ")}</Code>) },
    { title: text.lasts, cell: ({ offline }) => (offline ? text.offline : text.session) },
    { title: text.since, cell: ({ since }) => <Time t={t} at={since} now={now} /> },
    { title: text.lastUsed, cell: ({ lastUsedAt }) => <Time t={t} at={lastUsedAt} now={now} /> },
    {
      title: text.revoke,
      unseen: true,
      cell: ({ id, application, revokeAction }) => (
        <Confirm
          t={t}
          id={`revoke-${id}`}
          label={text.revoke}
          fullLabel={`${text.revoke}: ${application.name ?? t.common.unknown}`}
          title={text.revokeTitle}
          body={text.revokeBody}
          action={revokeAction}
          csrf={csrf}
          small
        />
      ),
    },
  ];
};

export const AdminGrantsPage = (props: AdminGrantsProps) => {
  const { t, csrf, now, q, action, filters, narrowed, grants, paging, application } = props;
  const text = t.admin.grants;
  const columns: Column<OwnedGrantEntry>[] = [
    { title: t.admin.users.user, cell: ({ owner }) => <OwnerLink owner={owner} /> },
    ...grantColumns({ t, csrf, now }),
  ];
  return (
    <AdminFrame page={props} section="grants" title={text.title} lead={text.lead}>
      <Filters t={t} label={t.admin.users.search} action={action} q={q} filters={filters} narrowed={narrowed} />
      <section class="card card-flush" aria-label={text.title}>
        {grants.length === 0 ? (
          <Empty icon="key" title={text.none} hint={paging.nextHref === null ? text.noneHint : t.admin.users.goOn} />
        ) : (
          <Table caption={text.title} columns={columns} rows={grants} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
      {application && (
        <Card id="revoke-all" title={text.revokeAll} lead={text.revokeAllLead}>
          <div class="row">
            <Confirm
              t={t}
              id="revoke-all-now"
              label={text.revokeAll}
              title={<Fill text={text.revokeAllTitle} values={{ application: <Said>{application.name}</Said> }} />}
              body={text.revokeAllBody}
              action={application.revokeAllAction}
              csrf={csrf}
            />
          </div>
        </Card>
      )}
    </AdminFrame>
  );
};
