/** `alldoor application permissions`: what an application may do with the API; without options it only shows. */
import { changePermissions, permissionsOf } from "../../hub/permissions/client-permissions.ts";
import { CLIENT_PERMISSIONS } from "../../hub/permissions/scopes.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { COMMAND_LINE } from "../with-hub.ts";

export const applicationPermissions = command({
  about: [
    "By tokens of its own (client credentials), in its organization. What is taken back is refused from the next call on.",
    "Only an application that can keep a secret may have permissions.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The client id, as in alldoor application list." }],
  options: {
    allow: {
      kind: "list",
      value: "SCOPE",
      choices: CLIENT_PERMISSIONS,
      help: "What it may do, all of it: management is reading by Casdoor's calls.",
    },
    nothing: { kind: "flag", help: "It may do nothing." },
  },
  examples: [
    "application permissions 3f0c1de27ab34f5e9a10 --allow alldoor:users:read --allow alldoor:audit:read",
    "application permissions 3f0c1de27ab34f5e9a10 --nothing",
  ],
  async run({ operands: [clientId = ""], options: { allow, nothing }, configuration, output }) {
    if (nothing && allow.length > 0) throw usage("--allow and --nothing contradict each other.");
    await inFlags({ permissions: "--allow" }, () =>
      withApplications(configuration(), async (hub) => {
        const permissions = await hub.db.write(async (tx) => {
          const client = await requireApplication(tx, clientId);
          if (!nothing && allow.length === 0) return permissionsOf(tx, client.id);
          return changePermissions(tx, hub, COMMAND_LINE, client, allow);
        });
        output.answer({ client_id: clientId, permissions }, permissions.join("\n") || "It may do nothing.");
      }),
    );
  },
});
