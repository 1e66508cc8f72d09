/**
 * The platforms of one's own account: over the API as a list; the profile page unlinks by the same function. Unlinking is a
 * change of ways in, so it needs a fresh sign-in, and the last way in stays.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { demandRecent } from "../api/recent.ts";
import { findUser } from "../users/store.ts";
import { bind, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { listIdentities, unlinkIdentity } from "./identities.ts";

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

export const profileSsoRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/me/sso", access: "signed-in", errors: "api", answer: list },
  { methods: ["POST"], path: "/api/me/sso/unlink", access: "signed-in", errors: "api", answer: unlinkByApi },
];
