/**
 * Userinfo: `GET|POST /api/userinfo` (OpenID Connect Core, 5.3; RFC 6750, 2.1 and 2.2). For a person's access token; what it
 * says beyond `sub` is what the token's scope allows. Any token of a person will do, with `openid` or without: `sub` is no
 * more than the token itself says. An ID Token is not an access token and is refused.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { bodyText, mediaType, parseForm } from "../../lib/parameters.ts";
import { MEMBERSHIP_SCOPES } from "../clients/settings.ts";
import { findClient } from "../clients/store.ts";
import { storedClaims } from "../grants/claims-parameter.ts";
import type { GrantRow } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { organizationName } from "../organizations/store.ts";
import { findUser, type User } from "../users/store.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { claimsOf, requestedClaims } from "./claims.ts";
import { provenKey } from "./dpop.ts";
import { membershipClaims } from "./membership-claims.ts";
import { findQueryToken } from "./presented-access.ts";
import { scopeNames } from "./scope.ts";
import { type AccessToken, findAccessToken } from "./tokens.ts";

interface Presented {
  readonly value: string;
  readonly scheme: "bearer" | "dpop";
}

async function presentedToken(http: EndpointRequest): Promise<Presented | undefined> {
  const header = http.headers.authorization;
  const isForm =
    http.method === "POST" && mediaType(http.headers["content-type"]) === "application/x-www-form-urlencoded";
  const inBody = isForm ? parseForm(bodyText(await http.body())).get("access_token") : undefined;
  if (header === undefined) return inBody === undefined ? undefined : { value: inBody, scheme: "bearer" };
  if (inBody !== undefined) throw new OAuthError("invalid_request", "The token is there more than once.");
  const [, scheme, value] = /^(bearer|dpop) +([A-Za-z0-9._~+/=-]+) *$/i.exec(header) ?? [];
  return value === undefined ? undefined : { value, scheme: scheme?.toLowerCase() === "dpop" ? "dpop" : "bearer" };
}

/** A token that is bound to a key is used with a proof of that key, and any other without (RFC 9449, 7). */
async function isWellPresented(
  hub: Hub,
  http: EndpointRequest,
  { value, scheme }: Presented,
  jkt: string | null,
): Promise<boolean> {
  if (jkt === null) return scheme === "bearer";
  return scheme === "dpop" && (await provenKey(hub, http, value)) === jkt;
}

/** What of an access token decides what userinfo says. */
export type UserinfoToken = Pick<AccessToken, "clientId" | "sub" | "scope" | "tokenFormat"> & {
  readonly grant: Pick<GrantRow, "claims"> | null;
};

/** What userinfo says of a person, in the order in which nothing stands in for what is ours. */
export async function userinfoClaims(hub: Hub, user: User, token: UserinfoToken): Promise<Record<string, unknown>> {
  const scopes = scopeNames(token.scope);
  return {
    ...claimsOf(user, scopes),
    ...requestedClaims(user, storedClaims(token.grant?.claims ?? null)?.userinfo),
    ...(await memberships(hub, user, token, scopes)),
    sub: token.sub,
    iss: hub.issuer,
    aud: token.clientId,
  };
}

/**
 * Groups and roles, by their scopes. Casdoor's clients never ask for those: there they come with `profile`, where the client may
 * have them, and groups as `owner/name`.
 */
async function memberships(
  hub: Hub,
  user: User,
  { clientId, tokenFormat }: UserinfoToken,
  scopes: readonly string[],
): Promise<Record<string, unknown>> {
  const likeCasdoor = tokenFormat !== "standard" && scopes.includes("profile");
  if (!likeCasdoor && !MEMBERSHIP_SCOPES.some((name) => scopes.includes(name))) return {};
  const client = await findClient(hub.db, clientId);
  if (!client) return {};
  if (!likeCasdoor) return membershipClaims(hub, client, user.id, scopes);
  const claims = await membershipClaims(hub, client, user.id, MEMBERSHIP_SCOPES);
  const owner = claims.groups ? await organizationName(hub.db, user.organizationId) : "";
  return { ...claims, ...(claims.groups ? { groups: claims.groups.map((name) => `${owner}/${name}`) } : {}) };
}

export const userinfo =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const presented = await presentedToken(http);
    // Nothing was tried, so no error is named (RFC 6750, 3.1).
    const inQuery = presented === undefined && http.query !== "" ? await findQueryToken(hub, http) : null;
    if (presented === undefined && inQuery === null)
      return { status: 401, headers: { "www-authenticate": 'Bearer realm="alldoor"', "cache-control": "no-store" } };
    const token = presented === undefined ? inQuery : await findAccessToken(hub, presented.value);
    if (!token || (presented && !(await isWellPresented(hub, http, presented, token.jkt))))
      throw new OAuthError("invalid_token", "The access token is not valid.");
    if (token.person === null)
      throw new OAuthError("insufficient_scope", "This token belongs to a client, not to a person.");
    const user = await findUser(hub.db, token.person.id);
    if (!user) throw new OAuthError("invalid_token", "The access token is not valid.");
    const claims = await userinfoClaims(hub, user, token);
    if (token.userinfoSigningAlg === null) return json(claims, 200, { "cache-control": "no-store" });
    // OpenID Connect Core, 5.3.2: the client asked for its answers signed.
    const body = await hub.keys.sign(token.userinfoSigningAlg, "JWT", { ...claims, iat: seconds(hub.clock) });
    return { status: 200, headers: { "content-type": "application/jwt", "cache-control": "no-store" }, body };
  };
