/** Writes `docs/api.md` from the table of the built JSON API. `npm run docs` builds first. */
import { writeFileSync } from "node:fs";
import { apiReference } from "../dist/hub/api/reference.js";
import { apiTable } from "../dist/hub/api/routes.js";

writeFileSync(new URL("../docs/api.md", import.meta.url), `${apiReference(apiTable)}\n`);
