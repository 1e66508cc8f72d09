/**
 * Independent OpenID Connect clients against the sandbox on a real port: discovery, code flow with PKCE and nonce,
 * every check of the ID Token by their own code and the published key set, userinfo, refresh, revocation.
 */
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import { catalogue } from "../../src/providers/index.ts";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/index.ts";

/** Issuers as their owners publish them. */
const issuers = {
  google: "https://accounts.google.com",
  keycloak: "https://keycloak.sandbox.test/realms/demo",
  casdoor: "https://casdoor.sandbox.test",
  microsoft: "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0",
} as const;

const cases = Object.entries(issuers);
const CALLBACK = "http://localhost:8000/callback";
const SCOPE = "openid profile email";

let served: ServedSandbox;
/** All that these clients are told of the sandbox: addresses begin elsewhere. */
let throughSandbox: (url: string, init?: ClientRequest) => Promise<Response>;

/** What both clients hand to their `fetch`; their types allow members that are there and undefined. */
interface ClientRequest {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: client.FetchBody;
  readonly redirect?: "manual" | undefined;
}

beforeAll(async () => {
  served = await serveSandbox({ port: 0, providers: catalogue });
  for (const id of Object.keys(issuers))
    served.sandbox.registerApp({ ...served.sandbox.app(id), redirectUris: [CALLBACK] });
  const rewrite = sandboxRewrite(served.url);
  throughSandbox = (url, { method = "GET", headers = {}, body = null } = {}) =>
    fetch(rewrite(new URL(url)), { method, headers, body: body as RequestInit["body"] & {}, redirect: "manual" });
});
afterAll(() => served.close());

/** Clicks on the consent page over HTTP, as a browser posts it. */
async function click(authorizationUrl: URL, person: string): Promise<URL> {
  const response = await throughSandbox(authorizationUrl.href, {
    method: "POST",
    body: new URLSearchParams({ person, fault: "none" }),
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  return new URL(response.headers.get("location") ?? "");
}

describe.each(cases)("oauth4webapi and %s", (id, issuer) => {
  test("discovery, code, ID Token by signature, userinfo", async () => {
    const options = { [oauth.customFetch]: throughSandbox };
    const identifier = new URL(issuer);
    const server = await oauth.processDiscoveryResponse(identifier, await oauth.discoveryRequest(identifier, options));
    expect(server.issuer).toBe(issuer);
    expect(new URL(server.token_endpoint ?? "").protocol).toBe("https:");

    const { clientId, clientSecret } = served.sandbox.app(id);
    const application: oauth.Client = { client_id: clientId };
    const auth = oauth.ClientSecretPost(clientSecret);
    const [verifier, nonce, state] = [
      oauth.generateRandomCodeVerifier(),
      oauth.generateRandomNonce(),
      oauth.generateRandomState(),
    ];
    const url = new URL(server.authorization_endpoint ?? "");
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: CALLBACK,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();

    const callback = oauth.validateAuthResponse(server, application, await click(url, "zoe"), state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      application,
      auth,
      callback,
      CALLBACK,
      verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, application, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, options);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    expect(claims?.iss).toBe(issuer);

    const userinfo = await oauth.userInfoRequest(server, application, tokens.access_token, options);
    const profile = await oauth.processUserInfoResponse(server, application, claims?.sub ?? "", userinfo);
    expect(profile).toMatchObject({ name: "Zoë Ōtsuka-Łęska 雪", email: "zoe@example.org" });
  });
});

describe.each(cases)("openid-client and %s", (id, issuer) => {
  test("discovery, code, refresh and revocation", async () => {
    const { clientId, clientSecret } = served.sandbox.app(id);
    const configuration = await client.discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      client.ClientSecretBasic(clientSecret),
      {
        [client.customFetch]: throughSandbox,
        execute: [client.enableNonRepudiationChecks],
      },
    );
    const [pkceCodeVerifier, expectedNonce, expectedState] = [
      client.randomPKCECodeVerifier(),
      client.randomNonce(),
      client.randomState(),
    ];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: CALLBACK,
      scope: id === "microsoft" ? `${SCOPE} offline_access` : SCOPE,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      access_type: "offline",
    });
    const back = await click(url, "mira");
    const tokens = await client.authorizationCodeGrant(configuration, back, {
      pkceCodeVerifier,
      expectedNonce,
      expectedState,
    });
    const { sub } = tokens.claims() ?? {};
    expect(await client.fetchUserInfo(configuration, tokens.access_token, sub ?? "")).toMatchObject({
      email: "mira.halden@example.com",
    });

    const renewed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    expect(renewed.claims()?.sub).toBe(sub);
    const revokes = configuration.serverMetadata().revocation_endpoint !== undefined;
    expect(revokes).toBe(id === "google" || id === "keycloak");
    if (revokes) {
      await client.tokenRevocation(configuration, renewed.access_token);
      await expect(client.fetchUserInfo(configuration, renewed.access_token, sub ?? "")).rejects.toThrow();
    }
    await expect(
      client.authorizationCodeGrant(configuration, back, { pkceCodeVerifier, expectedNonce, expectedState }),
    ).rejects.toMatchObject({ error: "invalid_grant" });
  });
});

test("openid-client refuses an ID Token for another sign-in", async () => {
  const { clientId, clientSecret } = served.sandbox.app("google");
  const configuration = await client.discovery(new URL(issuers.google), clientId, clientSecret, undefined, {
    [client.customFetch]: throughSandbox,
  });
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: CALLBACK,
    scope: SCOPE,
    state: "s",
    nonce: "mine",
  });
  const response = await throughSandbox(url.href, {
    method: "POST",
    body: new URLSearchParams({ person: "mira", fault: "wrong_nonce" }),
    redirect: "manual",
  });
  const back = new URL(response.headers.get("location") ?? "");
  await expect(
    client.authorizationCodeGrant(configuration, back, { expectedNonce: "mine", expectedState: "s" }),
  ).rejects.toThrow();
});

test("Microsoft's shared endpoints publish an issuer with a placeholder, in document and keys", async () => {
  const base = "https://login.microsoftonline.com/common";
  const document = (await (await throughSandbox(`${base}/v2.0/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  expect(document.issuer).toBe("https://login.microsoftonline.com/{tenantid}/v2.0");
  expect(document.jwks_uri).toBe(`${base}/discovery/v2.0/keys`);
  const { keys } = (await (await throughSandbox(document.jwks_uri)).json()) as { keys: Record<string, unknown>[] };
  expect(keys[0]).toMatchObject({ kty: "RSA", use: "sig", issuer: document.issuer });
  expect(keys[0]).not.toHaveProperty("d");
});
