/** The settings in force: `GET /admin/settings`. What is secret in them is not read here at all. */
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminSettingsPage } from "../../../pages/hub/admin/server/settings.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { readRetention } from "../../audit/retention.ts";
import { readRegistrationPolicy } from "../../clients/registration-policy.ts";
import { COUNTS_KEPT_SECONDS, DAY } from "../../counters/store.ts";
import { readMailSettings } from "../../mail/settings.ts";
import type { PageContext } from "../../web/route.ts";
import { REGISTRATION } from "../applications/registration-page.tsx";
import { adminPage, SECTIONS } from "../frame.ts";

/** Where what is set in the console is changed. */
const CHANGES = {
  mail: SECTIONS.mail,
  registration: REGISTRATION,
  audit: `${SECTIONS.audit}#kept`,
  counts: null,
} as const;

export async function showSettings(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const page = (
    <AdminSettingsPage
      {...adminPage(context)}
      settings={hub.settings}
      stored={{
        mail: (await readMailSettings(hub.db, hub)).source,
        registration: (await readRegistrationPolicy(hub.db)).mode,
        audit: await readRetention(hub.db),
        counts: COUNTS_KEPT_SECONDS / DAY,
      }}
      changes={CHANGES}
    />
  );
  return context.html(renderPage(page));
}
