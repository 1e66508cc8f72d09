/** `alldoor application list`. Secrets are not in it: they are kept as hashes. */
import { listClients } from "../../hub/clients/store.ts";
import { applicationDocument } from "../application-view.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const applicationList = command({
  about: [],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const clients = hasStore(settings) ? await withHub(settings, (hub) => listClients(hub.db)) : [];
    const rows = clients.map((client) => [
      client.name,
      client.clientId,
      client.disabledAt === null ? client.type : `${client.type}, disabled`,
      client.grantTypes.join(" "),
      client.redirectUris.join(" "),
    ]);
    const text =
      rows.length === 0
        ? "No application is registered."
        : table(["NAME", "CLIENT ID", "TYPE", "GRANTS", "REDIRECTS TO"], rows);
    output.answer(clients.map(applicationDocument), text);
  },
});
