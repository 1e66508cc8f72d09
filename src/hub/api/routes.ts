/** The table of the API: every call, with the scope that it needs and how far it reaches. What is not here can't be called. */
import { hash } from "node:crypto";
import type { Hub } from "../hub.ts";
import type { ProtocolRoute } from "../web/route.ts";
import { applicationRoutes } from "./applications.ts";
import { auditRoutes } from "./audit.ts";
import { apiRoute } from "./call.ts";
import type { ApiDeps } from "./caller.ts";
import { clientProviderRoutes } from "./client-providers.ts";
import { countRoutes } from "./counts.ts";
import { grantRoutes } from "./grants.ts";
import { groupRoutes } from "./groups.ts";
import { identityRoutes } from "./identities.ts";
import { keyRoutes } from "./keys.ts";
import { lookRoutes } from "./looks.ts";
import { mailRoutes } from "./mail.ts";
import { openApi } from "./openapi.ts";
import { organizationRoutes } from "./organizations.ts";
import { peopleFileRoutes } from "./people-file.ts";
import { pictureRoutes } from "./pictures.ts";
import { providerRoutes } from "./providers.ts";
import { registrationTokenRoutes } from "./registration-tokens.ts";
import { roleRoutes } from "./roles.ts";
import type { ApiRoute } from "./route.ts";
import { selfRoutes } from "./self.ts";
import { sessionRoutes } from "./sessions.ts";
import { settingsRoutes } from "./settings.ts";
import { userRoutes } from "./users.ts";
import { webhookRoutes } from "./webhooks.ts";

export const apiTable: readonly ApiRoute[] = [
  ...selfRoutes,
  ...organizationRoutes,
  ...applicationRoutes,
  ...lookRoutes,
  ...clientProviderRoutes,
  ...providerRoutes,
  ...userRoutes,
  ...peopleFileRoutes,
  ...pictureRoutes,
  ...identityRoutes,
  ...groupRoutes,
  ...roleRoutes,
  ...sessionRoutes,
  ...grantRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...countRoutes,
  ...webhookRoutes,
  ...settingsRoutes,
  ...registrationTokenRoutes,
  ...mailRoutes,
];

/** The document, made when it is first asked for: most servers never are. */
function documentRoute({ issuer }: Pick<Hub, "issuer">): ProtocolRoute {
  let made: { readonly body: string; readonly etag: string } | undefined;
  const make = () => {
    const body = JSON.stringify(openApi(apiTable, issuer));
    return { body, etag: `"${hash("sha256", body, "base64url").slice(0, 27)}"` };
  };
  return {
    kind: "protocol",
    methods: ["GET"],
    path: "/api/v1/openapi.json",
    errors: "problem",
    anyOrigin: true,
    endpoint({ headers }) {
      made ??= make();
      const { body, etag } = made;
      const common = { etag, "cache-control": "public, max-age=300" };
      if (headers["if-none-match"] === etag) return { status: 304, headers: common };
      return { status: 200, headers: { ...common, "content-type": "application/json; charset=utf-8" }, body };
    },
  };
}

export const apiRoutes = (deps: ApiDeps): readonly ProtocolRoute[] => [
  documentRoute(deps.hub),
  ...apiTable.map((route) => apiRoute(deps, route)),
];
