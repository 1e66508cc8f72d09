/**
 * Protected resource metadata: `GET /.well-known/oauth-protected-resource` (RFC 9728), of the resources that are our own, such
 * as userinfo: whose tokens they take, and how they are brought. The query is not among the ways: it is a switch.
 */
import { type Answer, json } from "../../lib/endpoint.ts";
import { STANDARD_SCOPES } from "../clients/settings.ts";
import type { Hub } from "../hub.ts";

export const protectedResource = (hub: Hub) => (): Answer =>
  json(
    {
      resource: hub.issuer,
      authorization_servers: [hub.issuer],
      scopes_supported: STANDARD_SCOPES,
      bearer_methods_supported: ["header", "body"],
      jwks_uri: `${hub.issuer}/.well-known/jwks`,
    },
    200,
    { "cache-control": "public, max-age=300" },
  );
