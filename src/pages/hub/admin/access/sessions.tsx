/**
 * Where people are signed in, everybody's. The list is searched by person (`q`) and narrowed by application (GET); each session
 * is ended by a form of its own, whose address names it.
 */
import { Confirm } from "../../../parts/confirm.tsx";
import { describeDevice, deviceName } from "../../../parts/device.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { type Filter, Filters } from "../../../parts/filters.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import { Way } from "../../../parts/way.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

/** Whose something is. */
export interface Owner {
  readonly username: string;
  readonly displayName: string;
  readonly href: string;
}

export interface SessionEntry {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly way: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** Unix seconds. */
  readonly lastSeenAt: number;
  readonly endAction: string;
}

export interface OwnedSessionEntry extends SessionEntry {
  readonly owner: Owner;
}

export interface AdminSessionsProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly q: string;
  readonly action: string;
  readonly filters: readonly Filter[];
  readonly narrowed: boolean;
  readonly sessions: readonly OwnedSessionEntry[];
  readonly paging: Paging;
}

export const OwnerLink = ({ owner: { username, displayName, href } }: { readonly owner: Owner }) => (
  <span class="two-lines">
    <a href={safeHref(href)}>
      <Said>{displayName}</Said>
    </a>
    <span class="small muted">
      <Said>{username}</Said>
    </span>
  </span>
);

interface SessionColumnsProps {
  readonly t: Text;
  readonly csrf: string;
  /** Unix seconds. */
  readonly now: number;
}

const deviceOf = (t: Text, { userAgent }: SessionEntry): string => deviceName(t, describeDevice(userAgent));

/** What there is to say of a session, and its end. */
export const sessionColumns = ({ t, csrf, now }: SessionColumnsProps): Column<SessionEntry>[] => {
  const text = t.account.sessions;
  return [
    { title: text.device, cell: (session) => deviceOf(t, session) },
    { title: text.address, cell: ({ ip }) => (ip === null ? t.common.unknown : <Code>{ip}</Code>) },
    { title: text.way, cell: ({ way }) => <Way t={t} way={way} /> },
    { title: text.started, cell: ({ startedAt }) => <Time t={t} at={startedAt} now={now} /> },
    { title: text.lastSeen, cell: ({ lastSeenAt }) => <Time t={t} at={lastSeenAt} now={now} /> },
    {
      title: text.end,
      unseen: true,
      cell: (session) => (
        <Confirm
          t={t}
          id={`end-${session.id}`}
          label={t.admin.sessions.end}
          fullLabel={`${text.end}: ${deviceOf(t, session)}`}
          title={t.admin.sessions.endTitle}
          body={t.admin.sessions.endBody}
          action={session.endAction}
          csrf={csrf}
          small
        />
      ),
    },
  ];
};

export const AdminSessionsPage = (props: AdminSessionsProps) => {
  const { t, csrf, now, q, action, filters, narrowed, sessions, paging } = props;
  const text = t.admin.sessions;
  const columns: Column<OwnedSessionEntry>[] = [
    { title: t.admin.users.user, cell: ({ owner }) => <OwnerLink owner={owner} /> },
    ...sessionColumns({ t, csrf, now }),
  ];
  return (
    <AdminFrame page={props} section="sessions" title={text.title} lead={text.lead}>
      <Filters t={t} label={t.admin.users.search} action={action} q={q} filters={filters} narrowed={narrowed} />
      <section class="card card-flush" aria-label={text.title}>
        {sessions.length === 0 ? (
          <Empty icon="people" title={text.none} hint={paging.nextHref === null ? text.noneHint : t.admin.users.goOn} />
        ) : (
          <Table caption={text.title} columns={columns} rows={sessions} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
