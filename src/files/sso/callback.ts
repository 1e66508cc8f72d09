/**
 * The way back from a platform. In order: this browser's own sign-in, for this state, taken once; the address that it was begun for;
 * then the platform's answer, verified by the provider library and against what the administrator has said of the platform; and only
 * then a session, always a new one, or a link to the account of the session that began it.
 *
 *   begun ──state, browser──▶ taken ──address──▶ answered ──verified──▶ signed in │ linked
 *     └────── anything else ──▶ a sentence, and nothing has changed
 */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText } from "../../lib/parameters.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { readPath } from "../../providers/path.ts";
import type { Profile } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { finishSignIn } from "../../providers/sign-in.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { findPlatform } from "../platforms/store.ts";
import { findSignedIn, type Origin } from "../sessions/store.ts";
import { settingFlag } from "../settings/store.ts";
import type { Context } from "../web/route.ts";
import { accountFor } from "./account.ts";
import { appOf, callsOf } from "./app-of.ts";
import { checkCasdoor } from "./casdoor.ts";
import { deliverLink, goOn } from "./deliver.tsx";
import { linkIdentity } from "./identities.ts";
import { type Pending, takePending } from "./pending.ts";

/** Parameters of our own in callback addresses. */
const OWN = ["method", "platform"] as const;
/** Bytes of a form that a platform's site sends. */
const LONGEST_FORM = 65_536;

/** What the platform said, without what our own address has. */
function answerOf({ query }: Context, redirectUri: string): URLSearchParams {
  const own = new URL(redirectUri).searchParams;
  return new URLSearchParams([...query].filter(([name]) => !own.has(name)));
}

/** The address is the one that this very sign-in was begun with: another platform's answer comes to another. */
function cameTo({ files, http, query }: Context, redirectUri: string): boolean {
  const { origin, pathname, searchParams } = new URL(redirectUri);
  const isSame = OWN.every((name) => query.getAll(name).join() === searchParams.getAll(name).join());
  return origin === new URL(files.address).origin && pathname === http.path && isSame;
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const originOf = ({ id }: Platform, { issuer, sub, raw }: Profile): Origin => ({
  platform: id,
  issuer,
  subject: sub,
  sid: text(readPath(raw, "idToken.sid")),
});

/** The session that began to link, which must still be this browser's. @throws Refusal `sign_in_required` */
async function linkingUser({ files, http }: Context, { sessionId }: Pending): Promise<number> {
  const value = files.browsers.session.read(http.headers.cookie);
  const signedIn = await findSignedIn(files, value, "cookie");
  if (!signedIn || signedIn.session.id !== sessionId) throw new Refusal("sign_in_required", "login please");
  return signedIn.user.id;
}

async function proveAtPlatform(context: Context, pending: Pending, platform: Platform): Promise<Profile> {
  const { files } = context;
  const app = appOf(files, platform, pending.redirectUri);
  const parameters = answerOf(context, pending.redirectUri);
  const { profile, tokens } = await finishSignIn(app, pending.signIn, parameters, callsOf(files, platform));
  await checkCasdoor(files, app, tokens);
  // AList takes it for nobody, and nobody's id is it.
  if (profile.sub === "0") throw new ProviderError("subject_missing", "the id is 0");
  return profile;
}

/** @throws ProviderError; Refusal `provider_unknown`, `sign_in_required`, `identity_linked_elsewhere`, and what `accountFor` throws */
export async function finish(context: Context, pending: Pending): Promise<Answer> {
  const { files, http } = context;
  const platform = await findPlatform(files.db, pending.platform);
  const isOffered = pending.platform === HUB_PLATFORM || (await settingFlag(files, "sso_login_enabled"));
  if (!platform || platform.disabledAt !== null || !isOffered) throw new Refusal("provider_unknown");
  if (!cameTo(context, pending.redirectUri)) throw new ProviderError("state_mismatch", "another callback address");
  const profile = await proveAtPlatform(context, pending, platform);
  const origin = originOf(platform, profile);
  if (pending.method === "get_sso_id") {
    const userId = await linkingUser(context, pending);
    await files.db.write((tx) => linkIdentity(tx, files, userId, origin, profile));
    files.log.info("sso.linked", { request: http.id, platform: platform.id, user: userId });
    return deliverLink(context, pending, origin);
  }
  const user = await accountFor(files, platform, profile);
  const browser = files.browsers.read(http.headers.cookie) ?? "";
  files.log.info("sign-in.completed", { request: http.id, platform: platform.id, user: user.id });
  return goOn(context, pending, browser, user, origin);
}

/** The sign-in that this request belongs to, taken; `null` where it is none of this browser's, is too old, or was taken already. */
export const take = ({ files, http, query }: Context): Promise<Pending | null> =>
  files.db.write((tx) => takePending(tx, files, query.get("state"), files.browsers.read(http.headers.cookie)));

/**
 * A platform whose site sends a form (Apple): the browser sends no cookie with that, so it is sent here once more, by GET.
 * @throws Refusal `body_too_large`, `parameter_repeated`
 */
export async function formToQuery({ http, query }: Context): Promise<Answer> {
  const body = await http.body();
  if (body.length > LONGEST_FORM) throw new Refusal("body_too_large");
  const all = new URLSearchParams([...query, ...new URLSearchParams(bodyText(body))]);
  if (new Set(all.keys()).size !== [...all.keys()].length) throw new Refusal("parameter_repeated");
  return seeOther(withQuery(http.path, Object.fromEntries(all)));
}
