/** openid-client 6, unmodified: discovery, code flow with PKCE, ID Token signature, userinfo, refresh, introspection, revocation. */
import * as client from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  for (const signingAlg of ["ES256", "RS256", "EdDSA"] as const) {
    test(`signs a person in and verifies what it gets, ${signingAlg}`, async () => {
      const { client: made, clientSecret } = await hub.makeClient({
        signingAlg,
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
      });
      const person = await hub.makeUser();
      const config = await client.discovery(
        new URL(hub.url),
        made.clientId,
        {
          client_secret: clientSecret ?? "",
          id_token_signed_response_alg: signingAlg === "EdDSA" ? "EdDSA" : signingAlg,
        },
        undefined,
        { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
      );
      const verifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: made.redirectUris[0] ?? "",
        scope: "openid profile email offline_access",
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      const callback = await authorize(await signedInBrowser(hub, person), address.href);
      const tokens = await client.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      expect(tokens.claims()).toMatchObject({ sub: person.id, iss: hub.url, aud: made.clientId });

      const info = await client.fetchUserInfo(config, tokens.access_token, person.id);
      expect(info).toMatchObject({ preferred_username: person.name, email: person.email });
      expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
        active: true,
        sub: person.id,
        username: person.name,
      });

      const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
      expect(again.refresh_token).not.toBe(tokens.refresh_token);
      await client.tokenRevocation(config, again.refresh_token ?? "");
      await expect(client.refreshTokenGrant(config, again.refresh_token ?? "")).rejects.toMatchObject({
        error: "invalid_grant",
      });
      expect(await client.tokenIntrospection(config, again.access_token)).toEqual({ active: false });

      const own = await client.clientCredentialsGrant(config);
      expect(await client.tokenIntrospection(config, own.access_token)).toMatchObject({
        active: true,
        sub: made.clientId,
        client_id: made.clientId,
      });
    });
  }

  test("a public client needs no secret, and PKCE carries it", async () => {
    const { client: made } = await hub.makeClient({ type: "public", consent: "first-party" });
    const person = await hub.makeUser();
    const config = await client.discovery(
      new URL(hub.url),
      made.clientId,
      { id_token_signed_response_alg: "ES256" },
      client.None(),
      {
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      },
    );
    const verifier = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: made.redirectUris[0] ?? "",
      scope: "openid",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const callback = await authorize(await signedInBrowser(hub, person), address.href);
    const tokens = await client.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    expect(tokens.claims()?.sub).toBe(person.id);
    expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? "")).token_type).toBe("bearer");
  });
});
