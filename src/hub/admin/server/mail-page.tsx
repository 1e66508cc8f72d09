/** Mail: `GET|POST /admin/mail`, and `POST /admin/mail/test`, whose answer says what the server said. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { Refusal } from "../../../lib/errors.ts";
import { AdminMailPage, type AdminMailProps, type MailTestResult } from "../../../pages/hub/admin/server/mail.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { readMailSettings, shownServer } from "../../mail/settings.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { changeMailSettings, listMails, testMail } from "./mail.ts";

interface Drawn {
  readonly typed?: Partial<AdminMailProps["values"]>;
  readonly fieldErrors?: AdminMailProps["fieldErrors"];
  readonly tested?: MailTestResult | null;
  readonly told?: Told;
  readonly status?: number;
}

async function draw(context: PageContext, drawn: Drawn): Promise<Answer> {
  const { typed = {}, fieldErrors = {}, tested = null, told = {}, status = 200 } = drawn;
  const { hub } = context;
  const { smtp, source, newBrowserNotices } = await readMailSettings(hub.db, hub);
  const page = (
    <AdminMailPage
      {...adminPage(context, told)}
      now={seconds(hub.clock)}
      source={source}
      server={smtp === null ? null : shownServer(smtp)}
      values={{ smtp_from: smtp?.from ?? "", new_browsers: newBrowserNotices, test_to: "", ...typed }}
      fieldErrors={fieldErrors}
      tested={tested}
      mails={await listMails(hub.db)}
      action={SECTIONS.mail}
      testAction={`${SECTIONS.mail}/test`}
    />
  );
  return context.html(renderPage(page), { status });
}

export const showMail = (context: PageContext): Promise<Answer> => draw(context, { told: { notices: ["saved"] } });

export async function saveMail(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const from = form.get("smtp_from").trim();
  const newBrowserNotices = form.get("new_browsers") === "true";
  const wish = {
    url: form.get("smtp_url").trim(),
    from,
    keepServer: form.get("remove_server") !== "true",
    newBrowserNotices,
  };
  try {
    await hub.db.write((tx) => changeMailSettings(tx, hub, actorOf(context), wish));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
    const typed = { smtp_from: from, new_browsers: newBrowserNotices };
    return draw(context, { typed, fieldErrors: error.fields, told: { error: "invalid" }, status: error.status });
  }
  return context.redirect(`${SECTIONS.mail}?notice=saved`);
}

export async function sendTest(context: PageContext): Promise<Answer> {
  const { hub, form, t } = context;
  const typed = { test_to: form.get("test_to") };
  try {
    const sent = await testMail(hub, actorOf(context), typed.test_to, t.lang);
    return draw(context, {
      typed,
      tested: { delivered: sent.end === "delivered", why: "why" in sent ? sent.why : "" },
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
    return draw(context, { typed, fieldErrors: error.fields, told: { error: "invalid" }, status: error.status });
  }
}
