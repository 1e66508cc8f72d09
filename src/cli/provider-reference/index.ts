/**
 * The reference of providers as Markdown, which `npm run docs` writes: `docs/providers.md`, measured by the allauth page,
 * and a page for each entry in `docs/providers/`. A test compares them with what is written.
 */

import { allauthPage, type Heading } from "../../providers/catalogue/allauth-page.ts";
import type { Provider } from "../../providers/provider.ts";
import { cell, entryPage, knownInWords, protocolNames, tableOf } from "./entry-page.ts";

/** Options of the page that every provider has here. */
const GENERAL = /^(?:SCOPE|VERIFIED_EMAIL|AUTH_PARAMS\b.*|APP\.(?:client_id|secret))$/;

/** Options of the page that are something else than a setting here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "apple APP.certificate_key": "the client secret",
  "telegram TOKEN": "the client secret",
  "trello APP.key": "the client id",
  "openid SERVERS": "a registration for each",
  "patreon VERSION": "the variant v1",
  "weixin AUTHORIZE_URL": "the variant official",
};

/** Whether an entry has an option; the page writes some within others (`SERVERS[].stateless`, `APP.key`). */
function markOf(id: string, option: string, known: ReadonlySet<string>): string {
  const elsewhere = ELSEWHERE[`${id} ${option}`];
  if (elsewhere !== undefined) return `\`${option}\` ✓ (${elsewhere})`;
  const has = GENERAL.test(option) || known.has(option) || known.has(option.split(".").at(-1) ?? option);
  return `\`${option}\` ${has ? "✓" : "–"}`;
}

/** What the page calls the options that an entry and its variants have. */
function pageOptions(provider: Provider): ReadonlySet<string> {
  const entries = [provider, ...Object.values(provider.variants ?? {})];
  const names = entries.flatMap(({ settings = {} }) => Object.values(settings).map(({ allauth }) => allauth));
  return new Set(names.filter((name) => name !== undefined));
}

const link = ({ id, name }: Provider): string => `[${cell(name)}](providers/${id}.md)`;

function headingRow([heading, id, ...options]: Heading, byId: ReadonlyMap<string, Provider>): readonly string[] {
  const provider = byId.get(id.toLowerCase());
  if (provider === undefined) return [heading, "", "", options.map((name) => `\`${name}\` –`).join("<br>")];
  const known = pageOptions(provider);
  const marks = options.map((option) => markOf(id, option, known));
  return [
    `[${heading}](providers/${provider.id}.md)`,
    protocolNames[provider.protocol],
    provider.status ?? "live",
    marks.join("<br>"),
  ];
}

function overview(providers: readonly Provider[]): string {
  const byId = new Map(providers.map((provider) => [provider.id.toLowerCase(), provider]));
  const onPage = new Set(allauthPage.map(([, id]) => id.toLowerCase()));
  const further = providers
    .filter(({ id }) => !onPage.has(id.toLowerCase()))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  return `# Providers

This page is written by \`npm run docs\` from the entries in the code; a test compares the two. ${providers.length} providers, each with
a page of its own that says how to register, the callback address, the settings, and what is returned.

## What every provider has

- **Scopes** (the allauth page's \`SCOPE\`): replaces the entry's.
- **Authorization parameters** (\`AUTH_PARAMS\`): further ones. The protocol's own (\`client_id\`, \`redirect_uri\`, \`state\` …) are refused.
- **Verified e-mail** (\`VERIFIED_EMAIL\`): whoever sets it vouches for every address that the provider reports.
- **Several registrations** of one provider, each with a name of its own.
- **Callback address**: your hub's address and then \`/accounts/<id>/login/callback/\`, unless the provider's page names another path.

The list says how well each is known: how many independent catalogues agree on it, and when they were compared.

## The providers of the allauth page

In its order, with the options it names for each: ✓ is here, – is not.

${tableOf(
  ["Provider", "Protocol", "Status", "Options"],
  allauthPage.map((heading) => headingRow(heading, byId)),
)}

## Further providers

${tableOf(
  ["Provider", "Protocol", "Status", "Known"],
  further.map((provider) => [
    link(provider),
    protocolNames[provider.protocol],
    provider.status ?? "live",
    knownInWords(provider),
  ]),
)}`;
}

/** Every file of the reference by its path below `docs/`, with a line break at its end. */
export function providerReference(providers: readonly Provider[]): ReadonlyMap<string, string> {
  return new Map([
    ["providers.md", `${overview(providers)}\n`],
    ...providers.map((provider) => [`providers/${provider.id}.md`, `${entryPage(provider)}\n`] as const),
  ]);
}
