/**
 * oidc-provider, set up for the same work as the hub: JWT access tokens through resource indicators, PKCE, refresh
 * tokens that rotate, introspection, revocation, userinfo, client credentials, the same lifetimes. What a person would
 * do on its sign-in and consent pages is done by one address, which the driver visits before the clock runs.
 */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Configuration, Provider } from "oidc-provider";
import { REDIRECT_URI, SCOPE } from "../driver/target.ts";
import { answerDriver, argument, say } from "./child.ts";
import { INTERACTION, type PeerPlace, type PeerSecrets, RESOURCES } from "./peer-place.ts";
import { sqliteAdapters } from "./sqlite-adapter.ts";

const ACCESS_TOKEN_SECONDS = 600;
const DAY = 86_400;

const place = argument<PeerPlace>();
const { client, jwks, cookieKeys }: PeerSecrets = JSON.parse(readFileSync(place.secrets, "utf8"));

const configuration: Configuration = {
  ...(place.file === null ? {} : { adapter: sqliteAdapters(place.file) }),
  clients: [
    {
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: [REDIRECT_URI],
      grant_types: ["authorization_code", "refresh_token", "client_credentials"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
    },
  ],
  jwks: { keys: [...jwks] },
  cookies: { keys: [...cookieKeys] },
  claims: {
    openid: ["sub"],
    profile: ["name", "preferred_username", "updated_at"],
    email: ["email", "email_verified"],
  },
  // The hub's ID Token carries the claims of its scopes too.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, resource) => ({
        scope: "read",
        audience: resource,
        accessTokenTTL: ACCESS_TOKEN_SECONDS,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: resource === RESOURCES.RS256 ? "RS256" : "ES256" } },
      }),
    },
  },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_context, issued) => issued.grantTypeAllowed("refresh_token"),
  ttl: {
    AccessToken: ACCESS_TOKEN_SECONDS,
    ClientCredentials: ACCESS_TOKEN_SECONDS,
    IdToken: ACCESS_TOKEN_SECONDS,
    AuthorizationCode: 60,
    RefreshToken: 30 * DAY,
    Session: 30 * DAY,
    Grant: 30 * DAY,
    Interaction: 1800,
  },
  interactions: { url: (_context, interaction) => `${INTERACTION}${interaction.uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: `Person ${id}`,
      preferred_username: id,
      updated_at: 1_700_000_000,
      email: `${id}@example.com`,
      email_verified: true,
    }),
  }),
};

const provider = new Provider(`http://127.0.0.1:${place.port}`, configuration);
const serve = provider.callback();
let people = 0;

/** Signs a new person in and has them consent to everything that is asked for. */
async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  people += 1;
  const accountId = `${process.pid}-person-${people}`;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope(SCOPE);
  grant.addResourceScope(RESOURCES.ES256, "read");
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId }, consent });
}

createServer((request, response) => {
  if (!request.url?.startsWith(INTERACTION)) return void serve(request, response);
  interact(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
}).listen(place.port, "127.0.0.1", () => {
  answerDriver();
  say({ kind: "listening" });
});
