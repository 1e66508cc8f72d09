/**
 * The platforms of one's own account: over the API as a list, and from the profile page as forms that link and unlink. Unlinking is a
 * change of ways in, so it needs a fresh sign-in, and the last way in stays.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { demandRecent } from "../api/recent.ts";
import { findUser } from "../users/store.ts";
import { bind, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { PROFILE_PATH } from "./deliver.tsx";
import { listIdentities, unlinkIdentity } from "./identities.ts";
import { beginFromPage } from "./sign-in.ts";

async function list({ files, user }: Context): Promise<Answer> {
  const identities = await listIdentities(files.db, user.id);
  return envelope(
    identities.map((identity) => ({
      id: identity.id,
      platform: identity.platform,
      sso_id: identity.subject,
      label: identity.label,
      created_at: identity.created_at,
      last_used_at: identity.last_used_at,
    })),
  );
}

/**
 * Takes a link away.
 * @throws Refusal `recent_sign_in_required`, `not_found`, `identity_last`
 */
export async function unlink(context: Context, id: number): Promise<void> {
  const { files, http, user } = context;
  if (user.role === "guest") throw new Refusal("sign_in_required", "login please");
  demandRecent(context);
  await files.db.write(async (tx) => {
    const now = await findUser(tx, user.id);
    if (!now) throw new Refusal("sign_in_required");
    await unlinkIdentity(tx, now, id);
  });
  files.log.info("sso.unlinked", { request: http.id, user: user.id });
}

async function unlinkByApi(context: Context): Promise<Answer> {
  const { id } = await bind(context, "SsoUnlinkReq", { id: must("integer") });
  await unlink(context, id);
  return envelope(null);
}

const linkByForm = (context: Context): Promise<Answer> =>
  beginFromPage(context, context.form.get("platform"), "get_sso_id", PROFILE_PATH);

async function unlinkByForm(context: Context): Promise<Answer> {
  const { form, redirect } = context;
  const id = form.get("id");
  if (!/^\d{1,16}$/.test(id)) throw new Refusal("not_found");
  await unlink(context, Number(id));
  return redirect(withQuery(PROFILE_PATH, { notice: "unlinked" }));
}

export const profileSsoRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/me/sso", access: "signed-in", errors: "api", answer: list },
  { methods: ["POST"], path: "/api/me/sso/unlink", access: "signed-in", errors: "api", answer: unlinkByApi },
  { methods: ["POST"], path: "/sso/link", access: "signed-in", errors: "page", answer: linkByForm },
  { methods: ["POST"], path: "/sso/unlink", access: "signed-in", errors: "page", answer: unlinkByForm },
];
