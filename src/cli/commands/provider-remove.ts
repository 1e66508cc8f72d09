/** `alldoor provider remove`: the end of a registration, which is named twice so that no slip of the hand is one. */
import { removeProvider } from "../../hub/admin/providers/providers.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { requireRow } from "../provider-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const providerRemove = command({
  about: ["Every link that people made through it goes with it. To pause a provider, switch it off."],
  settings: "hub",
  operands: [{ name: "SLUG", help: "The registration, as in alldoor provider list." }],
  options: { confirm: { kind: "text", value: "SLUG", required: true, help: "The slug once more." } },
  examples: ["provider remove github --confirm github"],
  async run({ operands: [slug = ""], options, configuration, output }) {
    const { row, links } = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const known = await requireRow(tx, slug);
        if (options.confirm !== slug) throw usage(`--confirm does not name "${slug}". Nothing was removed.`);
        return { row: known, links: await removeProvider(tx, hub, COMMAND_LINE, known.id) };
      }),
    );
    output.answer({ removed: slug, links }, `${row.displayName} is removed, and ${links} links with it.`);
  },
});
