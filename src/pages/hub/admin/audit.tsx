/** The audit log, newest first. Events are shown by their stable codes: these are what is searched for and alerted on. */
import { Badge } from "../../parts/badge.tsx";
import { Empty } from "../../parts/empty.tsx";
import { type Paging, PagingLinks } from "../../parts/paging.tsx";
import { Code, Said } from "../../parts/said.tsx";
import { type Column, Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { Text } from "../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "./frame.tsx";

export interface AuditEvent {
  /** Unix seconds. */
  readonly at: number;
  /** The event's stable code. */
  readonly event: string;
  readonly outcome: "success" | "failure";
  /** Who did it; null for the server itself. */
  readonly actor: string | null;
  /** What it was done to, or null. */
  readonly target: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
}

interface AuditTableProps {
  readonly t: Text;
  /** Unix seconds; left out for exact times. */
  readonly now?: number;
  readonly events: readonly AuditEvent[];
}

const orNone = (value: string | null) => (value === null ? <span class="muted">–</span> : <Code>{value}</Code>);

const columnsOf = (t: Text, now: number | undefined): Column<AuditEvent>[] => {
  const text = t.admin.audit;
  return [
    { title: text.event, cell: ({ event }) => <Code>{event}</Code> },
    {
      title: text.outcome,
      cell: ({ outcome }) => <Badge kind={outcome === "success" ? "good" : "danger"}>{text.outcomes[outcome]}</Badge>,
    },
    { title: text.actor, cell: ({ actor }) => (actor === null ? <span class="muted">{text.system}</span> : <Said>{actor}</Said>) },
    { title: text.target, cell: ({ target }) => (target === null ? <span class="muted">–</span> : <Said>{target}</Said>) },
    { title: text.address, cell: ({ ip }) => orNone(ip) },
    { title: text.when, cell: ({ at }) => <Time t={t} at={at} {...(now === undefined ? {} : { now })} /> },
  ];
};

/** The events as a table; the request id stands with the exact time on the log's own page. */
export const AuditTable = ({ t, now, events }: AuditTableProps) => {
  if (events.length === 0) return <Empty icon="audit" title={t.admin.audit.none} hint={t.admin.audit.noneHint} />;
  const columns = columnsOf(t, now);
  const request: Column<AuditEvent> = { title: t.admin.audit.request, cell: ({ requestId }) => orNone(requestId) };
  return <Table caption={t.admin.audit.title} columns={now === undefined ? [...columns, request] : columns} rows={events} />;
};

export interface AdminAuditProps extends AdminPageProps {
  readonly events: readonly AuditEvent[];
  readonly paging: Paging;
}

export const AdminAuditPage = (props: AdminAuditProps) => {
  const { t, events, paging } = props;
  return (
    <AdminFrame page={props} section="audit" title={t.admin.audit.title} lead={t.admin.audit.lead}>
      <section class="card card-flush" aria-label={t.admin.audit.title}>
        <AuditTable t={t} events={events} />
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
