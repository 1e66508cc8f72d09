/** The reference of the API as Markdown: `docs/api.md`. Everything in it stands in the table of routes. */
import { API_SCOPES } from "../permissions/scopes.ts";
import { templateOf } from "./openapi.ts";
import type { ApiRoute } from "./route.ts";

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => "---")), ...rows.map(row)].join("\n");

const REACH = {
  self: "everybody",
  organization: "administrators; applications in their organization",
  server: "administrators; applications of the first organization",
} as const;

const INTRODUCTION = `# The API

What the console does, for programs: JSON under \`/api/v1\`. This page is written from the code; \`/api/v1/openapi.json\` has every
field, as OpenAPI 3.1.

## Who calls

- **A person**, by a personal access token (\`Authorization: Bearer adp_…\`), made under *Access tokens* on the account page with the
  scopes and the life that it needs. Whatever its owner may not do, it can't do either.
- **An application**, by an access token of its own (\`grant_type=client_credentials\`) for scopes that an administrator gave it, with
  \`PUT /api/v1/applications/{id}/permissions\`. It sees its own organization alone. Given \`management\`, it may also make
  Casdoor's reads (\`/api/get-users\` and others) with its client id and secret.

## How it speaks

- Names are snake_case, ids are text, times are Unix seconds. A field or parameter that is not known is refused by its name.
- **Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`, and \`errors\` where a field is at fault.
- **Lists** are given page by page: \`limit\` (1 to 200, usually 50), and \`after\` with the \`next\` of the page before. What is added
  or removed meanwhile shifts nothing.
- **ETag**: what is read has one. A change with \`If-Match\` happens only if nothing has changed since (otherwise 412).
- **Idempotency-Key**: a POST that is sent again with the same key within a day is answered as the first time, and not done again.`;

export function apiReference(routes: readonly ApiRoute[]): string {
  const calls = routes.map(({ method, path, summary, scope, reach }) => [
    `\`${method} ${templateOf(path)}\``,
    summary,
    `\`${scope}\``,
    REACH[reach],
  ]);
  const scopes = Object.entries(API_SCOPES).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return [
    INTRODUCTION,
    "## Calls",
    table(["call", "what it does", "scope", "who"], calls),
    "## Scopes",
    table(["scope", "what it allows"], scopes),
    "",
  ]
    .join("\n\n")
    .trimEnd();
}
