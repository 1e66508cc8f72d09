/**
 * `grant_type=client_credentials` (RFC 6749, 4.4): a token of the client's own, for no person. No refresh token (4.4.3), and of
 * the scopes only the client's own: none that speaks of a person. It may be meant for a service (RFC 8707).
 *
 * Casdoor's clients look for six keys in every answer: a client with Casdoor's token format gets an ID Token that speaks of the
 * client, an empty refresh token, and the scope as it asked.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Client } from "../../clients/store.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import type { Hub } from "../../hub.ts";
import { permissionsOf } from "../../permissions/client-permissions.ts";
import { isApiScope } from "../../permissions/scopes.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { areAllowed, audienceOf } from "../resource.ts";
import { grantable, readScope, scopesOf, scopeText } from "../scope.ts";
import { formatClaims } from "../token-format.ts";
import { issueAccessToken } from "../tokens.ts";
import type { Grant, TokenAnswer } from "./grant.ts";
import { answersLikeCasdoor } from "./issue.ts";

export const clientCredentials: Grant = {
  parameters: ["scope", "resource"],
  async issue({ hub, client, parameters, jkt }) {
    if (client.type !== "confidential" || (await mayIssue(hub.db, client, "client_credentials", null))) {
      throw new OAuthError("unauthorized_client", "This client may not use this grant type.");
    }
    const asked = readScope(parameters.get("scope"));
    if (asked === null) throw new OAuthError("invalid_scope", "scope is malformed.");
    const resource = parameters.get("resource")?.split(" ") ?? [];
    if (!areAllowed(resource, client.resources)) {
      throw new OAuthError("invalid_target", "resource is not one that this client may name.");
    }
    const named = answersLikeCasdoor(client) ? scopesOf(client) : client.customScopes.map(({ name }) => name);
    // Scopes of our own API are no words of the client's: an administrator gives them.
    const permissions = (await permissionsOf(hub.db, client.id)).filter(isApiScope);
    const own = [...named.filter((name) => !isApiScope(name)), ...permissions];
    const scope = scopeText(grantable(asked, own));
    const answer: TokenAnswer = {
      access_token: await issueAccessToken(hub, client, null, scope, audienceOf(resource, client.clientId), jkt),
      token_type: jkt === null ? "Bearer" : "DPoP",
      expires_in: client.accessTokenSeconds,
      scope,
    };
    if (!answersLikeCasdoor(client)) return answer;
    return { ...answer, id_token: await clientIdToken(hub, client), refresh_token: "" };
  },
};

/** An ID Token that speaks of the client: no `auth_time`, for nobody signed in, so that it passes for nobody's sign-in. */
async function clientIdToken(hub: Hub, client: Client): Promise<string> {
  const now = seconds(hub.clock);
  return hub.keys.sign(client.signingAlg, "JWT", {
    ...(await formatClaims(hub, client, null, "", "id-token")),
    iss: hub.issuer,
    sub: client.clientId,
    aud: client.clientId,
    azp: client.clientId,
    iat: now,
    exp: now + client.accessTokenSeconds,
  });
}
