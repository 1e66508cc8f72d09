/**
 * oauth: the authorization server. Its endpoints in one table; each is a file named for it. It reads people, clients,
 * sessions and grants from the domain, and meets sign-in only through stored flows and redirects.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import type { Browsers } from "../browser/browser.ts";
import type { Hub } from "../hub.ts";
import type { ProtocolRoute } from "../web/route.ts";
import { authorize, resume } from "./authorize.ts";
import { deviceAuthorization } from "./device-authorization.ts";
import { discovery, jwks } from "./discovery.ts";
import { endSession } from "./end-session.ts";
import { introspect } from "./introspect.ts";
import { protectedResource } from "./protected-resource.ts";
import { pushRequest } from "./pushed-request.ts";
import { register } from "./register.ts";
import { registration } from "./registration.ts";
import { REGISTRATION_PATH } from "./registration-answer.ts";
import { revoke } from "./revoke.ts";
import { token } from "./token.ts";
import { userinfo } from "./userinfo.ts";
import { webFinger } from "./web-finger.ts";

/** @param answerLogOut Answers calls of `/api/logout` that are not a browser's. */
export const oauthRoutes = (
  hub: Hub,
  browsers: Browsers,
  assets: AssetPaths,
  answerLogOut: (http: EndpointRequest) => Promise<Answer | null>,
): readonly ProtocolRoute[] => {
  const wellKnown = discovery(hub);
  return [
    {
      kind: "protocol",
      methods: ["GET", "POST"],
      path: "/login/oauth/authorize",
      errors: "page",
      anyOrigin: false,
      endpoint: authorize(hub, browsers, assets),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/login/oauth/continue",
      errors: "page",
      anyOrigin: false,
      endpoint: resume(hub, browsers, assets),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/login/oauth/access_token",
      errors: "oauth",
      anyOrigin: true,
      endpoint: token(hub),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/login/oauth/refresh_token",
      errors: "oauth",
      anyOrigin: true,
      endpoint: token(hub, "refresh_token"),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/device-auth",
      errors: "oauth",
      anyOrigin: true,
      endpoint: deviceAuthorization(hub),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/login/oauth/par",
      errors: "oauth",
      anyOrigin: false,
      endpoint: pushRequest(hub),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/login/oauth/introspect",
      errors: "oauth",
      anyOrigin: false,
      endpoint: introspect(hub),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: "/api/login/oauth/revoke",
      errors: "oauth",
      anyOrigin: true,
      endpoint: revoke(hub),
    },
    {
      kind: "protocol",
      methods: ["POST"],
      path: REGISTRATION_PATH,
      errors: "bearer",
      anyOrigin: true,
      endpoint: register(hub),
    },
    {
      kind: "protocol",
      methods: ["GET", "PUT", "DELETE"],
      path: `${REGISTRATION_PATH}/:client_id`,
      errors: "bearer",
      anyOrigin: true,
      endpoint: registration(hub),
    },
    {
      kind: "protocol",
      methods: ["GET", "POST"],
      path: "/api/userinfo",
      errors: "bearer",
      anyOrigin: true,
      endpoint: userinfo(hub),
    },
    {
      kind: "protocol",
      methods: ["GET", "POST"],
      path: "/api/logout",
      errors: "page",
      anyOrigin: false,
      endpoint: endSession(hub, browsers, answerLogOut),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/openid-configuration",
      errors: "oauth",
      anyOrigin: true,
      endpoint: wellKnown,
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/oauth-authorization-server",
      errors: "oauth",
      anyOrigin: true,
      endpoint: wellKnown,
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/jwks",
      errors: "oauth",
      anyOrigin: true,
      endpoint: jwks(hub),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/webfinger",
      errors: "oauth",
      anyOrigin: true,
      endpoint: webFinger(hub),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/oauth-protected-resource",
      errors: "oauth",
      anyOrigin: true,
      endpoint: protectedResource(hub),
    },
    // Casdoor's forms for one application: the issuer is one, so they say the same, whatever name stands there.
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/:application/openid-configuration",
      errors: "oauth",
      anyOrigin: true,
      endpoint: wellKnown,
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/:application/oauth-authorization-server",
      errors: "oauth",
      anyOrigin: true,
      endpoint: wellKnown,
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/:application/jwks",
      errors: "oauth",
      anyOrigin: true,
      endpoint: jwks(hub),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/:application/webfinger",
      errors: "oauth",
      anyOrigin: true,
      endpoint: webFinger(hub),
    },
    {
      kind: "protocol",
      methods: ["GET"],
      path: "/.well-known/:application/oauth-protected-resource",
      errors: "oauth",
      anyOrigin: true,
      endpoint: protectedResource(hub),
    },
  ];
};
