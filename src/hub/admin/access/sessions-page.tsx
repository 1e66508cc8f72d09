/** Everybody's sessions: `GET /admin/sessions`, the latest first, and `POST /admin/sessions/:id/end`. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import {
  AdminSessionsPage,
  type OwnedSessionEntry,
  type SessionEntry,
} from "../../../pages/hub/admin/access/sessions.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listLivingSessions, type OwnedSession } from "../../sessions/list.ts";
import type { Session } from "../../sessions/store.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS } from "../frame.ts";
import { pagesInTime } from "../paging.ts";
import { endSession } from "./access.ts";
import { readPeopleFilter } from "./people-filter.ts";

/** A time-ordered id of an address. */
export const rowId = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

export const sessionEntry = (session: Session, endAction: string): SessionEntry => ({
  id: String(session.id),
  userAgent: session.userAgent === "" ? null : session.userAgent,
  ip: session.address === "" ? null : session.address,
  way: session.way,
  startedAt: session.authenticatedAt,
  lastSeenAt: session.lastSeenAt,
  endAction,
});

const entryOf = (session: OwnedSession): OwnedSessionEntry => ({
  ...sessionEntry(session, `${SECTIONS.sessions}/${session.id}/end`),
  owner: {
    username: session.username,
    displayName: session.displayName,
    href: `${SECTIONS.users}/${session.userId}`,
  },
});

export async function showSessions(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { q, userIds, client, narrowed, filters, query: kept } = await readPeopleFilter(context);
  const { rows, next, previous } = await listLivingSessions(
    hub.db,
    hub.clock,
    { userIds, clientId: client?.id },
    { before: rowId(query.get("before")), after: rowId(query.get("after")) },
  );
  const page = (
    <AdminSessionsPage
      {...adminPage(context, { notices: ["session_ended"] })}
      now={seconds(hub.clock)}
      q={q}
      action={SECTIONS.sessions}
      filters={filters}
      narrowed={narrowed}
      sessions={rows.map(entryOf)}
      paging={pagesInTime(SECTIONS.sessions, { previous, next }, kept)}
    />
  );
  return context.html(renderPage(page));
}

/** @throws Refusal `not_found` for a session that is over */
export async function endOneSession(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  await hub.db.write((tx) => endSession(tx, hub, actorOf(context), rowId(params.id) ?? 0));
  return context.redirect(`${SECTIONS.sessions}?notice=session_ended`);
}
