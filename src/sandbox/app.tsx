/**
 * The sandbox's only wiring: what is served where, who may see it, how a request is logged, and the one place where
 * what nobody expected becomes an answer.
 *
 *     /                          home                         /_sandbox/style.css, icon.svg, dialog.js
 *     /_sandbox/providers/:id    one provider                 /_sandbox/elsewhere   where the fault `redirect` points
 *     /_sandbox/try/:id          a sign-in, tried from here
 *     /_sandbox/…                control interface, JSON      /<host>/<path>        the emulated providers
 */
import { Hono } from "hono";
import { compress } from "hono/compress";
import { bearerHash } from "../lib/bearer.ts";
import { control } from "./control.ts";
import { home, providerPage, registerRedirectUri } from "./endpoints/developer.tsx";
import { providerRequest } from "./endpoints/provider-request.tsx";
import { createTryOut } from "./endpoints/try-out.tsx";
import { isFromOwnPage, isLocal, isOwnHost } from "./own-page.ts";
import { pageStyle } from "./page.css.ts";
import { page } from "./pages/layout.tsx";
import { LostPage } from "./pages/refused.tsx";
import { readBody } from "./parameters.ts";
import { DIALOG_SCRIPT } from "./sdk-script.ts";
import type { World } from "./world.ts";

/** What a server knows beyond the request. */
export interface SandboxEnv {
  /** The peer's IP address. */
  readonly peer?: string;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b4541a"/>' +
  '<path d="M9 25V9l14-2v18z" fill="#fdf3e3"/><circle cx="19.5" cy="16.5" r="1.6" fill="#b4541a"/></svg>';

const asGet = (request: Request): Request =>
  request.method === "HEAD" ? new Request(request, { method: "GET" }) : request;

const lost = (status: number, title: string, detail: string): Promise<Response> =>
  page(<LostPage title={title} detail={detail} />, { status });

export function createApp(world: World, onError: (error: unknown) => void): Hono<{ Bindings: SandboxEnv }> {
  const app = new Hono<{ Bindings: SandboxEnv }>();
  const style = pageStyle(world.directory.emulations.map(({ provider }) => provider));
  const etag = `"${bearerHash(style).slice(0, 16)}"`;

  const asset = (request: Request, body: string, type: string): Response => {
    const headers = {
      "Content-Type": type,
      "Cache-Control": "no-cache",
      ETag: etag,
      "X-Content-Type-Options": "nosniff",
    };
    return request.headers.get("if-none-match") === etag
      ? new Response(null, { status: 304, headers })
      : new Response(body, { headers });
  };

  // The list of five hundred providers, and what colours them.
  app.get("/", compress());
  app.get("/_sandbox/style.css", compress(), ({ req }) => asset(req.raw, style, "text/css; charset=utf-8"));
  app.get("/_sandbox/dialog.js", ({ req }) => asset(req.raw, DIALOG_SCRIPT, "text/javascript; charset=utf-8"));
  app.get("/_sandbox/icon.svg", ({ req }) => asset(req.raw, ICON, "image/svg+xml"));

  app.all("/_sandbox/elsewhere", ({ req }) => {
    const remark = "A redirect was followed that must not be followed.";
    const entry = {
      at: world.clock(),
      providerId: null,
      endpoint: null,
      method: req.method,
      address: req.path,
      parameters: [],
    };
    world.log.add({ ...entry, status: 200, remark });
    return Response.json({ followed: true });
  });

  // Everything below shows or changes what is registered.
  const guard = (request: Request, peer: string | undefined, local: boolean): Promise<Response> | null => {
    if (local ? isLocal(request, peer) : isOwnHost(request, world.origin, peer)) return null;
    return lost(403, "Not from here", "This is shown only to who opens it under the sandbox's own address.");
  };

  app.get("/", ({ req, env }) => guard(req.raw, env?.peer, false) ?? home(world, req.query("q") ?? ""));

  app.on(["GET", "POST"], "/_sandbox/providers/:id", async ({ req, env }) => {
    const posted = req.method === "POST";
    const refused = guard(req.raw, env?.peer, posted);
    if (refused) return refused;
    const emulation = world.directory.get(req.param("id"));
    if (!emulation) return lost(404, "No such provider", "The sandbox does not emulate a provider of this name.");
    if (posted) return registerRedirectUri(world, emulation, req.raw, await readBody(req.raw));
    return providerPage(world, emulation, isLocal(req.raw, env?.peer));
  });

  const tryOut = createTryOut(world, (request) => providerRequest(world, request));
  app.on(["GET", "POST"], "/_sandbox/try/:id{[a-z0-9_-]+}/:step{callback}?", async ({ req, env }) => {
    const refused = guard(req.raw, env?.peer, true);
    if (refused) return refused;
    const emulation = world.directory.get(req.param("id"));
    if (!emulation) return lost(404, "No such provider", "The sandbox does not emulate a provider of this name.");
    if (req.param("step") === undefined) return tryOut.start(emulation, req.raw);
    const posted = req.method === "POST" ? Buffer.from((await readBody(req.raw)) ?? []).toString() : "";
    return tryOut.finish(emulation, req.raw, new URLSearchParams(posted));
  });

  app.all("/_sandbox/*", async ({ req, env }) => {
    const refused = guard(req.raw, env?.peer, true);
    if (refused) return refused;
    if (!isFromOwnPage(req.raw)) return lost(403, "Not from here", "Another site caused this request.");
    return control(world, asGet(req.raw), req.path, await readBody(req.raw));
  });

  app.all("*", ({ req }) => providerRequest(world, asGet(req.raw)));

  app.onError((error) => {
    onError(error);
    return Response.json({ error: "server_error" }, { status: 500, headers: { "Cache-Control": "no-store" } });
  });
  return app;
}
