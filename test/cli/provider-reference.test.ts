/** docs/providers.md and docs/providers/ are written from the entries, and this is what keeps them so. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { providerReference } from "../../src/cli/provider-reference/index.ts";
import { allauthPage } from "../../src/providers/catalogue/allauth-page.ts";
import { catalogue, oauth2 } from "../../src/providers/index.ts";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const written = (path: string): string => readFileSync(`${docs}/${path}`, "utf8");

test("the pages are what npm run docs writes", () => {
  const pages = providerReference(catalogue);
  const stale = [...pages].filter(([path, text]) => written(path) !== text).map(([path]) => path);
  expect(stale).toEqual([]);
});

test("no page is left of an entry that is gone", () => {
  const pages = providerReference(catalogue);
  expect(readdirSync(`${docs}/providers`).filter((name) => !pages.has(`providers/${name}`))).toEqual([]);
});

test("the allauth page has 91 headings, and each leads to an entry of its own", () => {
  expect(allauthPage).toHaveLength(91);
  expect(new Set(allauthPage.map(([, id]) => id)).size).toBe(91);
  const known = new Set(catalogue.map(({ id }) => id.toLowerCase()));
  expect(allauthPage.filter(([, id]) => !known.has(id.toLowerCase()))).toEqual([]);
});

test("a page says how to register, where people come back, what is set and what is returned", () => {
  const example = oauth2({
    id: "example",
    name: "Example | <b>",
    register: "https://example.test/apps",
    status: "closed",
    note: "Gone since 2020.",
    known: { sources: 1, date: "2026-11-20" },
    callbackPath: "/own/callback/",
    settings: {
      host: { label: "Host", type: "choice", choices: ["a.test", "b.test"], default: "a.test", allauth: "HOST" },
    },
    authorize: "https://{host}/authorize",
    token: "https://{host}/token",
    userinfo: "https://{host}/me",
    scope: ["me"],
    pkce: true,
    tokenAuth: "basic",
    emailTrust: "never",
    claims: { sub: ["id", "uuid"], name: () => "x" },
  });
  const page = providerReference([example]).get("providers/example.md") ?? "";
  for (const part of [
    "# Example \\| &lt;b>",
    "<https://example.test/apps>",
    "/accounts/own/callback/",
    "1 independent source (2026-11-20)",
    "Gone since 2020.",
    "| `host` | `HOST` | Host. One of `a.test`, `b.test`. Default: `a.test`. |",
    "PKCE: yes. Client secret: by HTTP Basic.",
    "| `sub` | `id`, else `uuid` |",
    "| `name` | worked out from the answers |",
    "closed; works in the sandbox",
  ]) {
    expect(page).toContain(part);
  }
});
