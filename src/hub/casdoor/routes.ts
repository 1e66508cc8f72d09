/**
 * Casdoor's calls in one table. Those of `managed` are for applications with the permission `management` (`management.ts`). The
 * others take tokens of any origin's scripts; the cookie they take from our own pages alone (`caller.ts`).
 */
import type { ProtocolRoute } from "../web/route.ts";
import { getAccount, getUser } from "./account.ts";
import { getApplication } from "./application.ts";
import type { CasdoorDeps } from "./caller.ts";
import { getCert } from "./certificates.ts";
import { ssoLogOut } from "./log-out.ts";
import { managed } from "./management.ts";
import { getOrganization, getProvider, getSession } from "./organization.ts";
import { getUserCount, getUserOf, getUsers } from "./people.ts";
import { to, toAuthorize } from "./redirects.ts";
import { getToken, getTokens } from "./tokens.ts";
import { unlink } from "./unlink.ts";

type Read = Parameters<typeof managed>[1];

/** By the last segment of their address. */
const READS: Readonly<Record<string, Read>> = {
  "get-user": getUserOf,
  "get-users": getUsers,
  "get-user-count": getUserCount,
  "get-cert": getCert,
  "get-token": getToken,
  "get-tokens": getTokens,
  "get-organization": getOrganization,
  "get-provider": getProvider,
  "get-session": getSession,
};

const managementRoute = (deps: CasdoorDeps, [name, read]: readonly [string, Read]): ProtocolRoute => ({
  kind: "protocol",
  methods: ["GET"],
  path: `/api/${name}`,
  errors: "oauth",
  anyOrigin: false,
  endpoint: managed(deps, read),
});

export const casdoorRoutes = (deps: CasdoorDeps): readonly ProtocolRoute[] => [
  ...Object.entries(READS).map((read) => managementRoute(deps, read)),
  {
    kind: "protocol",
    methods: ["POST"],
    path: "/api/unlink",
    errors: "oauth",
    anyOrigin: false,
    endpoint: unlink(deps),
  },
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
