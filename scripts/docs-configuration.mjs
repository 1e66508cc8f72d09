/** Writes `docs/configuration.md` from the settings and commands of the built program. `npm run docs` builds first. */
import { writeFileSync } from "node:fs";
import { commands } from "../dist/cli/commands.js";
import { configurationReference } from "../dist/cli/reference.js";

const page = `${await configurationReference(commands)}\n`;
writeFileSync(new URL("../docs/configuration.md", import.meta.url), page);
