/** `alldoor application remove`: the end of an application, which is named twice so that no slip of the hand is one. */
import { removeClient } from "../../hub/admin/applications/clients.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { COMMAND_LINE } from "../with-hub.ts";

export const applicationRemove = command({
  about: [
    "Everything that people allowed it, and every token that it was given, goes with it. To pause an application, switch it off.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The application, as in alldoor application list." }],
  options: {
    confirm: { kind: "text", value: "CLIENT_ID", required: true, help: "The client id once more." },
  },
  examples: ["application remove 3f0c1de27ab34f5e9a10 --confirm 3f0c1de27ab34f5e9a10"],
  async run({ operands: [clientId = ""], options, configuration, output }) {
    const name = await withApplications(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const client = await requireApplication(tx, clientId);
        if (options.confirm !== clientId) throw usage(`--confirm does not name "${clientId}". Nothing was removed.`);
        await removeClient(tx, hub, COMMAND_LINE, client.id);
        return client.name;
      }),
    );
    output.answer({ removed: clientId }, `The application "${name}" is removed.`);
  },
});
