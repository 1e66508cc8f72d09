/** What happens when somebody comes back from a provider, and why: `GET /admin/providers/linking`. */
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminLinkingPage } from "../../../pages/hub/admin/providers/linking.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { linkTable } from "../../identities/link-table.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage } from "../frame.ts";

export const showLinking = (context: PageContext): Answer =>
  context.html(renderPage(<AdminLinkingPage {...adminPage(context)} rows={linkTable()} />));
