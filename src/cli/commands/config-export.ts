/** `alldoor config export`: organizations, sign-in providers and applications as a document in YAML, without secrets. */
import { stringify } from "yaml";
import { exportedDocument, readPresent } from "../../hub/config/present.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const configExport = command({
  about: [
    "The document goes to standard output; what is as usual is left out of it. It holds no secret: applications and providers keep theirs when it is applied, and where it is applied elsewhere, client_secret: env:NAME or file:PATH says where each is.",
  ],
  settings: "hub",
  options: {},
  examples: ["config export > alldoor.yaml"],
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) throw new Failure("database_unusable", nothingThere(settings));
    const document = await withHub(settings, async (hub) => exportedDocument(await readPresent(hub.db)));
    output.answer(document, stringify(document).trimEnd());
    return undefined;
  },
});
