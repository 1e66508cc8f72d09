/** oauth4webapi 3, unmodified and by hand: every response is validated by the library, signatures too. */
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

const insecure = { [oauth.allowInsecureRequests]: true };

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  test("code flow with client_secret_basic, validated access token and ID Token", async () => {
    const { client: made, clientSecret } = await hub.makeClient();
    const person = await hub.makeUser();
    const issuer = new URL(hub.url);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const client: oauth.Client = { client_id: made.clientId, id_token_signed_response_alg: "ES256" };
    const authentication = oauth.ClientSecretBasic(clientSecret ?? "");
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const redirectUri = made.redirectUris[0] ?? "";
    const address = new URL(server.authorization_endpoint ?? "");
    address.search = new URLSearchParams({
      client_id: made.clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid email",
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();

    const callback = await authorize(await signedInBrowser(hub, person), address.href);
    const parameters = oauth.validateAuthResponse(server, client, callback, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, insecure);
    const claims = oauth.getValidatedIdTokenClaims(answer);
    expect(claims).toMatchObject({ sub: person.id, email: person.email });

    // A resource server's view: the access token as RFC 9068 has it.
    const request = new Request("https://api.example.com/", {
      headers: { authorization: `Bearer ${answer.access_token}` },
    });
    const access = await oauth.validateJwtAccessToken(server, request, made.clientId, insecure);
    expect(access).toMatchObject({ sub: person.id, client_id: made.clientId, scope: "openid email" });

    const info = await oauth.userInfoRequest(server, client, answer.access_token, insecure);
    expect(await oauth.processUserInfoResponse(server, client, person.id, info)).toMatchObject({ email: person.email });

    const revocation = await oauth.revocationRequest(
      server,
      client,
      authentication,
      answer.refresh_token ?? "",
      insecure,
    );
    await oauth.processRevocationResponse(revocation);
    const dead = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      answer.refresh_token ?? "",
      insecure,
    );
    await expect(oauth.processRefreshTokenResponse(server, client, dead)).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  test("client_secret_post", async () => {
    const { client: made, clientSecret } = await hub.makeClient({
      grantTypes: ["client_credentials"],
      redirectUris: [],
    });
    const issuer = new URL(hub.url);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const client: oauth.Client = { client_id: made.clientId };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(clientSecret ?? ""),
      {},
      insecure,
    );
    const answer = await oauth.processClientCredentialsResponse(server, client, response);
    expect(answer).not.toHaveProperty("refresh_token");
    expect(answer).not.toHaveProperty("id_token");
    const wrong = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretPost("wrong"),
      {},
      insecure,
    );
    await expect(oauth.processClientCredentialsResponse(server, client, wrong)).rejects.toMatchObject({ status: 401 });
  });
});
