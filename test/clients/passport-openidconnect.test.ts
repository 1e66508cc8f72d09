/** passport-openidconnect, unmodified: a confidential client that knows no PKCE, so the switch for that is on. */
import { type Authenticator, Passport } from "passport";
import OpenIDConnectStrategy from "passport-openidconnect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

interface Outcome {
  readonly user?: { readonly id: string; readonly displayName?: string; readonly username?: string };
  readonly redirect?: string;
  readonly failure?: unknown;
}

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  /** One request through passport's middleware, with a session that outlives it. */
  const handle = (passport: Authenticator, session: object, query: Record<string, string>): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const request = { query, session, headers: {}, url: "/callback", method: "GET" };
      const headers: Record<string, string> = {};
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: string) => {
          headers[name.toLowerCase()] = value;
        },
        end: () => resolve({ redirect: headers["location"] ?? "" }),
      };
      const done = (error: unknown, user: Outcome["user"] | false, failure: unknown) =>
        error ? reject(error) : resolve(user ? { user } : { failure });
      passport.authenticate("openidconnect", { session: false }, done)(request, response, reject);
    });

  test("signs a person in, and a state that is another's is refused", async () => {
    const { client, clientSecret } = await hub.makeClient({
      consent: "first-party",
      dangers: ["dangerouslyAllowCodeWithoutPkce"],
    });
    const passport = new Passport();
    passport.use(
      new OpenIDConnectStrategy(
        {
          issuer: hub.url,
          authorizationURL: `${hub.url}/login/oauth/authorize`,
          tokenURL: `${hub.url}/api/login/oauth/access_token`,
          userInfoURL: `${hub.url}/api/userinfo`,
          clientID: client.clientId,
          clientSecret: clientSecret ?? "",
          callbackURL: client.redirectUris[0] ?? "",
          scope: ["profile", "email"],
        },
        (_issuer, profile, done) => done(null, profile),
      ),
    );
    const person = await hub.makeUser();
    const session = {};
    const { redirect } = await handle(passport, session, {});
    const callback = await authorize(await signedInBrowser(hub, person), redirect ?? "");
    const answer = Object.fromEntries(callback.searchParams);
    const { user } = await handle(passport, session, answer);
    expect(user).toMatchObject({ id: person.id, displayName: person.displayName, username: person.name });
    expect((await handle(passport, {}, answer)).user).toBeUndefined();
  });
});
