/** `alldoor application dangers`: the dangerous switches that are on, and when each was last of use. */
import { type DangerousClient, listDangerousClients } from "../../hub/clients/dangerous-clients.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const applicationDangers = command({
  about: ["What was not of use for long can be closed: alldoor application update."],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const all: DangerousClient[] = [];
    if (hasStore(settings))
      await withHub(settings, async ({ db }) => {
        for (let after: string | undefined; ; ) {
          const { clients, next } = await listDangerousClients(db, { after });
          all.push(...clients);
          if (next === null) return;
          after = next;
        }
      });
    const entries = all.flatMap(({ client, dangers }) =>
      dangers.map(({ name, use }) => ({
        client_id: client.clientId,
        name: client.name,
        danger: name,
        last_used_at: use?.lastUsedAt ?? null,
        uses: use?.uses ?? 0,
      })),
    );
    const lines = entries.map(({ name, danger, last_used_at, uses }) => [
      name,
      danger,
      last_used_at === null ? "never" : new Date(last_used_at * 1000).toISOString(),
      String(uses),
    ]);
    const text =
      lines.length === 0 ? "No dangerous switch is on." : table(["APPLICATION", "SWITCH", "LAST USED", "USES"], lines);
    output.answer(entries, text);
  },
});
