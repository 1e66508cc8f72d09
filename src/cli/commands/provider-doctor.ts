/** `alldoor provider doctor`: one registration's first steps, tried with nobody signing in. Exit code 1 where one failed. */
import { listProviders, providerApp } from "../../hub/providers/store.ts";
import { command } from "../command.ts";
import { count, reportText } from "../doctor/report.ts";
import { Failure } from "../failure.ts";
import { nearMiss } from "../near-miss.ts";
import { examineProvider } from "../provider-doctor/examine.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const providerDoctor = command({
  about: [
    "It calls the provider as a sign-in does: discovery, the start address, and the token endpoint with a made-up code. Nobody is signed in, and nothing is changed here or there.",
    "With --sandbox it calls the sandbox. With --json it prints a list of {check, status, message, fix}. Exit code 1 where a check failed.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "The name that the registration has in its address, as in alldoor provider list." }],
  options: {},
  examples: [
    "provider doctor github",
    "provider doctor keycloak --data /var/lib/alldoor --issuer https://id.example.com",
  ],
  async run({ operands: [name = ""], configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) throw new Failure("provider_missing", nothingThere(settings));
    const findings = await withHub(settings, async (hub) => {
      const rows = await listProviders(hub.db);
      const row = rows.find(({ slug }) => slug === name);
      if (row === undefined) {
        const slugs = rows.map(({ slug }) => slug);
        const meant = nearMiss(name, slugs);
        const hint = meant === undefined ? "See alldoor provider list." : `Did you mean ${meant}?`;
        throw new Failure("provider_missing", `No provider is set up as "${name}". ${hint}`);
      }
      const { fetch, sandbox } = hub.upstream;
      const now = Math.floor(Date.now() / 1000);
      return examineProvider({ row, app: providerApp(hub, row), fetch, isSandbox: sandbox !== undefined, now });
    });
    output.answer(findings, reportText(findings));
    return count(findings, "failed") > 0 ? 1 : 0;
  },
});
