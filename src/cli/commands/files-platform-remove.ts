/** `alldoor files platform remove`: takes a sign-in platform away, with the links that people have to it. */
import { HUB_PLATFORM } from "../../files/platforms/addresses.ts";
import { deletePlatform, findPlatform } from "../../files/platforms/store.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { withFiles } from "../with-files.ts";

export const filesPlatformRemove = command({
  about: ["Accounts stay. Whoever could only come in through it needs a password, or a link to another platform."],
  settings: "files",
  operands: [{ name: "ID", help: "The platform's id, as in alldoor files platform list." }],
  options: {},
  examples: ["files platform remove github"],
  async run({ operands: [id = ""], configuration, output }) {
    if (id === HUB_PLATFORM) throw new Failure("usage", "The hub is set up at each start, and can't be removed.");
    const links = await withFiles(configuration(), (files) =>
      files.db.write(async (tx) => ((await findPlatform(tx, id)) ? deletePlatform(tx, id) : undefined)),
    );
    if (links === undefined) throw new Failure("provider_missing", `There is no platform "${id}".`);
    output.answer({ id, links }, `${id} is removed, and ${links} ${links === 1 ? "link" : "links"} with it.\n`);
  },
});
