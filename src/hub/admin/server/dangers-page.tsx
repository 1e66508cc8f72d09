/** The dangerous switches that are on, of every application: `GET /admin/dangers`. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminDangersPage } from "../../../pages/hub/admin/server/dangers.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listDangerousClients } from "../../clients/dangerous-clients.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";
import { pagesBeside } from "../paging.ts";

export async function showDangers(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { clients, next } = await listDangerousClients(hub.db, { after: query.get("after")?.replaceAll("\u0000", "") });
  const page = (
    <AdminDangersPage
      {...adminPage(context)}
      now={seconds(hub.clock)}
      dangers={clients.flatMap(({ client, dangers }) =>
        dangers.map(({ name, use }) => ({
          application: client.name,
          href: `${SECTIONS.applications}/${client.id}`,
          setting: name,
          lastUsedAt: use?.lastUsedAt ?? null,
          uses: use?.uses ?? 0,
        })),
      )}
      paging={pagesBeside(SECTIONS.dangers, { next })}
    />
  );
  return context.html(renderPage(page));
}
