/**
 * hub: the identity hub, wired. This is the only place that knows all of its features; reading the list of routes tells what
 * the program is. Below stand the features (oauth, sign-in, account, admin), below them the domain, below that `lib` and `db`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { loadAssets } from "../pages/assets.ts";
import { avatarRoutes } from "./account/avatar.ts";
import { accountRoutes } from "./account/routes.ts";
import { tokenRoutes } from "./admin/applications/application-tokens.tsx";
import { adminRoutes } from "./admin/routes.ts";
import { apiRoutes } from "./api/routes.ts";
import { createBrowsers } from "./browser/browser.ts";
import type { CasdoorDeps } from "./casdoor/caller.ts";
import { answerLogOut } from "./casdoor/log-out.ts";
import { casdoorRoutes } from "./casdoor/routes.ts";
import { docsRoutes } from "./docs/routes.tsx";
import { healthRoutes } from "./health.ts";
import type { Hub } from "./hub.ts";
import { metricsRoutes } from "./metrics.ts";
import { consentRoutes } from "./oauth/consent.tsx";
import { deviceRoutes } from "./oauth/device-verification.tsx";
import { notAdmittedRoutes } from "./oauth/not-admitted.tsx";
import { findPresentedToken, findProvenClient } from "./oauth/presented-access.ts";
import { previewTokens } from "./oauth/preview.ts";
import { oauthRoutes } from "./oauth/routes.ts";
import { subjectOf } from "./oauth/subject.ts";
import { beginTrial, finishTrial, seedOf } from "./oauth/trial.ts";
import { lookFileRoutes } from "./sign-in/look-files.ts";
import { postedCallbackRoutes, signInRoutes } from "./sign-in/routes.ts";
import type { Route } from "./web/route.ts";
import { createShell } from "./web/shell.tsx";

export interface HubApp {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Every route there is: what tests walk over. */
  readonly routes: readonly Route[];
  /** From here on `/readyz` says that the process is stopping. */
  stopping(): void;
}

export function createHubApp(hub: Hub): HubApp {
  let isStopping = false;
  const browsers = createBrowsers(hub);
  const assets = loadAssets();
  const casdoor: CasdoorDeps = {
    hub,
    browsers,
    findAccess: (http) => findPresentedToken(hub, http),
    findProvenClient: (http) => findProvenClient(hub, http),
    subjectOf: (client, userId) => subjectOf(hub, client, userId),
  };
  const routes: readonly Route[] = [
    ...healthRoutes(hub, () => isStopping),
    ...metricsRoutes(hub),
    ...oauthRoutes(hub, browsers, assets.paths, answerLogOut(casdoor)),
    ...casdoorRoutes(casdoor),
    ...apiRoutes({ hub, findAccess: (http) => findPresentedToken(hub, http) }),
    ...consentRoutes,
    ...notAdmittedRoutes,
    ...deviceRoutes,
    ...signInRoutes,
    ...lookFileRoutes(hub),
    ...postedCallbackRoutes(hub),
    ...accountRoutes,
    ...avatarRoutes(hub),
    ...adminRoutes,
    ...tokenRoutes({
      preview: (client, user, scopes) => previewTokens(hub, client, user, scopes),
      begin: (client, user, browser) => beginTrial(hub, client, { user, browser }),
      isMine: (client, user, browser, state) => seedOf(hub, client, { user, browser }, state) !== null,
      finish: (client, { browser, query, occasion }, user) => {
        const answer = { state: query.get("state"), iss: query.get("iss"), code: query.get("code") };
        return finishTrial(hub, client, { user, browser }, answer, occasion);
      },
    }),
    ...docsRoutes(),
  ];
  return {
    handle: createShell({ hub, browsers, assets, routes }),
    routes,
    stopping: () => {
      isStopping = true;
    },
  };
}
