/** The audit log: `GET /admin/audit`, newest first, a page at a time beside the row that `before` or `after` names. */
import type { Answer } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { AdminAuditPage, type AuditEvent } from "../../pages/hub/admin/audit.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { type AuditRow, listEvents } from "../audit/list.ts";
import type { PageContext } from "../web/route.ts";
import { adminPage, SECTIONS } from "./frame.ts";

/** A row as the page shows it. */
export const eventOf = (row: AuditRow): AuditEvent => ({
  at: row.at,
  event: row.action,
  outcome: row.refused ? "failure" : "success",
  actor: row.actor,
  target: row.subject,
  detail: factsOf(row.detail),
  ip: row.address,
  requestId: row.requestId,
});

const factsOf = (detail: AuditRow["detail"]): string | null =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join(" · ") || null;

const rowId = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

export async function showAudit(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { rows, newer, older } = await listEvents(hub.db, {
    before: rowId(query.get("before")),
    after: rowId(query.get("after")),
  });
  const page = (
    <AdminAuditPage
      {...adminPage(context)}
      events={rows.map(eventOf)}
      paging={{
        previousHref: newer === null ? null : withQuery(SECTIONS.audit, { after: String(newer) }),
        nextHref: older === null ? null : withQuery(SECTIONS.audit, { before: String(older) }),
      }}
    />
  );
  return context.html(renderPage(page));
}
