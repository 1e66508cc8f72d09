/** `alldoor provider list`: the catalogue, and which of it is set up. Needs no database and makes none. */
import { catalogue } from "../../providers/catalogue/whole.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { type Configured, configuredProviders, entryDocument } from "../provider-view.ts";

const said = (configured: readonly Configured[], id: string): string =>
  configured
    .filter(({ row }) => row.entry.id === id)
    .map(({ row }) => (row.disabledAt === null ? row.slug : `${row.slug} (disabled)`))
    .join(", ");

export const providerList = command({
  about: [],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const configured = await configuredProviders(configuration());
    const rows = catalogue.map(({ id, name, protocol, status = "live" }) => [
      id,
      name,
      protocol,
      status,
      said(configured, id),
    ]);
    output.answer(
      catalogue.map((entry) => entryDocument(entry, configured)),
      table(["ID", "NAME", "PROTOCOL", "STATUS", "SET UP AS"], rows),
    );
  },
});
