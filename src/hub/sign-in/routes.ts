/**
 * sign-in: every way for a person to prove who they are: set-up, password, sign-up, upstream providers, and out again. Each
 * ends in `completeLogin`; where somebody goes afterwards is stored (`flows`) or an own path, never a parameter's address.
 */
import type { PageRoute } from "../web/route.ts";
import { setUp, showSetUp } from "./setup.tsx";
import { showSignIn, signIn } from "./sign-in.tsx";
import { showSignedOut, showSignOut, signOut } from "./sign-out.tsx";
import { showSignUp, signUp } from "./sign-up.tsx";
import { finishUpstream } from "./upstream-callback.tsx";
import { startUpstreamLink, startUpstreamLogin } from "./upstream-start.ts";

export const signInRoutes: readonly PageRoute[] = [
  { kind: "page", method: "GET", path: "/setup", access: "anyone", page: showSetUp },
  { kind: "page", method: "POST", path: "/setup", access: "anyone", page: setUp },
  { kind: "page", method: "GET", path: "/sign-in", access: "anyone", page: showSignIn },
  { kind: "page", method: "POST", path: "/sign-in", access: "anyone", page: signIn },
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
  { kind: "page", method: "GET", path: "/accounts/:slug/login/callback/", access: "anyone", page: finishUpstream },
];
