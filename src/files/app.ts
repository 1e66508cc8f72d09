/**
 * files: the file server, wired. This is the only place that knows all of its features; reading the list of routes tells
 * what the program is. It signs people in through the hub and knows of it only an issuer, a client id and a secret; files
 * themselves (browser, API, WebDAV) are to come in rooms beside `sso`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { loadAssets } from "../pages/assets.ts";
import type { Files } from "./files.ts";
import { healthRoutes } from "./health.ts";
import { home } from "./home.tsx";
import { CALLBACK_PATH, finish, start } from "./sso/sign-in.ts";
import { signOut } from "./sso/sign-out.ts";
import type { Route } from "./web/route.ts";
import { createShell } from "./web/shell.tsx";

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
    { methods: ["GET", "HEAD"], path: "/", access: "public", errors: "page", answer: home },
    { methods: ["GET"], path: "/sign-in", access: "public", errors: "page", answer: start },
    { methods: ["GET"], path: CALLBACK_PATH, access: "public", errors: "page", answer: finish },
    { methods: ["POST"], path: "/sign-out", access: "public", errors: "page", answer: signOut },
  ];
  return {
    handle: createShell(files, loadAssets(), routes),
    routes,
    stopping: () => {
      isStopping = true;
    },
  };
}
