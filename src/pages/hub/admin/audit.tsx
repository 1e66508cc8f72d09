/** The audit log, newest first. Events are shown by their stable codes: these are what alerts and searches look for. */
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
  /** Further facts as one line, or null. */
  readonly detail: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
}

interface AuditTableProps {
  readonly t: Text;
  /** Unix seconds; left out for exact times. */
  readonly now?: number;
  readonly events: readonly AuditEvent[];
}

const EventName = ({ t, event, requestId }: Pick<AuditEvent, "event" | "requestId"> & { readonly t: Text }) => (
  <span class="two-lines">
    <Code>{event}</Code>
    {requestId !== null && (
      <span class="small muted">
        <span class="unseen">{t.admin.audit.request}: </span>
        <Code>{requestId}</Code>
      </span>
    )}
  </span>
);

const Target = ({ t, target, detail }: Pick<AuditEvent, "target" | "detail"> & { readonly t: Text }) => (
  <span class="two-lines">
    {target !== null && <Said>{target}</Said>}
    {detail !== null && (
      <span class="small muted">
        <span class="unseen">{t.admin.audit.detail}: </span>
        <Said>{detail}</Said>
      </span>
    )}
  </span>
);

const columnsOf = (t: Text, now: number | undefined): Column<AuditEvent>[] => {
  const text = t.admin.audit;
  const nothing = <span class="muted">–</span>;
  return [
    { title: text.event, cell: ({ event, requestId }) => <EventName t={t} event={event} requestId={requestId} /> },
    {
      title: text.outcome,
      cell: ({ outcome }) => <Badge kind={outcome === "success" ? "good" : "danger"}>{text.outcomes[outcome]}</Badge>,
    },
    {
      title: text.actor,
      cell: ({ actor }) => (actor === null ? <span class="muted">{text.system}</span> : <Said>{actor}</Said>),
    },
    {
      title: text.target,
      cell: ({ target, detail }) =>
        target === null && detail === null ? nothing : <Target t={t} target={target} detail={detail} />,
    },
    { title: text.address, cell: ({ ip }) => (ip === null ? nothing : <Code>{ip}</Code>) },
    { title: text.when, cell: ({ at }) => <Time t={t} at={at} {...(now === undefined ? {} : { now })} /> },
  ];
};

export const AuditTable = ({ t, now, events }: AuditTableProps) =>
  events.length === 0 ? (
    <Empty icon="audit" title={t.admin.audit.none} hint={t.admin.audit.noneHint} />
  ) : (
    <Table caption={t.admin.audit.title} columns={columnsOf(t, now)} rows={events} />
  );

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
