/** What has happened in my account lately: `GET /account/activity`, a page at a time, the latest first. */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { AccountActivityPage } from "../../pages/hub/account/activity.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { listActivity } from "../personal-data/activity.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

export async function showActivity(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { user } = requireSignedIn(context);
  const text = query.get("before") ?? "";
  const before = /^\d{1,16}$/.test(text) ? Number(text) : undefined;
  const { rows, older } = await listActivity(hub.db, user.id, { before });
  const page = (
    <AccountActivityPage
      {...accountPage(context, {})}
      now={seconds(hub.clock)}
      rows={rows.map(({ at, action, by, address, application, detail }) => ({
        at,
        action,
        by,
        address,
        application,
        way: typeof detail.way === "string" ? detail.way : null,
        what: typeof detail.name === "string" && by === "you" ? detail.name : null,
      }))}
      paging={{
        previousHref: before === undefined ? null : SECTIONS.activity,
        nextHref: older === null ? null : withQuery(SECTIONS.activity, { before: String(older) }),
      }}
    />
  );
  return context.html(renderPage(page));
}
