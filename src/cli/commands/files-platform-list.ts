/** `alldoor files platform list`: the sign-in platforms of the file server, with what is registered at each. */
import { listPlatforms } from "../../files/platforms/store.ts";
import { command } from "../command.ts";
import { platformDocument, platformFacts, shownPlatform } from "../files-platform-view.ts";
import { withFiles } from "../with-files.ts";

export const filesPlatformList = command({
  about: ["Of secrets it says only whether there is one."],
  settings: "files",
  options: {},
  examples: ["files platform list --json"],
  async run({ configuration, output }) {
    const all = await withFiles(configuration(), async (files) => {
      const platforms = await listPlatforms(files.db);
      return Promise.all(platforms.map((platform) => shownPlatform(files, platform)));
    });
    output.answer(all.map(platformDocument), all.map(platformFacts).join("\n"));
  },
});
