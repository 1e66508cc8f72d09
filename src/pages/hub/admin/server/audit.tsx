/** The audit log, newest first. Events are shown by their stable codes: these are what alerts and searches look for. */

import { Badge } from "../../../parts/badge.tsx";
import { Empty } from "../../../parts/empty.tsx";
import type { FieldErrors } from "../../../parts/field.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { AuditSearch, type AuditSearchValues, Retention, type RetentionProps, TakeAlong } from "./audit-search.tsx";

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
  /** Where the request is looked at, while that is kept. */
  readonly requestHref: string | null;
}

interface AuditTableProps {
  readonly t: Text;
  /** Unix seconds; left out for exact times. */
  readonly now?: number;
  readonly events: readonly AuditEvent[];
  /** They are what a search has found. */
  readonly searched?: boolean;
}

type EventNameProps = Pick<AuditEvent, "event" | "requestId" | "requestHref"> & { readonly t: Text };

const EventName = ({ t, event, requestId, requestHref }: EventNameProps) => (
  <span class="two-lines">
    <Code>{event}</Code>
    {requestId !== null && (
      <span class="small muted">
        <span class="unseen">{t.admin.audit.request}: </span>
        {requestHref === null ? (
          <Code>{requestId}</Code>
        ) : (
          <a href={safeHref(requestHref)} title={t.console.auditSearch.inspect}>
            <Code>{requestId}</Code>
          </a>
        )}
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
    { title: text.event, cell: (event) => <EventName t={t} {...event} /> },
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

export const AuditTable = ({ t, now, events, searched = false }: AuditTableProps) =>
  events.length === 0 ? (
    <Empty
      icon="audit"
      title={searched ? t.console.auditSearch.noneFound : t.admin.audit.none}
      hint={searched ? t.console.auditSearch.noneFoundHint : t.admin.audit.noneHint}
    />
  ) : (
    <Table caption={t.admin.audit.title} columns={columnsOf(t, now)} rows={events} />
  );

export interface AdminAuditProps extends AdminPageProps {
  readonly search: AuditSearchValues;
  readonly searchErrors: FieldErrors<keyof AuditSearchValues>;
  /** Every event's code. */
  readonly actions: readonly string[];
  readonly searchAction: string;
  readonly exportAction: string;
  readonly retention: Pick<RetentionProps, "days" | "error" | "action">;
  readonly events: readonly AuditEvent[];
  readonly paging: Paging;
}

export const AdminAuditPage = (props: AdminAuditProps) => {
  const { t, csrf, events, paging, search, searchErrors, actions, searchAction, exportAction, retention } = props;
  const searched = Object.values(search).some((value) => value !== "");
  return (
    <AdminFrame page={props} section="audit" title={t.admin.audit.title} lead={t.admin.audit.lead}>
      <AuditSearch t={t} values={search} errors={searchErrors} actions={actions} action={searchAction} />
      <section class="card card-flush" aria-label={t.admin.audit.title}>
        <AuditTable t={t} events={events} searched={searched} />
      </section>
      <PagingLinks t={t} paging={paging} />
      {Object.keys(searchErrors).length === 0 && <TakeAlong t={t} csrf={csrf} values={search} action={exportAction} />}
      <Retention t={t} csrf={csrf} {...retention} />
    </AdminFrame>
  );
};
