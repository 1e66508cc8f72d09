/**
 * Where I am signed in: `GET /account/sessions`, `POST /account/sessions/end` (one) and `/account/sessions/end-others`. Only
 * one's own sessions can be named, and ending one that has ended already changes nothing.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { AccountSessionsPage } from "../../pages/hub/account/sessions.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { asItsPersonSees } from "../sessions/impersonation.ts";
import { endSessions, listSessions } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

const END = `${SECTIONS.sessions}/end`;
const END_OTHERS = `${SECTIONS.sessions}/end-others`;

export async function showSessions(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { user, session: current } = requireSignedIn(context);
  const sessions = await listSessions(hub.db, hub.clock, user.id);
  const page = (
    <AccountSessionsPage
      {...accountPage(context, { notices: ["session_ended", "sessions_ended"] })}
      now={seconds(hub.clock)}
      sessions={sessions.map(asItsPersonSees).map((session) => ({
        id: String(session.id),
        userAgent: session.userAgent === "" ? null : session.userAgent,
        ip: session.address === "" ? null : session.address,
        way: session.way,
        startedAt: session.authenticatedAt,
        lastSeenAt: session.lastSeenAt,
        current: session.id === current.id,
      }))}
      endAction={END}
      endOthersAction={END_OTHERS}
    />
  );
  return context.html(renderPage(page));
}

async function end(context: PageContext, which: Parameters<typeof endSessions>[3]): Promise<number> {
  const { hub, occasion } = context;
  const { user } = requireSignedIn(context);
  return hub.db.write(async (tx) => {
    const sessions = await endSessions(tx, hub, user.id, which);
    if (sessions > 0) {
      await recordEvent(tx, hub, {
        action: "session.ended",
        actorId: user.id,
        subject: { kind: "user", id: user.id },
        occasion,
        detail: { sessions },
      });
    }
    return sessions;
  });
}

export async function endSession(context: PageContext): Promise<Answer> {
  const text = context.form.get("session");
  const id = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  // Ending the session one is in is signing out, which has a page of its own.
  if (id === requireSignedIn(context).session.id) return context.redirect("/sign-out");
  const ended = await end(context, { only: id });
  return context.redirect(ended === 0 ? SECTIONS.sessions : `${SECTIONS.sessions}?notice=session_ended`);
}

export async function endOtherSessions(context: PageContext): Promise<Answer> {
  await end(context, { except: requireSignedIn(context).session.id });
  return context.redirect(`${SECTIONS.sessions}?notice=sessions_ended`);
}
