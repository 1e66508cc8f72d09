/** `/@manage`: the page of personal data, as it stands or after a form was refused. What its forms do is in the files beside it. */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { passwordRules } from "../../lib/passwords.ts";
import type { FilesError } from "../../pages/files/frame.tsx";
import { ProfilePage, type ProfileProps } from "../../pages/files/profile.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { listAppPasswords } from "../app-passwords/store.ts";
import { arePasskeysOn } from "../passkeys/prove.ts";
import { registrationOptions } from "../passkeys/register.ts";
import { listPasskeys } from "../passkeys/store.ts";
import { listPlatforms } from "../platforms/store.ts";
import { listSessions, RECENT_SECONDS } from "../sessions/store.ts";
import { listIdentities } from "../sso/identities.ts";
import { offeredPlatforms } from "../sso/sign-in.ts";
import { may } from "../users/permissions.ts";
import type { Context } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { frameOf } from "./frame.ts";

export const profileActions = {
  username: `${MANAGE}/username`,
  password: `${MANAGE}/password`,
  offer: `${MANAGE}/two-factor/offer`,
  turnOn: `${MANAGE}/two-factor/on`,
  turnOff: `${MANAGE}/two-factor/off`,
  link: `${MANAGE}/platforms/link`,
  unlink: `${MANAGE}/platforms/unlink`,
  endSession: `${MANAGE}/sessions/end`,
  endOthers: `${MANAGE}/sessions/end-others`,
} as const;

export const appPasswordActions = {
  createAction: `${MANAGE}/app-passwords`,
  revokeAction: `${MANAGE}/app-passwords/revoke`,
} as const;

export const passkeyActions = {
  addAction: `${MANAGE}/passkeys/add`,
  renameAction: `${MANAGE}/passkeys/rename`,
  removeAction: `${MANAGE}/passkeys/remove`,
} as const;

/** Sessions that are shown; all but this one can be ended at once. */
const SHOWN_SESSIONS = 20;

export interface ProfileShown {
  readonly error?: FilesError;
  readonly fieldErrors?: ProfileProps["fieldErrors"];
  readonly usernameWish?: string;
  readonly twoFactor?: ProfileProps["twoFactor"];
  readonly made?: ProfileProps["appPasswords"]["made"];
}

async function linkedRows({ files, user }: Context): Promise<Pick<ProfileProps, "linked" | "linkable">> {
  const [identities, all, offered] = await Promise.all([
    listIdentities(files.db, user.id),
    listPlatforms(files.db),
    offeredPlatforms(files),
  ]);
  return {
    linked: identities.map((identity) => ({
      id: String(identity.id),
      platform: all.find(({ id }) => id === identity.platform)?.label ?? identity.platform,
      label: identity.label,
      linkedAt: identity.created_at,
      lastUsedAt: identity.last_used_at,
    })),
    linkable: offered.map(({ id, label }) => ({ id, name: label })),
  };
}

/** Whether the sign-in is too old for what changes a way in. */
const isStale = ({ files, session }: Context): boolean =>
  session !== null && session.authenticatedAt <= seconds(files.clock) - RECENT_SECONDS;

/** Those that somebody has can be taken away also while passkeys are off. */
async function passkeysOf(context: Context): Promise<ProfileProps["passkeys"]> {
  const { files, user, browser } = context;
  const [isOn, rows] = await Promise.all([arePasskeysOn(files), listPasskeys(files.db, user.id)]);
  if (!isOn && rows.length === 0) return null;
  return {
    isOn,
    options: isOn && !isStale(context) ? JSON.stringify(await registrationOptions(files, user, browser)) : null,
    rows: rows.map(({ credentialId: id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    ...passkeyActions,
  };
}

export async function profilePage(context: Context, shown: ProfileShown = {}): Promise<Answer> {
  const { files, user, session, query, html } = context;
  const now = seconds(files.clock);
  const frame = await frameOf(context);
  const [linked, passkeys, passwords, sessions] = await Promise.all([
    linkedRows(context),
    passkeysOf(context),
    listAppPasswords(files.db, user.id),
    listSessions(files.db, files, user),
  ]);
  const page = ProfilePage({
    ...frame,
    ...linked,
    error: shown.error ?? frame.error,
    // The way back from a platform that was linked over AList's addresses.
    notice: query.has("bound") ? "linked" : frame.notice,
    now,
    username: user.username,
    basePath: user.basePath,
    isAdmin: user.role === "admin",
    permission: user.permission,
    hasPassword: user.hasPassword,
    passwordMinimum: passwordRules.shortest,
    isStale: isStale(context),
    usernameWish: shown.usernameWish ?? user.username,
    fieldErrors: shown.fieldErrors ?? {},
    twoFactor: shown.twoFactor ?? { kind: user.hasOtp ? "on" : "off" },
    passkeys,
    appPasswords: {
      davAddress: `${files.address}/dav/`,
      davUsername: user.username,
      isAllowed: may(user, "webdavRead"),
      made: shown.made ?? null,
      rows: passwords.map(({ id, ...row }) => ({ ...row, id: String(id) })),
      ...appPasswordActions,
    },
    sessions: sessions.slice(0, SHOWN_SESSIONS).map(({ id, kind, address, userAgent, createdAt }) => ({
      id: String(id),
      kind,
      isThis: id === session?.id,
      address,
      userAgent,
      createdAt,
    })),
    actions: profileActions,
  });
  // Linking sends the browser to the platform.
  return html(renderPage(page), { status: shown.error === undefined ? 200 : 422, formLeavesOrigin: true });
}
