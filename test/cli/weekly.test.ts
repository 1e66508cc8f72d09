/** What administrators do most often, by the command line: sessions, grants and identities, secrets, providers, mail, invitations. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Listed {
  readonly id: string;
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  const folder = mkdtempSync(join(tmpdir(), "alldoor-test-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const run = async <T>(words: string, ...args: string[]): Promise<T> =>
    (await called<T>([...words.split(" "), ...storeArgs(database), ...args])).document;
  const refused = async (words: string, ...args: string[]): Promise<string> =>
    (await called<ErrorDocument>([...words.split(" "), ...storeArgs(database), ...args])).document.error.code;
  const actions = async () =>
    (await hub.hub.db.query.selectFrom("audit").select("action").orderBy("id").execute()).map(({ action }) => action);

  test("a session is listed and ended: its browser is signed out; another person's is not taken for it", async () => {
    const person = await hub.makeUser();
    const other = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    await signedInBrowser(hub, other);
    const [session] = await run<Listed[]>("user sessions", person.name);
    const [foreign] = await run<Listed[]>("user sessions", other.name);
    expect(await refused("user sessions", person.name, "--end", foreign?.id ?? "")).toBe("not_found");
    expect(await refused("user sessions", person.name, "--end", "one")).toBe("not_found");
    expect(await run("user sessions", person.name, "--end", session?.id ?? "")).toEqual([]);
    expect(new URL((await browser.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect(await run<Listed[]>("user sessions", other.name)).toHaveLength(1);
    expect((await actions()).at(-1)).toBe("session.ended");
  });

  test("a grant is listed and taken back: its refresh token is worth nothing; all of an application's are taken back at once", async () => {
    const made = await hub.makeClient({ consent: "first-party", scopes: ["openid", "offline_access"] });
    const [one, two] = [await hub.makeUser(), await hub.makeUser()];
    const tokensOf = async (person: typeof one) => {
      const { body } = await codeFlow(hub, await signedInBrowser(hub, person), made, {
        scope: "openid offline_access",
      });
      return String(body.refresh_token);
    };
    const [first, second] = [await tokensOf(one), await tokensOf(two)];
    const refresh = async (value: string) =>
      (await post(hub, TOKEN, { grant_type: "refresh_token", refresh_token: value }, basic(made))).status;
    const [grant] = await run<Listed[]>("user grants", one.name);
    expect(await refused("user grants", two.name, "--revoke", grant?.id ?? "")).toBe("not_found");
    expect(await run("user grants", one.name, "--revoke", grant?.id ?? "")).toEqual([]);
    expect(await refresh(first)).toBe(400);
    expect(await run("application revoke", made.client.clientId)).toMatchObject({ revoked: 1 });
    expect(await refresh(second)).toBe(400);
    expect(await refused("application revoke", "nobody")).toBe("application_missing");
  });

  test("an identity is listed and unlinked, but not the last way in", async () => {
    const wish = { displayName: "G", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
    const provider = await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish));
    const link = async (userId: string) =>
      hub.hub.db.write((tx) =>
        linkIdentity(tx, hub.hub, userId, provider.id, {
          issuer: "https://github.com",
          sub: userId,
          email_verified: false,
          raw: {},
        }),
      );
    const [safe, last] = [await hub.makeUser(), await hub.makeUser({ passwordHash: null })];
    const [own, only] = [await link(safe.id), await link(last.id)];
    expect(await run("user identities", safe.name)).toMatchObject([{ id: own.id, provider: provider.slug }]);
    expect(await run("user identities", safe.name, "--unlink", own.id)).toEqual([]);
    expect(await refused("user identities", safe.name, "--unlink", only.id)).toBe("not_found");
    expect(await refused("user identities", last.name, "--unlink", only.id)).toBe("identity_last");
  });

  test("an application's secret is replaced, and the application removed by its name said twice", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const { clientId } = made.client;
    const ask = async (clientSecret: string | null) =>
      (await post(hub, TOKEN, { grant_type: "client_credentials" }, basic({ ...made, clientSecret }))).status;
    const { client_secret } = await run<{ client_secret: string }>("application secret", clientId);
    expect([await ask(made.clientSecret), await ask(client_secret)]).toEqual([401, 200]);
    expect(await refused("application remove", clientId, "--confirm", "other")).toBe("usage");
    expect(await refused("application remove", clientId)).toBe("usage");
    await run("application remove", clientId, "--confirm", clientId);
    expect(await ask(client_secret)).toBe(401);
    expect(await refused("application secret", clientId)).toBe("application_missing");
  });

  test("a provider is changed in what is said alone, keeps its secret, and is removed", async () => {
    const secret = file("secret", "canary-secret-of-a-provider");
    interface Row {
      readonly slug: string;
    }
    const { slug } = await run<Row>(
      "provider add keycloak",
      "--client-id",
      "alldoor",
      "--client-secret-file",
      secret,
      "--set",
      "url=https://sso.example.com",
      "--set",
      "realm=staff",
    );
    const row = () => hub.hub.db.query.selectFrom("providers").selectAll().where("slug", "=", slug).executeTakeFirst();
    const before = await row();
    expect(await run("provider update", slug, "--disable", "--set", "realm=crew", "--name", "Crew")).toMatchObject({
      name: "Crew",
      enabled: false,
      client_id: "alldoor",
      settings: { url: "https://sso.example.com", realm: "crew" },
    });
    expect((await row())?.sealed_client_secret).toBe(before?.sealed_client_secret);
    expect(await run("provider update", slug, "--enable", "--client-secret-file", secret)).toMatchObject({
      enabled: true,
    });
    expect((await row())?.sealed_client_secret).not.toBe(before?.sealed_client_secret);
    expect(await refused("provider update", slug, "--enable", "--disable")).toBe("usage");
    expect(await refused("provider update", slug, "--set", "no-such=x")).toBe("field_invalid");
    expect(await refused("provider update", "nothing")).toBe("provider_missing");
    expect(await refused("provider remove", slug, "--confirm", "x")).toBe("usage");
    await run("provider remove", slug, "--confirm", slug);
    expect(await row()).toBeUndefined();
  });

  test("the mail server is set, shown without its password, and removed; invitations need it", async () => {
    const person = await hub.makeUser({ passwordHash: null, emailVerified: false });
    expect(await refused("user invite", person.name)).toBe("mail_off");
    expect(await refused("mail settings", "--from", "id@example.com")).toBe("usage");
    const url = file("smtp.url", "smtps://door:canary-password@mail.example.com");
    expect(await refused("mail settings", "--smtp-url-file", url, "--from", "nobody")).toBe("field_invalid");
    const set = await run("mail settings", "--smtp-url-file", url, "--from", "Door <id@example.com>");
    expect(set).toMatchObject({ source: "console", from: "Door <id@example.com>", tell_new_browsers: true });
    expect(JSON.stringify(set)).not.toContain("canary-password");
    expect(await run("mail settings", "--no-tell-new-browsers")).toMatchObject({
      from: "Door <id@example.com>",
      tell_new_browsers: false,
    });
    expect(await run("user invite", person.name)).toEqual({
      invited: [{ id: person.id, username: person.name, email: person.email }],
    });
    expect(await refused("user invite", person.name)).toBe("too_many_attempts");
    expect(await refused("user invite")).toBe("usage");
    expect(await run("mail settings", "--remove")).toMatchObject({ source: "none", server: null });
  });
});
