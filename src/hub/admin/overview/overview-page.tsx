/** The console's first page: `GET /admin`. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminOverviewPage } from "../../../pages/hub/admin/overview/overview.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listEvents } from "../../audit/list.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";
import { eventOf } from "../server/audit-page.tsx";
import { readOverview, type Warning } from "./overview.ts";
import { readCharts } from "./overview-charts.ts";

const LATEST = 8;

const CHARTS = { day: SECTIONS.overview, month: `${SECTIONS.overview}?range=month` } as const;

/** Where something can be done about a warning; what is configured outside of the console has no page. */
const WHERE: Readonly<Record<Warning, string | null>> = {
  sandbox_mode: null,
  insecure_issuer: null,
  dangerous_settings: SECTIONS.dangers,
  key_old: SECTIONS.keys,
  single_administrator: SECTIONS.users,
  no_providers: SECTIONS.providers,
  no_applications: SECTIONS.applications,
};

export async function showOverview(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { counts, moreSessions, warnings } = await readOverview(hub);
  const { rows } = await listEvents(hub.db, { size: LATEST });
  const range = query.get("range") === "month" ? "month" : "day";
  const page = (
    <AdminOverviewPage
      {...adminPage(context)}
      now={seconds(hub.clock)}
      counts={counts}
      moreSessions={moreSessions}
      warnings={warnings.map((code) => ({ code, href: WHERE[code] }))}
      charts={{ ...(await readCharts(hub, range)), hrefs: CHARTS }}
      events={rows.map(eventOf)}
    />
  );
  return context.html(renderPage(page));
}
