/**
 * The audit log: `GET /admin/audit`, newest first, a page at a time beside the row that `before` or `after` names, narrowed by a
 * search; `POST /admin/audit/export` gives what a search finds as a file, `POST /admin/audit/retention` says how long rows are kept.
 */
import { Readable } from "node:stream";
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFaults, isFieldRefusal, Refusal } from "../../../lib/errors.ts";
import { pageHeaders } from "../../../lib/page-headers.ts";
import { AdminAuditPage, type AuditEvent } from "../../../pages/hub/admin/server/audit.tsx";
import type { AuditSearchValues } from "../../../pages/hub/admin/server/audit-search.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { AUDIT_ACTIONS } from "../../audit/audit.ts";
import { EXPORT_TYPES, exportedLines, isExportFormat, noteExport } from "../../audit/export.ts";
import type { AuditFilter } from "../../audit/filter.ts";
import { type AuditPage, type AuditRow, listEvents } from "../../audit/list.ts";
import { readRetention, setRetention } from "../../audit/retention.ts";
import { readAuditWish } from "../../audit/wish.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS } from "../frame.ts";
import { pagesInTime } from "../paging.ts";

export const EXPORT = `${SECTIONS.audit}/export`;
export const RETENTION = `${SECTIONS.audit}/retention`;

/** A row as the page shows it. */
export const eventOf = (row: AuditRow): AuditEvent => ({
  at: row.at,
  event: row.action,
  outcome: row.refused ? "failure" : "success",
  actor: row.actor,
  target: row.subject,
  detail: factsOf(row),
  ip: row.address,
  requestId: row.requestId,
  requestHref: row.requestId === null ? null : `${SECTIONS.flows}/${encodeURIComponent(row.requestId)}`,
});

/** Without what stands beside it already: the name of the thing. */
const factsOf = ({ detail, subject }: AuditRow): string | null =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "" && value !== subject)
    .map(([name, value]) => `${name}: ${value}`)
    .join(" · ") || null;

const rowId = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

/** What was typed; @param get Of an address or a form. */
function typedSearch(get: (name: string) => string | undefined): AuditSearchValues {
  const text = (name: string): string => (get(name) ?? "").replaceAll("\u0000", "").trim();
  return {
    action: text("action"),
    by: text("by"),
    on: text("on"),
    application: text("application"),
    address: text("address"),
    request: text("request"),
    from: text("from"),
    to: text("to"),
  };
}

const NOTHING: AuditPage = { rows: [], newer: null, older: null };

interface Drawn {
  readonly search: AuditSearchValues;
  /** What was typed for how long rows are kept, and what is wrong with it. */
  readonly days?: string;
  readonly faults?: FieldFaults;
}

async function draw(context: PageContext, { search, days, faults = {} }: Drawn): Promise<Answer> {
  const { hub, query } = context;
  let searchFaults: FieldFaults = {};
  let filter: AuditFilter | null = null;
  try {
    filter = await readAuditWish(hub.db, search);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
    searchFaults = error.fields;
  }
  const cursor = { before: rowId(query.get("before")), after: rowId(query.get("after")) };
  // A search that can't be read finds nothing: to show everything instead would look like an answer.
  const { rows, newer, older } = filter === null ? NOTHING : await listEvents(hub.db, { ...cursor, filter });
  const retention = await readRetention(hub.db);
  const said = Object.fromEntries(Object.entries(search).filter(([, text]) => text !== ""));
  const isWrong = Object.keys(searchFaults).length + Object.keys(faults).length > 0;
  const page = (
    <AdminAuditPage
      {...adminPage(context, { notices: ["saved"], error: isWrong ? "invalid" : undefined })}
      events={rows.map(eventOf)}
      search={search}
      searchErrors={searchFaults}
      actions={AUDIT_ACTIONS}
      searchAction={SECTIONS.audit}
      exportAction={EXPORT}
      retention={{
        days: days ?? (retention === null ? "" : String(retention)),
        error: faults["retention_days"],
        action: RETENTION,
      }}
      paging={pagesInTime(SECTIONS.audit, { previous: newer, next: older }, said)}
    />
  );
  return context.html(renderPage(page), { status: isWrong ? 422 : 200 });
}

export const showAudit = (context: PageContext): Promise<Answer> =>
  draw(context, { search: typedSearch((name) => context.query.get(name)) });

/** @throws Refusal `bad_request` for a format that there is not */
export async function exportAudit(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const format = form.get("format");
  if (!isExportFormat(format)) throw new Refusal("bad_request", "There is no such format.");
  const search = typedSearch((name) => form.get(name));
  const filter = await readAuditWish(hub.db, search);
  const below = await hub.db.write((tx) => noteExport(tx, hub, actorOf(context), format, { ...search }));
  return {
    status: 200,
    headers: {
      ...pageHeaders(false),
      "content-type": EXPORT_TYPES[format],
      "content-disposition": `attachment; filename="audit.${format}"`,
    },
    body: Readable.from(exportedLines(hub.db, format, filter, below)),
  };
}

export async function saveRetention(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = form.get("retention_days").trim();
  const days = typed === "" ? null : /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  try {
    await hub.db.write((tx) => setRetention(tx, hub, actorOf(context), days));
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
    return draw(context, { search: typedSearch(() => ""), days: typed, faults: error.fields });
  }
  return context.redirect(`${SECTIONS.audit}?notice=saved#kept`);
}
