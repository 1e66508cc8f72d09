/**
 * The log as a file, newest first: CSV for people, JSON Lines for programs. Read a thousand rows at a time below the newest row of
 * the moment when it was asked for, so that it is never in memory as a whole and what is added meanwhile is not in it.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { csvLine } from "../../lib/csv.ts";
import type { Hub } from "../hub.ts";
import { type Actor, recordEvent } from "./audit.ts";
import { type AuditFilter, matching } from "./filter.ts";

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const isExportFormat = (text: string): text is ExportFormat =>
  (EXPORT_FORMATS as readonly string[]).includes(text);

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

type Row = Selectable<Schema["audit"]>;

const ROWS = 1000;

/** The columns, under the names that the API has for them. */
export const eventOf = (row: Row) => ({
  id: String(row.id),
  at: row.at,
  action: row.action,
  actor_id: row.actor_id,
  subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? "" },
  application_id: row.client_id,
  address: row.address,
  request_id: row.request_id,
  detail: JSON.parse(row.detail) as Record<string, string | number | boolean | null>,
});

const HEAD = csvLine([
  "id",
  "time",
  "action",
  "actor_id",
  "subject_kind",
  "subject_id",
  "application_id",
  "address",
  "request_id",
  "detail",
]);

const csvOf = (row: Row): string =>
  csvLine([
    String(row.id),
    new Date(row.at * 1000).toISOString(),
    row.action,
    row.actor_id,
    row.subject_kind,
    row.subject_id,
    row.client_id,
    row.address,
    row.request_id,
    row.detail,
  ]);

/** @param below Rows with smaller ids: the id of the export's own row in the log. */
export async function* exportedLines(
  reader: Reader,
  format: ExportFormat,
  filter: AuditFilter,
  below: number,
): AsyncGenerator<string> {
  if (format === "csv") yield HEAD;
  let edge = below;
  for (;;) {
    const rows = await matching(reader.query.selectFrom("audit").selectAll(), filter)
      .where("id", "<", edge)
      .orderBy("id", "desc")
      .limit(ROWS)
      .execute();
    if (rows.length > 0)
      yield rows.map((row) => (format === "csv" ? csvOf(row) : `${JSON.stringify(eventOf(row))}\n`)).join("");
    const last = rows.at(-1);
    if (rows.length < ROWS || !last) return;
    edge = last.id;
  }
}

/** Notes that somebody takes the log along, and by which search. @returns the id below which the exported rows are */
export async function noteExport(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  format: ExportFormat,
  search: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const below = hub.ids();
  const said = Object.entries(search).filter(([, text]) => text !== undefined && text.trim() !== "");
  await recordEvent(tx, hub, {
    action: "audit.exported",
    actorId: actor.userId,
    occasion: actor.occasion,
    detail: { format, ...Object.fromEntries(said.map(([name, text]) => [name, String(text).slice(0, 200)])) },
  });
  return below;
}
