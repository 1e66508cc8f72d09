/** The registered applications: `GET /admin/applications`. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminApplicationsPage } from "../../../pages/hub/admin/applications/applications.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { findLogos } from "../../clients/look.ts";
import { listClients } from "../../clients/store.ts";
import { logoPath } from "../../web/dress.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";
import { REGISTRATION } from "./registration-page.tsx";

export async function showApplications(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const clients = await listClients(hub.db);
  const logos = await findLogos(
    hub.db,
    clients.map(({ id }) => id),
  );
  const page = (
    <AdminApplicationsPage
      {...adminPage(context, { notices: ["application_removed"] })}
      now={seconds(hub.clock)}
      applications={clients.map((client) => ({
        clientId: client.clientId,
        name: client.name,
        logo: logoPath(logos.get(client.id) ?? null),
        type: client.type,
        enabled: client.disabledAt === null,
        createdAt: client.createdAt,
        href: `${SECTIONS.applications}/${client.id}`,
      }))}
      paging={{ previousHref: null, nextHref: null }}
      createHref={`${SECTIONS.applications}/new`}
      registrationHref={REGISTRATION}
    />
  );
  return context.html(renderPage(page));
}
