/** Writes `docs/conformance.md` from the list of modules and the tests that hold them. `npm run docs` runs it. */
import { writeFileSync } from "node:fs";
import { conformancePage } from "../test/conformance/held.ts";

writeFileSync(new URL("../docs/conformance.md", import.meta.url), conformancePage());
