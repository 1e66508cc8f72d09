/** `alldoor doctor`: looks at everything and changes nothing. Exit code 1 where something would stop the hub or let strangers in. */
import type { Configuration } from "../../lib/configuration.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { examine } from "../doctor/examine.ts";
import { type Finding, failed, ok } from "../doctor/finding.ts";
import { node } from "../doctor/machine.ts";
import { count, reportText } from "../doctor/report.ts";

/** A configuration that can't be read is a finding too, and the only one besides the machine's. */
async function diagnose(read: () => Configuration): Promise<readonly Finding[]> {
  let configuration: Configuration;
  try {
    configuration = read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [node(), failed("configuration", error.message, "See alldoor help hub, or docs/configuration.md.")];
  }
  return [ok("configuration", "Every setting can be read."), ...(await examine(configuration))];
}

export const doctor = command({
  about: [
    "Give it the settings that the hub is started with. It makes nothing, repairs nothing, and calls nobody but the hub's own port and its database.",
    "With --json it prints a list of {check, status, message, fix}; the status is ok, warning or failed. Exit code 1 where one failed.",
  ],
  settings: "hub",
  options: {},
  examples: ["doctor --data /var/lib/alldoor --issuer https://id.example.com"],
  async run({ configuration, output }) {
    const findings = await diagnose(configuration);
    output.answer(findings, reportText(findings));
    return count(findings, "failed") > 0 ? 1 : 0;
  },
});
