/**
 * `POST /sign-out`: out of the file server, not out of the hub. The form must come from our own page, in the very session
 * that it ends; without a session there is nothing to end and nothing to protect.
 */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { mediaType, parseForm } from "../../lib/parameters.ts";
import { checkSameOrigin } from "../../lib/same-origin.ts";
import type { Context } from "../web/route.ts";

/** @throws Refusal `cross_site`, `content_type_unsupported`, `form_expired` */
export async function signOut({ files, http, session }: Context): Promise<Answer> {
  checkSameOrigin(http.headers, files.address);
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
    throw new Refusal("content_type_unsupported");
  const form = parseForm((await http.body()).toString("utf8"));
  if (!session) return seeOther("/", { "set-cookie": files.sessions.clear() });
  if (!files.sessions.isFormToken(session, form.get("csrf") ?? "")) throw new Refusal("form_expired");
  files.log.info("sign-out.completed", { request: http.id, subject: session.subject });
  return seeOther("/?notice=signed_out", { "set-cookie": files.sessions.end(session) });
}
