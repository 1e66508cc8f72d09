/**
 * account: a person's own pages. Everything here is about whoever is signed in, and takes nobody's id from a form; what
 * names one of their own things (an identity, a session, an application) is looked for among theirs alone. Changing a way
 * in needs a fresh sign-in; closing one (a session, an application's access) does not, so that nothing slows it down.
 */
import { KEPT_FORM } from "../web/fresh-sign-in.ts";
import type { PageRoute } from "../web/route.ts";
import { showActivity } from "./activity.tsx";
import { revokeApplication, showApplications } from "./applications.tsx";
import { pictureRoutes } from "./avatar.ts";
import { CONNECT, connect, showConnect } from "./connect.tsx";
import { DELETE, DELETED, DOWNLOAD, deleteAccount, downloadData, showData, showDeleted } from "./data.tsx";
import { SECTIONS } from "./frame.ts";
import { showIdentities, unlink } from "./identities.tsx";
import { showKeptForm } from "./kept-form.tsx";
import {
  ADD,
  addOwnPasskey,
  REMOVE,
  RENAME,
  removeOwnPasskey,
  renameOwnPasskey,
  showAddPasskey,
  showPasskeys,
} from "./passkeys.tsx";
import { savePassword, showPassword } from "./password.tsx";
import { saveProfile, showProfile } from "./profile.tsx";
import { endOtherSessions, endSession, showSessions } from "./sessions.tsx";
import { createToken, REMOVE_TOKEN, removeToken, showTokens } from "./tokens.tsx";
import {
  DISABLE,
  disableTotp,
  FORGET,
  forgetBrowsers,
  MAKE_CODES,
  makeCodes,
  SET_UP,
  setUpTotp,
  showSecondFactor,
  showSetUpTotp,
} from "./totp.tsx";

const mine = { kind: "page", access: "signed-in" } as const;

export const accountRoutes: readonly PageRoute[] = [
  { ...mine, method: "GET", path: "/", page: ({ redirect }) => redirect(SECTIONS.profile) },
  { ...mine, method: "GET", path: SECTIONS.profile, page: showProfile },
  { ...mine, method: "POST", path: SECTIONS.profile, page: saveProfile },
  ...pictureRoutes,
  { ...mine, method: "GET", path: SECTIONS.password, recent: true, page: showPassword },
  { ...mine, method: "POST", path: SECTIONS.password, recent: true, page: savePassword },
  { ...mine, method: "GET", path: SECTIONS.passkeys, page: showPasskeys },
  { ...mine, method: "GET", path: ADD, recent: true, page: showAddPasskey },
  { ...mine, method: "POST", path: ADD, recent: true, page: addOwnPasskey },
  { ...mine, method: "POST", path: RENAME, page: renameOwnPasskey },
  { ...mine, method: "POST", path: REMOVE, recent: true, page: removeOwnPasskey },
  { ...mine, method: "GET", path: SECTIONS.secondFactor, page: showSecondFactor },
  { ...mine, method: "GET", path: SET_UP, recent: true, page: showSetUpTotp },
  { ...mine, method: "POST", path: SET_UP, recent: true, page: setUpTotp },
  { ...mine, method: "POST", path: DISABLE, recent: true, page: disableTotp },
  { ...mine, method: "POST", path: MAKE_CODES, recent: true, page: makeCodes },
  { ...mine, method: "POST", path: FORGET, page: forgetBrowsers },
  { ...mine, method: "GET", path: KEPT_FORM, recent: true, page: showKeptForm },
  { ...mine, method: "GET", path: SECTIONS.identities, page: showIdentities },
  { ...mine, method: "POST", path: "/account/identities/unlink", recent: true, page: unlink },
  { ...mine, method: "GET", path: CONNECT, recent: true, page: showConnect },
  { ...mine, method: "POST", path: CONNECT, recent: true, page: connect },
  { ...mine, method: "GET", path: SECTIONS.sessions, page: showSessions },
  { ...mine, method: "POST", path: "/account/sessions/end", page: endSession },
  { ...mine, method: "POST", path: "/account/sessions/end-others", page: endOtherSessions },
  { ...mine, method: "GET", path: SECTIONS.applications, page: showApplications },
  { ...mine, method: "POST", path: "/account/applications/revoke", page: revokeApplication },
  { ...mine, method: "GET", path: SECTIONS.tokens, page: showTokens },
  { ...mine, method: "POST", path: SECTIONS.tokens, recent: true, page: createToken },
  { ...mine, method: "POST", path: REMOVE_TOKEN, page: removeToken },
  { ...mine, method: "GET", path: SECTIONS.activity, page: showActivity },
  { ...mine, method: "GET", path: SECTIONS.data, page: showData },
  { ...mine, method: "POST", path: DOWNLOAD, recent: true, page: downloadData },
  { ...mine, method: "POST", path: DELETE, recent: true, page: deleteAccount },
  { ...mine, method: "GET", path: DELETED, access: "anyone", page: showDeleted },
];
