/**
 * Token revocation: `POST /api/login/oauth/revoke` (RFC 7009). A refresh token takes its whole grant with it, access tokens
 * too; an access token goes alone. An unknown token is answered with 200 (2.2), another client's is refused (2.1), and
 * 200 is said only once the revocation is stored.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Client } from "../clients/store.ts";
import { findGrant, revokeAccessToken, revokeGrant } from "../grants/grants.ts";
import { createRefreshTokens } from "../grants/refresh-token.ts";
import type { Hub, Occasion } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { authenticateClient } from "./client-auth.ts";
import { readParameters } from "./request-body.ts";
import { occasionOf } from "./token.ts";
import { readAccessToken } from "./tokens.ts";

export const revoke =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const parameters = await readParameters(http);
    const client = await authenticateClient(hub, http.headers, parameters);
    const token = parameters.get("token");
    if (token === undefined) throw new OAuthError("invalid_request", "token is missing.");
    const occasion = occasionOf(http);
    if (!(await revokeByRefreshToken(hub, client, token, occasion)))
      await revokeByAccessToken(hub, client, token, occasion);
    return { status: 200, headers: { "cache-control": "no-store" } };
  };

const notYours = () => new OAuthError("invalid_request", "The token was issued to another client.");

/** @returns whether the value was a refresh token of ours. */
async function revokeByRefreshToken(hub: Hub, client: Client, value: string, occasion: Occasion): Promise<boolean> {
  const tokens = createRefreshTokens(hub.vault);
  const claimed = tokens.read(value);
  const { grant } = (claimed && (await findGrant(hub.db, claimed.grantId, seconds(hub.clock)))) ?? {};
  if (!claimed || !grant || !tokens.isGenuine(value, grant.id, claimed.generation, grant.refresh_salt)) return false;
  if (grant.client_id !== client.id) throw notYours();
  await hub.db.write(async (tx) => {
    if (!(await revokeGrant(tx, grant.id, seconds(hub.clock), "revoked-by-client"))) return;
    await recordEvent(tx, hub, {
      action: "grant.revoked",
      clientId: client.id,
      subject: { kind: "user", id: grant.user_id },
      occasion,
    });
  });
  return true;
}

async function revokeByAccessToken(hub: Hub, client: Client, value: string, occasion: Occasion): Promise<void> {
  const token = readAccessToken(hub, value);
  if (!token) return;
  if (token.clientId !== client.clientId) throw notYours();
  await hub.db.write(async (tx) => {
    if ((await revokeAccessToken(tx, token.jti, token.expiresAt)) === 0) return;
    await recordEvent(tx, hub, {
      action: "token.revoked",
      clientId: client.id,
      subject: { kind: "subject", id: token.sub },
      occasion,
    });
  });
}
