/**
 * files: the file server, wired. This is the only place that knows all of its features; reading the list of routes tells
 * what the program is. Of the hub it knows an issuer, a client id and a secret.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { loadAssets } from "../pages/assets.ts";
import { authRoutes } from "./api/auth.ts";
import { fsRoutes } from "./api/fs-routes.ts";
import { meRoutes } from "./api/me.ts";
import { metaRoutes } from "./api/metas.ts";
import { passkeyRoutes } from "./api/passkeys.ts";
import { settingRoutes } from "./api/settings.ts";
import { ssoRoutes } from "./api/sso.ts";
import { ssoPlatformRoutes } from "./api/sso-platforms.ts";
import { storageRoutes } from "./api/storages.ts";
import { twoFactorRoutes } from "./api/two-factor.ts";
import { userRoutes } from "./api/users.ts";
import { appPasswordRoutes } from "./app-passwords/api.ts";
import type { Files } from "./files.ts";
import { healthRoutes } from "./health.ts";
import { linkRoutes } from "./links/routes.ts";
import { pageRoutes } from "./pages/routes.ts";
import { backchannelRoutes } from "./sso/backchannel-logout.ts";
import { profileSsoRoutes } from "./sso/profile-routes.ts";
import { signInRoutes } from "./sso/sign-in.ts";
import { signOut } from "./sso/sign-out.ts";
import type { Route } from "./web/route.ts";
import { createShell } from "./web/shell.tsx";
import { webdavRoutes } from "./webdav/routes.ts";

export interface FilesApp {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Every route there is: what tests walk over. */
  readonly routes: readonly Route[];
  /** From here on `/readyz` says that the process is stopping. */
  stopping(): void;
}

export function createFilesApp(files: Files): FilesApp {
  let isStopping = false;
  const routes: readonly Route[] = [
    ...healthRoutes(() => isStopping),
    ...signInRoutes,
    { methods: ["POST"], path: "/sign-out", access: "public", errors: "page", answer: signOut },
    ...authRoutes,
    ...ssoRoutes,
    ...profileSsoRoutes,
    ...backchannelRoutes,
    ...ssoPlatformRoutes,
    ...twoFactorRoutes,
    ...passkeyRoutes,
    ...meRoutes,
    ...userRoutes,
    ...settingRoutes,
    ...metaRoutes,
    ...fsRoutes,
    ...linkRoutes,
    ...storageRoutes,
    ...appPasswordRoutes,
    ...webdavRoutes(files),
    ...pageRoutes,
  ];
  return {
    handle: createShell(files, loadAssets(), routes),
    routes,
    stopping: () => {
      isStopping = true;
    },
  };
}
