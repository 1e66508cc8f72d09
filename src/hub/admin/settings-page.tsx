/** The settings in force: `GET /admin/settings`. What is secret in them is not read here at all. */
import type { Answer } from "../../lib/endpoint.ts";
import { AdminSettingsPage, type StoredEntry } from "../../pages/hub/admin/settings.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { readRetention } from "../audit/retention.ts";
import { readRegistrationPolicy } from "../clients/registration-policy.ts";
import { COUNTS_KEPT_SECONDS, DAY } from "../counters/store.ts";
import { readMailSettings } from "../mail/settings.ts";
import type { PageContext } from "../web/route.ts";
import { adminPage, SECTIONS } from "./frame.ts";
import { REGISTRATION } from "./registration-page.tsx";

async function storedOf({ hub, t }: PageContext): Promise<StoredEntry[]> {
  const text = t.console.settings;
  const [mail, registration, retention] = [
    await readMailSettings(hub.db, hub),
    await readRegistrationPolicy(hub.db),
    await readRetention(hub.db),
  ];
  return [
    { name: "mail", value: text.mailSources[mail.source], href: SECTIONS.mail },
    { name: "registration", value: t.admin.registration.modes[registration.mode], href: REGISTRATION },
    { name: "audit", value: retention === null ? text.forEver : text.days(retention), href: `${SECTIONS.audit}#kept` },
    { name: "counts", value: text.days(COUNTS_KEPT_SECONDS / DAY), href: null },
  ];
}

export async function showSettings(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const page = <AdminSettingsPage {...adminPage(context)} settings={hub.settings} stored={await storedOf(context)} />;
  return context.html(renderPage(page));
}
