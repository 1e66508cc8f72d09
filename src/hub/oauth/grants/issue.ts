/** The end of every grant that is a person's: the tokens of one stored grant. */
import type { Client } from "../../clients/store.ts";
import type { GrantRow } from "../../grants/grants.ts";
import { createRefreshTokens } from "../../grants/refresh-token.ts";
import type { Hub } from "../../hub.ts";
import { findUser } from "../../users/store.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { scopeNames } from "../scope.ts";
import { issueAccessToken, issueIdToken } from "../tokens.ts";
import type { TokenAnswer } from "./grant.ts";

/** Casdoor's clients look for all six keys in every answer, whatever was asked for. */
export const answersLikeCasdoor = (client: Client): boolean => client.tokenFormat !== "standard";

/**
 * @param generation Of the refresh token to give; 0 for none.
 * @param scope What the access token may do, part of the grant's scope.
 */
export async function tokensOf(
  hub: Hub,
  client: Client,
  grant: GrantRow,
  generation: number,
  scope: string,
): Promise<TokenAnswer> {
  const accessToken = await issueAccessToken(hub, client, grant, scope);
  const answer: TokenAnswer = {
    access_token: accessToken,
    token_type: grant.dpop_jkt === null ? "Bearer" : "DPoP",
    expires_in: client.accessTokenSeconds,
    scope,
    ...(generation > 0
      ? { refresh_token: createRefreshTokens(hub.vault).make(grant.id, generation, grant.refresh_salt) }
      : {}),
    ...(generation === 0 && answersLikeCasdoor(client) ? { refresh_token: "" } : {}),
  };
  if (!scopeNames(grant.scope).includes("openid") && !answersLikeCasdoor(client)) return answer;
  const user = await findUser(hub.db, grant.user_id);
  if (!user) throw new OAuthError("invalid_grant", "The grant is not valid any more.");
  return { ...answer, id_token: await issueIdToken(hub, client, user, grant, { accessToken, withClaims: true }) };
}
