/**
 * `grant_type=client_credentials` (RFC 6749, 4.4): a token of the client's own, for no person. No refresh token (4.4.3), no
 * ID Token, and none of the scopes that speak of a person.
 */
import { mayIssue } from "../../grants/may-issue.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { readScope, scopeText } from "../scope.ts";
import { issueAccessToken } from "../tokens.ts";
import type { Grant } from "./grant.ts";

export const clientCredentials: Grant = {
  parameters: ["scope"],
  async issue({ hub, client, parameters }) {
    if (client.type !== "confidential" || mayIssue(client, "client_credentials", null)) {
      throw new OAuthError("unauthorized_client", "This client may not use this grant type.");
    }
    if (parameters.has("scope") && readScope(parameters.get("scope")) === null) {
      throw new OAuthError("invalid_scope", "scope is malformed.");
    }
    const scope = scopeText([]);
    return {
      access_token: await issueAccessToken(hub, client, null, scope),
      token_type: "Bearer",
      expires_in: client.accessTokenSeconds,
      scope,
    };
  },
};
