/**
 * The forms of `/@manage`. What changes a way in needs a fresh sign-in, asked for before anything else is looked at; a new password
 * ends every session, and begins this one anew.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { totpAddress } from "../../lib/totp.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import { demandRecent } from "../api/recent.ts";
import { makeAppPassword, revokeAppPassword } from "../app-passwords/manage.ts";
import { limitsOf, reserveAttempt } from "../attempts/attempts.ts";
import { beginSession, endSession, endSessions, listSessions, SESSION_SECONDS } from "../sessions/store.ts";
import { unlink } from "../sso/profile-routes.ts";
import { beginFromPage } from "../sso/sign-in.ts";
import { hashPassword } from "../users/administer.ts";
import { readUsername } from "../users/names.ts";
import { triesFor } from "../users/prove-password.ts";
import { acceptSecret, cancelSecondFactor, offerSecret, proveSecondFactor } from "../users/second-factor.ts";
import { findUser, setPasswordHash, updateUser } from "../users/store.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { formErrors } from "./frame.ts";
import { appPasswordActions, type ProfileShown, profileActions, profilePage } from "./profile.ts";

const ISSUER = "Alldoor Files";

const done = ({ redirect }: Context, notice: FilesNotice, cookies?: readonly string[]): Answer =>
  redirect(withQuery(MANAGE, { notice }), cookies);

/** Does what a form asks for; what is refused is said on the page. */
const form =
  (act: (context: Context) => Promise<Answer>, kept: (context: Context) => ProfileShown = () => ({})) =>
  async (context: Context): Promise<Answer> => {
    try {
      return await act(context);
    } catch (error) {
      return profilePage(context, { ...kept(context), ...formErrors(context.t, error) });
    }
  };

async function changeUsername(context: Context): Promise<Answer> {
  const { files, user } = context;
  const username = readUsername(context.form.get("username"));
  await files.db.write((tx) => updateUser(tx, files, user.id, { username }));
  return done(context, "saved");
}

async function changePassword(context: Context): Promise<Answer> {
  const { files, user, session, occasion } = context;
  demandRecent(context);
  const passwordHash = await hashPassword(files, context.form.get("new_password"), user.username);
  const value = await files.db.write(async (tx) => {
    const before = await findUser(tx, user.id);
    if (!before) throw new Refusal("sign_in_required");
    await setPasswordHash(tx, files, before, passwordHash);
    await endSessions(tx, user.id);
    const after = await findUser(tx, user.id);
    return beginSession(tx, files, after ?? before, "cookie", occasion, session?.origin ?? null);
  });
  return done(context, "saved", [files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie })]);
}

const offered = ({ user }: Context, secret: string): ProfileShown => ({
  twoFactor: {
    kind: "offered",
    secret,
    address: totpAddress({ issuer: ISSUER, account: user.username, secret }),
  },
});

async function offer(context: Context): Promise<Answer> {
  const { files, user } = context;
  demandRecent(context);
  return profilePage(context, offered(context, await offerSecret(files, user)));
}

const code = (context: Context): string => context.form.get("code").replaceAll(" ", "");

const tried = ({ files, user, occasion }: Context): Promise<void> =>
  reserveAttempt(files, limitsOf(triesFor(user, user.username), occasion.address));

async function turnOn(context: Context): Promise<Answer> {
  const { files, user } = context;
  demandRecent(context);
  await tried(context);
  await acceptSecret(files, user, code(context), context.form.get("secret"));
  return done(context, "otp_on");
}

async function turnOff(context: Context): Promise<Answer> {
  const { files, user } = context;
  demandRecent(context);
  await tried(context);
  await proveSecondFactor(files, user, code(context));
  await files.db.write((tx) => cancelSecondFactor(tx, files, user.id));
  return done(context, "otp_off");
}

async function createAppPassword(context: Context): Promise<Answer> {
  const { files, user, session } = context;
  const expiresIn = context.form.get("expires_in");
  const wish = {
    name: context.form.get("name"),
    access: context.form.get("access"),
    path: context.form.get("path"),
    expiresIn: /^\d{1,10}$/.test(expiresIn) ? Number(expiresIn) : Number.NaN,
  };
  const { appPassword, value } = await makeAppPassword(files, { user, session }, wish);
  return profilePage(context, { made: { name: appPassword.name, value } });
}

/** Sends the browser to the platform; it comes back here. */
const link = (context: Context): Promise<Answer> => {
  const notice: FilesNotice = "linked";
  return beginFromPage(context, context.form.get("platform"), "get_sso_id", withQuery(MANAGE, { notice }));
};

async function unlinkOne(context: Context): Promise<Answer> {
  await unlink(context, idOf(context));
  return done(context, "unlinked");
}

/** @throws Refusal `not_found` */
function idOf({ form: fields }: Context): number {
  const id = fields.get("id");
  if (!/^\d{1,16}$/.test(id)) throw new Refusal("not_found");
  return Number(id);
}

async function revoke(context: Context): Promise<Answer> {
  await revokeAppPassword(context.files, context.user, idOf(context));
  return done(context, "revoked");
}

async function endOne(context: Context): Promise<Answer> {
  const { files, user } = context;
  const id = idOf(context);
  const own = await listSessions(files.db, files, user);
  if (!own.some((session) => session.id === id)) throw new Refusal("not_found");
  await files.db.write((tx) => endSession(tx, id));
  return done(context, "session_ended");
}

async function endOthers(context: Context): Promise<Answer> {
  const { files, user, session } = context;
  await files.db.write((tx) => endSessions(tx, user.id, session?.id));
  return done(context, "session_ended");
}

const own = { methods: ["POST"], access: "signed-in", errors: "page" } as const;

export const profileFormRoutes: readonly Route[] = [
  {
    ...own,
    path: profileActions.username,
    answer: form(changeUsername, (context) => ({ usernameWish: context.form.get("username") })),
  },
  { ...own, path: profileActions.password, answer: form(changePassword) },
  { ...own, path: profileActions.offer, answer: form(offer) },
  // A wrong code leaves the secret on the page, to be tried again.
  {
    ...own,
    path: profileActions.turnOn,
    answer: form(turnOn, (context) => offered(context, context.form.get("secret"))),
  },
  { ...own, path: profileActions.turnOff, answer: form(turnOff) },
  { ...own, path: appPasswordActions.createAction, answer: form(createAppPassword) },
  { ...own, path: appPasswordActions.revokeAction, answer: form(revoke) },
  { ...own, path: profileActions.link, answer: form(link) },
  { ...own, path: profileActions.unlink, answer: form(unlinkOne) },
  { ...own, path: profileActions.endSession, answer: form(endOne) },
  { ...own, path: profileActions.endOthers, answer: form(endOthers) },
];
