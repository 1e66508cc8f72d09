/** `alldoor application update`: changes an application by the same reading of its settings as the console's form. */
import { changeClient } from "../../hub/admin/applications/clients.ts";
import { readClientSettings } from "../../hub/clients/settings.ts";
import { holdClient } from "../../hub/clients/store.ts";
import { applicationFlags, applicationOptions, applicationWish, RESETTABLE } from "../application-options.ts";
import { applicationDocument, requireApplication, settingsOf, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { COMMAND_LINE } from "../with-hub.ts";

export const applicationUpdate = command({
  about: [
    "What is not said stays as it is. A list that is said replaces the whole list; --reset puts a setting back to what is usual.",
    "The type of an application does not change. A hub that is running on the same data takes the changes at once.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The client id, as in alldoor application list." }],
  options: {
    name: { kind: "text", value: "NAME", help: "What people read when they sign in and consent." },
    ...applicationOptions,
    reset: {
      kind: "list",
      value: "OPTION",
      choices: RESETTABLE,
      help: "The setting of that option goes back to what is usual; a dangerous switch is closed.",
    },
    enable: { kind: "flag", help: "Switch it on." },
    disable: { kind: "flag", help: "Switch it off: nobody signs in to it, and its tokens end." },
  },
  examples: [
    "application update 3f0c1de27ab34f5e9a10 --redirect-uri https://wiki.example.com/callback",
    "application update 3f0c1de27ab34f5e9a10 --require-dpop --require-pushed-requests",
    "application update 3f0c1de27ab34f5e9a10 --reset dangerously-allow-implicit --json",
  ],
  async run({ operands: [clientId = ""], options, configuration, output }) {
    const { name, reset, enable, disable } = options;
    if (enable && disable) throw usage("--enable and --disable contradict each other.");
    await inFlags(applicationFlags(options), () =>
      withApplications(configuration(), async (hub) => {
        const client = await hub.db.write(async (tx) => {
          const { id } = await requireApplication(tx, clientId);
          // What is not said stays as it is now, whatever somebody else changes at this moment.
          const known = (await holdClient(tx, id)) ?? (await requireApplication(tx, clientId));
          const settings = readClientSettings({
            ...applicationWish(settingsOf(known), options, reset),
            ...(name === undefined ? {} : { name }),
          });
          const enabled = enable || (!disable && known.enabled);
          await changeClient(tx, hub, COMMAND_LINE, known.id, settings, enabled);
          return requireApplication(tx, clientId);
        });
        const text = `The application "${client.name}" is changed.`;
        const secretNote =
          reset.includes("auth") || options.auth === "client_secret_jwt"
            ? " If it now signs with its secret, give it a new one in the console: of the old one there is only a hash."
            : "";
        output.answer(applicationDocument(client), text + secretNote);
      }),
    );
  },
});
