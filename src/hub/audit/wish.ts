/** What somebody who searches the log types, in the console, the API's address or a command: read into a filter, or told what is wrong. */
import type { Reader } from "../../db/database.ts";
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import { type AuditFilter, clientsOf, idsOf } from "./filter.ts";

const AUDIT_SEARCHES = ["action", "by", "on", "application", "address", "request", "from", "to"] as const;
export type AuditSearch = (typeof AUDIT_SEARCHES)[number];

/** Empty or left out where it does not matter. */
export type AuditWish = Readonly<Partial<Record<AuditSearch, string>>>;

const LONGEST = 200;
const DAY = 86_400;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;
const LATEST = 4_102_444_800;

/**
 * A date, a date with a time (both UTC) or Unix seconds. @param isEnd A date alone then stands for the end of its day.
 * @returns Unix seconds; `null` for what can't be read
 */
function readMoment(text: string, isEnd: boolean): number | null {
  if (/^\d{1,10}$/.test(text)) return Number(text) <= LATEST ? Number(text) : null;
  const [moment, more] = DATE.test(text) ? [`${text}T00:00:00`, isEnd ? DAY : 0] : [text, 0];
  if (!MOMENT.test(moment)) return null;
  const milliseconds = Date.parse(`${moment}Z`);
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(moment)) return null;
  return milliseconds / 1000 + more;
}

/** @throws Refusal `field_invalid` by the names of `AUDIT_SEARCHES` */
export async function readAuditWish(reader: Reader, wish: AuditWish): Promise<AuditFilter> {
  const fields: Partial<Record<AuditSearch, FieldFault>> = {};
  const said = (name: AuditSearch): string | undefined => {
    const text = wish[name]?.replaceAll("\u0000", "").trim();
    if (text === undefined || text === "") return undefined;
    if (text.length > LONGEST) fields[name] = "too_long";
    return text;
  };
  const moment = (name: "from" | "to"): number | undefined => {
    const text = said(name);
    const at = text === undefined ? undefined : readMoment(text, name === "to");
    if (at === null) fields[name] = "invalid";
    return at ?? undefined;
  };
  const typed = { by: said("by"), on: said("on"), application: said("application") };
  const plain = { action: said("action"), address: said("address"), requestId: said("request") };
  const [from, to] = [moment("from"), moment("to")];
  if (from !== undefined && to !== undefined && from >= to) fields.to = "out_of_range";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields as Record<string, FieldFault>);
  return {
    ...plain,
    from,
    to,
    actors: typed.by === undefined ? undefined : await idsOf(reader, typed.by),
    subjects: typed.on === undefined ? undefined : await idsOf(reader, typed.on),
    clients: typed.application === undefined ? undefined : await clientsOf(reader, typed.application),
  };
}
