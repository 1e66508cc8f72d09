/** `alldoor user sessions`: where somebody is signed in; ends one. */
import { endSession } from "../../hub/admin/access/access.ts";
import { livingSessions, type OwnedSession, readOwned } from "../../hub/sessions/list.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { readRowId, requirePerson, timeOf, USER_OPERAND } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const document = (session: OwnedSession) => ({
  id: String(session.id),
  way: session.way,
  amr: session.amr,
  address: session.address,
  user_agent: session.userAgent,
  created_at: session.createdAt,
  last_seen_at: session.lastSeenAt,
  expires_at: session.expiresAt,
});

export const userSessions = command({
  about: [
    "Applications that the session signed the person in to are told of its end. alldoor user update --end-sessions ends them all.",
  ],
  settings: "hub",
  operands: [USER_OPERAND],
  options: { end: { kind: "list", value: "ID", help: "Ends this session." } },
  examples: ["user sessions ada", "user sessions ada --end 1234567890123456"],
  async run({ operands: [named = ""], options, configuration, output }) {
    const sessions = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const { id } = await requirePerson(tx, named);
        const open = async () =>
          (
            await livingSessions(tx, hub.clock)
              .where("sessions.user_id", "=", id)
              .orderBy("sessions.id", "desc")
              .execute()
          ).map(readOwned);
        const theirs = options.end.length === 0 ? [] : await open();
        for (const each of options.end) {
          const wish = readRowId(each);
          if (!theirs.some((session) => session.id === wish))
            throw new Refusal("not_found", `"${named}" has no session ${each}.`);
          await endSession(tx, hub, COMMAND_LINE, wish);
        }
        return open();
      }),
    );
    const lines = sessions.map((session) => [
      String(session.id),
      session.way,
      session.address,
      timeOf(session.createdAt),
      timeOf(session.lastSeenAt),
    ]);
    const text = lines.length === 0 ? "No session is open." : table(["ID", "BY", "FROM", "SINCE", "LAST SEEN"], lines);
    output.answer(sessions.map(document), text);
  },
});
