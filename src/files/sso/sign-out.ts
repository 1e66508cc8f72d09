/**
 * `POST /sign-out`: out of the file server, not out of the hub. The form came from our own page, in the very session that it
 * ends; the shell has seen to that.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { endSession } from "../sessions/store.ts";
import type { Context } from "../web/route.ts";

export async function signOut({ files, http, session, user, redirect }: Context): Promise<Answer> {
  const cleared = [files.browsers.session.clear()];
  if (!session) return redirect("/", cleared);
  await files.db.write((tx) => endSession(tx, session.id));
  files.log.info("sign-out.completed", { request: http.id, user: user.id });
  return redirect("/?notice=signed_out", cleared);
}
