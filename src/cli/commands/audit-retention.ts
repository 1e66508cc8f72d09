/** `alldoor audit retention`: how long the audit log is kept; without DAYS it only shows. */
import { LEAST_RETENTION, MOST_RETENTION, readRetention, setRetention } from "../../hub/audit/retention.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const auditRetention = command({
  about: ["What is older goes within the hour, while a hub runs; how much went is written into the log."],
  settings: "hub",
  options: {
    days: { kind: "text", value: "DAYS", help: `At least ${LEAST_RETENTION}; ever keeps it for ever. At first: ever.` },
  },
  examples: ["audit retention", "audit retention --days 400"],
  async run({ options: { days }, configuration, output }) {
    const wish = days === "ever" ? null : /^\d{1,9}$/.test(days ?? "") ? Number(days) : Number.NaN;
    const isWrong = wish !== null && !(wish >= LEAST_RETENTION && wish <= MOST_RETENTION);
    if (days !== undefined && isWrong)
      throw usage(`--days is a number of days from ${LEAST_RETENTION} to ${MOST_RETENTION}, or ever.`);
    await withHub(configuration(), async (hub) => {
      if (days !== undefined) await hub.db.write((tx) => setRetention(tx, hub, COMMAND_LINE, wish));
      const kept = await readRetention(hub.db);
      output.answer(
        { retention_days: kept },
        kept === null ? "The audit log is kept for ever." : `The audit log is kept for ${kept} days.`,
      );
    });
  },
});
