/** @auth/core (Auth.js), unmodified: its OpenID Connect provider by discovery, with PKCE, state and nonce, and a session of its own. */
import { Auth, type AuthConfig, skipCSRFCheck } from "@auth/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

const APPLICATION = "https://app.example.com";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    // The library looks at its own clock.
    hub = await startHub(await fresh());
    hub.time.advance(Math.floor(Date.now() / 1000) - hub.time.now());
  });
  afterAll(() => hub.close());

  const cookies = new Map<string, string>();
  const call = async (config: AuthConfig, path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await Auth(new Request(`${APPLICATION}${path}`, { ...init, headers: { cookie } }), config);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const equals = pair.indexOf("=");
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  };

  test("signs a person in and knows who it is", async () => {
    const { client, clientSecret } = await hub.makeClient({
      consent: "first-party",
      redirectUris: [`${APPLICATION}/auth/callback/alldoor`],
      signingAlg: "RS256",
    });
    const config: AuthConfig = {
      basePath: "/auth",
      secret: "a secret of the test's application",
      trustHost: true,
      skipCSRFCheck,
      providers: [
        {
          id: "alldoor",
          name: "Alldoor",
          type: "oidc",
          issuer: hub.url,
          clientId: client.clientId,
          clientSecret: clientSecret ?? "",
          checks: ["pkce", "state", "nonce"],
        },
      ],
    };
    const person = await hub.makeUser();
    const start = await call(config, "/auth/signin/alldoor", { method: "POST" });
    const asked = new URL(start.headers.get("location") ?? "");
    expect(asked.searchParams.get("code_challenge_method")).toBe("S256");
    const callback = await authorize(await signedInBrowser(hub, person), asked.href);
    await call(config, `${callback.pathname}${callback.search}`);
    const session = (await (await call(config, "/auth/session")).json()) as object;
    expect(session).toMatchObject({ user: { name: person.displayName, email: person.email } });
  });
});
