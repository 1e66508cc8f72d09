/**
 * `POST /admin/users/:id/impersonate`: an administrator begins to look at somebody's account, where its organization allows it; and
 * `POST /impersonation/stop`, from the banner that every page then has.
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { withQuery } from "../../../lib/redirect-uri.ts";
import { beginImpersonation, endImpersonation, findImpersonated } from "../../sessions/impersonation.ts";
import { type PageContext, STOP_LOOKING } from "../../web/route.ts";
import { requireAdministrator, SECTIONS } from "../frame.ts";

export { STOP_LOOKING };

/** @throws Refusal `not_found`, `forbidden` */
export async function impersonate(context: PageContext): Promise<Answer> {
  const { hub, params, occasion, cookies } = context;
  const by = requireAdministrator(context);
  const value = await hub.db.write((tx) => beginImpersonation(tx, hub, by, params.id ?? "", occasion));
  return context.redirect("/account", [cookies.signIn(value)]);
}

/** The administrator signs in again afterwards: what looked is no way back to their own session. */
export async function stopImpersonating(context: PageContext): Promise<Answer> {
  const { hub, sessionValue, occasion, cookies } = context;
  const looking = await findImpersonated(hub, sessionValue);
  if (looking === null) return context.redirect("/");
  await hub.db.write((tx) => endImpersonation(tx, hub, looking, occasion));
  const back = `${SECTIONS.users}/${looking.user.id}`;
  return context.redirect(withQuery("/sign-in", { next: back }), [cookies.signOut()]);
}
