/**
 * Token introspection: `POST /api/login/oauth/introspect` (RFC 7662). For confidential clients, about their own tokens and
 * those meant for them; about anything else they learn `{"active":false}`, the same bytes whatever the reason.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { type Client, findClient } from "../clients/store.ts";
import { findGrant } from "../grants/grants.ts";
import { createRefreshTokens } from "../grants/refresh-token.ts";
import type { Hub } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { authenticateClient } from "./client-auth.ts";
import { signedIntrospection, wantsSignedAnswer } from "./introspection-jwt.ts";
import { membershipClaims } from "./membership-claims.ts";
import { readLooseParameters } from "./request-body.ts";
import { scopeNames } from "./scope.ts";
import { subjectOf } from "./subject.ts";
import { type AccessToken, findAccessToken } from "./tokens.ts";

const NO_STORE = { "cache-control": "no-store" } as const;
const INACTIVE = { active: false } as const;

export const introspect =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const { parameters, checkType } = await readLooseParameters(http);
    const client = await authenticateClient(hub, http.headers, parameters);
    checkType(client);
    if (client.type !== "confidential")
      throw new OAuthError("invalid_client", "Only a confidential client can introspect.");
    const token = parameters.get("token");
    if (token === undefined) throw new OAuthError("invalid_request", "token is missing.");
    const about = (await aboutRefreshToken(hub, client, token)) ?? (await aboutAccessToken(hub, client, token));
    return wantsSignedAnswer(http.headers.accept)
      ? signedIntrospection(hub, client, about ?? INACTIVE)
      : json(about ?? INACTIVE, 200, { ...NO_STORE, vary: "accept" });
  };

/**
 * A name tells people apart across applications: where scopes of OpenID Connect or pairwise subjects say what an application is to
 * know, it goes with `profile`. Clients of plain OAuth 2.0, Casdoor's among them, read it without, and tokens in Casdoor's
 * formats hold it anyway.
 */
function usernameFor({ tokenFormat, subjectType }: Client, scope: string, username: string | null | undefined) {
  const scopes = scope.split(" ");
  const isPlain = subjectType === "public" && !scopes.includes("openid");
  const isTold = scopes.includes("profile") || isPlain || tokenFormat !== "standard";
  return typeof username === "string" && isTold ? { username } : {};
}

async function aboutAccessToken(hub: Hub, client: Client, value: string): Promise<Record<string, unknown> | null> {
  const token = await findAccessToken(hub, value);
  if (!token || (token.clientId !== client.clientId && !token.audience.includes(client.clientId))) return null;
  return {
    active: true,
    scope: token.scope,
    client_id: token.clientId,
    ...usernameFor(client, token.scope, token.person?.name),
    token_type: token.jkt === null ? "Bearer" : "DPoP",
    exp: token.expiresAt,
    iat: token.issuedAt,
    nbf: token.issuedAt,
    sub: token.sub,
    aud: token.audience,
    iss: hub.issuer,
    jti: token.jti,
    ...(token.jkt === null ? {} : { cnf: { jkt: token.jkt } }),
    ...(await membershipsOf(hub, client, token)),
  };
}

/** What the token itself says, whole, as its client is told it: another one in its audience learns no more than that. */
async function membershipsOf(hub: Hub, client: Client, { clientId, person, scope }: AccessToken) {
  if (person === null) return {};
  const issuedTo = clientId === client.clientId ? client : await findClient(hub.db, clientId);
  return issuedTo ? membershipClaims(hub, issuedTo, person.id, scopeNames(scope)) : {};
}

async function aboutRefreshToken(hub: Hub, client: Client, value: string): Promise<Record<string, unknown> | null> {
  const tokens = createRefreshTokens(hub.vault);
  const claimed = tokens.read(value);
  const { grant, standing, userName } =
    (claimed && (await findGrant(hub.db, claimed.grantId, seconds(hub.clock)))) ?? {};
  const alive =
    claimed &&
    grant &&
    standing &&
    grant.client_id === client.id &&
    tokens.isGenuine(value, grant.id, claimed.generation, grant.refresh_salt) &&
    claimed.generation === grant.refresh_generation &&
    grant.revoked_at === null &&
    grant.expires_at > seconds(hub.clock) &&
    standing.userDisabledAt === null &&
    standing.organizationDisabledAt === null &&
    standing.sessionEndedAt === null;
  if (!alive) return null;
  return {
    active: true,
    scope: grant.scope,
    client_id: client.clientId,
    ...usernameFor(client, grant.scope, userName),
    exp: grant.expires_at,
    iat: grant.rotated_at,
    sub: subjectOf(hub, client, grant.user_id),
    aud: [client.clientId],
    iss: hub.issuer,
  };
}
