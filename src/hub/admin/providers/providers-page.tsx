/** The sign-in providers: those that are set up, `GET /admin/providers`, and the catalogue to add from, `GET /admin/providers/add`. */
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminProviderPickPage } from "../../../pages/hub/admin/providers/provider-pick.tsx";
import { AdminProvidersPage } from "../../../pages/hub/admin/providers/providers.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { directory } from "../../../providers/catalogue/directory.ts";
import { callbackAddress, listProviders } from "../../providers/store.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";

export const ADD = `${SECTIONS.providers}/add`;

export async function showProviders(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const rows = await listProviders(hub.db);
  const page = (
    <AdminProvidersPage
      {...adminPage(context, { notices: ["provider_removed"] })}
      providers={rows.map((row) => ({
        id: row.id,
        name: row.displayName,
        colour: row.entry.colour ?? null,
        entry: row.entry.id,
        protocol: row.entry.protocol,
        callback: callbackAddress(hub.issuer, row),
        enabled: row.disabledAt === null,
        sandbox: hub.upstream.sandbox !== undefined,
        href: `${SECTIONS.providers}/${row.id}`,
      }))}
      addHref={ADD}
    />
  );
  return context.html(renderPage(page));
}

const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

export async function showCatalogue(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const q = (query.get("q") ?? "").trim().slice(0, 100);
  const configured = new Set((await listProviders(hub.db)).map((row) => row.entry.id));
  const entries = directory.filter(({ id, name }) => folded(name).includes(folded(q)) || id.includes(folded(q)));
  const page = (
    <AdminProviderPickPage
      {...adminPage(context)}
      q={q}
      searchAction={ADD}
      entries={entries.map((entry) => ({
        id: entry.id,
        name: entry.name,
        colour: entry.colour ?? null,
        protocol: entry.protocol,
        status: entry.status ?? "live",
        configured: configured.has(entry.id),
        href: `${ADD}/${entry.id}`,
      }))}
    />
  );
  return context.html(renderPage(page));
}
