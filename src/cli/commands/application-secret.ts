/** `alldoor application secret`: a new secret, printed once; the old one stops at once. */
import { replaceClientSecret } from "../../hub/admin/applications/clients.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { COMMAND_LINE } from "../with-hub.ts";

export const applicationSecret = command({
  about: ["Replaces the secret of an application. The application can't sign in until it has the new one."],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The application, as in alldoor application list." }],
  options: {},
  examples: ["application secret 3f0c1de27ab34f5e9a10"],
  async run({ operands: [clientId = ""], configuration, output }) {
    const secret = await withApplications(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const { id } = await requireApplication(tx, clientId);
        return replaceClientSecret(tx, hub, COMMAND_LINE, id);
      }),
    );
    output.answer(
      { client_id: clientId, client_secret: secret },
      `The old secret no longer works. The new one is not shown again:\n\n${secret}`,
    );
  },
});
