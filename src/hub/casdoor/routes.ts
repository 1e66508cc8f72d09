/** Casdoor's calls in one table. They take tokens of any origin's scripts; the cookie they take from our own pages alone (`caller.ts`). */
import type { ProtocolRoute } from "../web/route.ts";
import { getAccount, getUser } from "./account.ts";
import { getApplication } from "./application.ts";
import type { CasdoorDeps } from "./caller.ts";
import { ssoLogOut } from "./log-out.ts";
import { to, toAuthorize } from "./redirects.ts";

export const casdoorRoutes = (deps: CasdoorDeps): readonly ProtocolRoute[] => [
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/api/get-account",
    errors: "bearer",
    anyOrigin: true,
    endpoint: getAccount(deps),
  },
  { kind: "protocol", methods: ["GET"], path: "/api/user", errors: "bearer", anyOrigin: true, endpoint: getUser(deps) },
  {
    kind: "protocol",
    methods: ["GET", "POST"],
    path: "/api/sso-logout",
    errors: "bearer",
    anyOrigin: true,
    endpoint: ssoLogOut(deps),
  },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/api/get-application",
    errors: "oauth",
    anyOrigin: false,
    endpoint: getApplication(deps),
  },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/signup/oauth/authorize",
    errors: "page",
    anyOrigin: false,
    endpoint: toAuthorize,
  },
  { kind: "protocol", methods: ["GET"], path: "/login", errors: "page", anyOrigin: false, endpoint: to("/sign-in") },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/login/:organization",
    errors: "page",
    anyOrigin: false,
    endpoint: to("/sign-in"),
  },
  { kind: "protocol", methods: ["GET"], path: "/signup", errors: "page", anyOrigin: false, endpoint: to("/sign-up") },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/signup/:application",
    errors: "page",
    anyOrigin: false,
    endpoint: to("/sign-up"),
  },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/users/:organization/:name",
    errors: "page",
    anyOrigin: false,
    endpoint: to("/account"),
  },
];
