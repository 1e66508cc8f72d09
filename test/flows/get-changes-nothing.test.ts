/**
 * RFC 9110, 9.2.1: what a link can do. Every page is opened by GET, as an administrator in a fresh sign-in, and nothing that
 * is stored has changed; the way to a provider alone notes that somebody went there.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Schema } from "../../src/db/schema.ts";
import { createHubApp } from "../../src/hub/app.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { raw } from "./raw-http.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  const known: Record<string, string> = {};
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const person = await hub.makeUser({ isAdmin: true });
    const { client } = await hub.makeClient();
    const wish = { displayName: "GitHub", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
    const provider = await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish));
    Object.assign(known, {
      users: person.id,
      applications: client.id,
      providers: provider.id,
      slug: provider.slug,
      entry: github.id,
    });
    browser = await signedInBrowser(hub, person);
  });
  afterAll(() => hub.close());

  /** Every row of every table but those that are written beside the requests: the flow inspector's, and the counts of each hour. */
  async function contents(): Promise<Map<string, string>> {
    const all = await hub.hub.db.query.introspection.getTables();
    const tables = all.filter(({ name }) => !name.startsWith("inspected_") && name !== "hourly_counts");
    const rows = await Promise.all(
      tables.map(({ name }) =>
        hub.hub.db.query
          .selectFrom(name as keyof Schema)
          .selectAll()
          .execute(),
      ),
    );
    return new Map(
      tables.map(({ name }, at) => [name, JSON.stringify((rows[at] ?? []).map((row) => JSON.stringify(row)).sort())]),
    );
  }

  /** The path with what there is in the place of each `:name`. */
  const pathOf = (path: string): string =>
    path.replace(
      /([a-z-]*)\/:(\w+)/g,
      (_whole, before: string, name: string) => `${before}/${known[name] ?? known[before] ?? "unknown"}`,
    );

  test.each(["GET", "HEAD"])("by %s no page changes anything", async (method) => {
    const pages = createHubApp(hub.hub).routes.filter((route) => route.kind === "page" && route.method === "GET");
    expect(pages.length).toBeGreaterThan(15);
    let shown = 0;
    for (const { path } of pages) {
      const before = await contents();
      for (const query of ["", "?action=delete&disabled=1&consent=allow&process=connect"]) {
        const answer = await raw(hub, {
          method,
          path: pathOf(path) + query,
          headers: { cookie: browser.cookieHeader(hub.url) },
        });
        expect([path, answer.status < 500]).toEqual([path, true]);
        if (answer.status === 200) shown += 1;
      }
      const after = await contents();
      const changed = [...after].filter(([table, rows]) => rows !== before.get(table)).map(([table]) => table);
      expect([path, changed]).toEqual([path, path === "/accounts/:slug/login/" ? ["upstream_states"] : []]);
    }
    expect(shown).toBeGreaterThan(20);
  });
});
