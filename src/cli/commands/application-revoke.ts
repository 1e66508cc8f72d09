/** `alldoor application revoke`: what an application holds for people, taken back. */
import { takeAllGrantsBack } from "../../hub/admin/access/access.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { COMMAND_LINE } from "../with-hub.ts";

export const applicationRevoke = command({
  about: [
    "Its tokens end at once, everybody's, and what they were exchanged for. The application may ask people again: to stop it, switch it off first.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The application, as in alldoor application list." }],
  options: {},
  examples: ["application revoke 3f0c1de27ab34f5e9a10"],
  async run({ operands: [clientId = ""], configuration, output }) {
    const revoked = await withApplications(configuration(), async (hub) =>
      takeAllGrantsBack(hub, COMMAND_LINE, (await requireApplication(hub.db, clientId)).id),
    );
    output.answer({ client_id: clientId, revoked }, `Taken back: ${revoked}.`);
  },
});
