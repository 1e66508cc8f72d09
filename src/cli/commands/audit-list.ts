/** `alldoor audit list`: the latest events, narrowed by a search. */
import { AUDIT_ACTIONS } from "../../hub/audit/audit.ts";
import { listEvents } from "../../hub/audit/list.ts";
import { AUDIT_FLAGS, auditFilter, auditOptions } from "../audit-search.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { nearMiss } from "../near-miss.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

const USUAL = 50;
const MOST = 1000;

const detailText = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(", ");

/** Nothing was found; whether the code that was asked for is one. */
function noneFits(action: string | undefined): string {
  if (action === undefined || AUDIT_ACTIONS.some((known) => known === action)) return "No event fits.";
  const meant = nearMiss(action, AUDIT_ACTIONS);
  return `No event fits, and none has the code "${action}".${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

export const auditList = command({
  about: ["Newest first. To take along more than a thousand, see alldoor audit export."],
  settings: "hub",
  options: {
    ...auditOptions,
    limit: { kind: "text", value: "COUNT", help: `How many at most, up to ${MOST}. Default: ${USUAL}.` },
  },
  examples: ["audit list --action user.sign-in-failed --from 2026-11-20", "audit list --by theo --json"],
  async run({ options, configuration, output }) {
    const size = options.limit === undefined ? USUAL : Number(options.limit);
    if (!Number.isInteger(size) || size < 1 || size > MOST) throw usage(`--limit must be from 1 to ${MOST}.`);
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const rows = hasStore(settings)
      ? await inFlags(AUDIT_FLAGS, () =>
          withHub(settings, async ({ db }) => {
            const filter = await auditFilter(db, options);
            return (await listEvents(db, { size, filter })).rows;
          }),
        )
      : [];
    const lines = rows.map((row) => [
      new Date(row.at * 1000).toISOString(),
      row.action,
      row.actor ?? "the server",
      row.subject ?? "",
      row.address ?? "",
      detailText(row.detail),
    ]);
    const document = rows.map(({ refused: _refused, requestId, id, ...row }) => ({
      id: String(id),
      ...row,
      request_id: requestId,
    }));
    output.answer(
      document,
      rows.length === 0 ? noneFits(options.action) : table(["TIME", "EVENT", "BY", "ON", "FROM", "DETAIL"], lines),
    );
  },
});
