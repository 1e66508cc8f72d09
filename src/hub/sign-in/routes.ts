/**
 * sign-in: every way for a person to prove who they are: set-up, password, sign-up, mail, upstream providers, and out again. Each
 * ends in `completeLogin`; where somebody goes afterwards is stored (`flows`) or an own path, never a parameter's address.
 */

import type { Hub } from "../hub.ts";
import { CALLBACK_TAILS, POSTED_CALLBACK_TAILS, START_TAIL } from "../providers/callback-path.ts";
import { SECOND_STEP } from "../sessions/admit.ts";
import { INVITATION_LINK, MAIL_LINK } from "../web/letter.ts";
import type { PageRoute, ProtocolRoute } from "../web/route.ts";
import { askEmailSignIn, EMAIL_SIGN_IN, enterByEmail, showEmailCode, showEmailSignIn } from "./email-code.tsx";
import {
  INVITATION_PASSWORD,
  saveInvitationPassword,
  showInvitation,
  showInvitationPassword,
  takeInvitation,
} from "./invitation.tsx";
import { CODE_PATHS, showLink } from "./mail-steps.tsx";
import { signInWithPasskey } from "./passkey.ts";
import { PASSKEY_SIGN_IN } from "./passkey-proof.ts";
import { PROMPTED_LINK, showPromptedLink, skipPromptedLink } from "./prompted-link.tsx";
import {
  askRecover,
  NEW_PASSWORD,
  RECOVER,
  saveNewPassword,
  showNewPassword,
  showRecover,
  showRecoverCode,
  takeRecoverCode,
} from "./recover.tsx";
import {
  enrol,
  SECOND_STEP_ENROL,
  SECOND_STEP_PASSKEY,
  showSecondStep,
  takeCode,
  takePasskey,
} from "./second-step.tsx";
import { setUp, showSetUp } from "./setup.tsx";
import { showSignIn, signIn } from "./sign-in.tsx";
import { showSignedOut, showSignOut, signOut } from "./sign-out.tsx";
import { showSignUp, signUp } from "./sign-up.tsx";
import { finishFragment, finishToken, finishUpstream } from "./upstream-callback.tsx";
import { receivePosted } from "./upstream-posted.ts";
import { startUpstreamLink, startUpstreamLogin } from "./upstream-start.ts";
import { askVerifyEmail, showVerifyEmail, VERIFY_ASK, verifyEmail } from "./verify-email.tsx";

export const signInRoutes: readonly PageRoute[] = [
  { kind: "page", method: "GET", path: PROMPTED_LINK, access: "signed-in", page: showPromptedLink },
  { kind: "page", method: "POST", path: PROMPTED_LINK, access: "signed-in", page: skipPromptedLink },
  { kind: "page", method: "GET", path: "/setup", access: "anyone", page: showSetUp },
  { kind: "page", method: "POST", path: "/setup", access: "anyone", page: setUp },
  { kind: "page", method: "GET", path: "/sign-in", access: "anyone", page: showSignIn },
  { kind: "page", method: "POST", path: "/sign-in", access: "anyone", page: signIn },
  { kind: "page", method: "POST", path: PASSKEY_SIGN_IN, access: "anyone", page: signInWithPasskey },
  { kind: "page", method: "GET", path: SECOND_STEP, access: "anyone", page: showSecondStep },
  { kind: "page", method: "POST", path: SECOND_STEP, access: "anyone", page: takeCode },
  { kind: "page", method: "POST", path: SECOND_STEP_PASSKEY, access: "anyone", page: takePasskey },
  { kind: "page", method: "POST", path: SECOND_STEP_ENROL, access: "anyone", page: enrol },
  { kind: "page", method: "GET", path: EMAIL_SIGN_IN, access: "anyone", page: showEmailSignIn },
  { kind: "page", method: "POST", path: EMAIL_SIGN_IN, access: "anyone", page: askEmailSignIn },
  { kind: "page", method: "GET", path: CODE_PATHS["sign-in"], access: "anyone", page: showEmailCode },
  { kind: "page", method: "POST", path: CODE_PATHS["sign-in"], access: "anyone", page: enterByEmail },
  { kind: "page", method: "GET", path: RECOVER, access: "anyone", page: showRecover },
  { kind: "page", method: "POST", path: RECOVER, access: "anyone", page: askRecover },
  { kind: "page", method: "GET", path: CODE_PATHS.recover, access: "anyone", page: showRecoverCode },
  { kind: "page", method: "POST", path: CODE_PATHS.recover, access: "anyone", page: takeRecoverCode },
  { kind: "page", method: "GET", path: NEW_PASSWORD, access: "anyone", page: showNewPassword },
  { kind: "page", method: "POST", path: NEW_PASSWORD, access: "anyone", page: saveNewPassword },
  { kind: "page", method: "GET", path: CODE_PATHS.verify, access: "signed-in", page: showVerifyEmail },
  { kind: "page", method: "POST", path: CODE_PATHS.verify, access: "signed-in", page: verifyEmail },
  { kind: "page", method: "POST", path: VERIFY_ASK, access: "signed-in", page: askVerifyEmail },
  { kind: "page", method: "GET", path: MAIL_LINK, access: "anyone", page: showLink },
  { kind: "page", method: "GET", path: INVITATION_LINK, access: "anyone", page: showInvitation },
  { kind: "page", method: "POST", path: INVITATION_LINK, access: "anyone", page: takeInvitation },
  { kind: "page", method: "GET", path: INVITATION_PASSWORD, access: "anyone", page: showInvitationPassword },
  { kind: "page", method: "POST", path: INVITATION_PASSWORD, access: "anyone", page: saveInvitationPassword },
  { kind: "page", method: "GET", path: "/sign-up", access: "anyone", page: showSignUp },
  { kind: "page", method: "POST", path: "/sign-up", access: "anyone", page: signUp },
  { kind: "page", method: "GET", path: "/sign-out", access: "anyone", page: showSignOut },
  { kind: "page", method: "POST", path: "/sign-out", access: "anyone", page: signOut },
  { kind: "page", method: "GET", path: "/signed-out", access: "anyone", page: showSignedOut },
  { kind: "page", method: "GET", path: "/accounts/:slug/login/", access: "anyone", page: startUpstreamLogin },
  {
    kind: "page",
    method: "POST",
    path: "/accounts/:slug/login/",
    access: "signed-in",
    recent: true,
    page: startUpstreamLink,
  },
  // The start address that is a callback too looks for itself.
  ...CALLBACK_TAILS.filter((tail) => tail !== START_TAIL).map(
    (tail): PageRoute => ({
      kind: "page",
      method: "GET",
      path: `/accounts/:slug/${tail}`,
      access: "anyone",
      page: finishUpstream,
    }),
  ),
  { kind: "page", method: "POST", path: "/accounts/:slug/login/fragment/", access: "anyone", page: finishFragment },
  { kind: "page", method: "POST", path: "/accounts/:slug/login/token/", access: "anyone", page: finishToken },
];

/** Callbacks that a form of a provider's site brings: no form of ours, so no token of ours is in it. */
export const postedCallbackRoutes = (hub: Hub): readonly ProtocolRoute[] =>
  POSTED_CALLBACK_TAILS.map((tail) => ({
    kind: "protocol",
    methods: ["POST"],
    path: `/accounts/:slug/${tail}`,
    errors: "page",
    anyOrigin: false,
    endpoint: receivePosted(hub),
  }));
