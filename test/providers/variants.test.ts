/**
 * Every variant of the catalogue, all the way through the library against the sandbox: the older way of a provider goes on
 * working for whoever has an application registered for it.
 */
import { describe, expect, test } from "vitest";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import { catalogue } from "../../src/providers/catalogue/whole.ts";
import { finishSignIn, type ProviderApp, startSignIn } from "../../src/providers/library.ts";
import { emulate } from "../../src/sandbox/emulation.ts";
import { createSandbox, people } from "../../src/sandbox/index.ts";

const ORIGIN = "http://localhost:9000";
const sandbox = createSandbox({ origin: ORIGIN, providers: catalogue, slowMs: 1 });
const rewrite = sandboxRewrite(ORIGIN);
const fetch = (url: string, init: RequestInit): Promise<Response> =>
  sandbox.fetch(new Request(rewrite(new URL(url)), init));

const variants = catalogue.flatMap((provider) =>
  Object.entries(provider.variants ?? {}).map(([name, variant]) => [provider.id, name, provider, variant] as const),
);

test("these are the older ways that there are", () => {
  expect(variants.map(([id, name]) => `${id} ${name}`)).toEqual([
    "bitbucket_oauth2 oauth1",
    "cern oauth2",
    "doximity v1",
    "exist v1",
    "google v1",
    "instagram basic",
    "keycloak oauth2",
    "linkedin_oauth2 v2",
    "linkedin_oauth2 oauth1",
    "microsoft graph",
    "openstreetmap oauth1",
    "patreon v1",
    "shopify online",
    "slack identity",
    "soundcloud connect",
    "twitter oauth1",
    "telegram widget",
    "vk oauth",
    "weixin official",
  ]);
});

describe.each(variants)("%s, %s", (id, name, provider, variant) => {
  const redirectUri = `https://hub.test/accounts/${id}/login/callback/`;
  const made = sandbox.app(id);
  const clientId = `${made.clientId}${name}`;
  const settings = { ...emulate(variant, name).demo, variant: name };
  sandbox.registerApp({ ...made, clientId, redirectUris: [redirectUri], settings });
  const app: ProviderApp = { provider, clientId, clientSecret: made.clientSecret, redirectUri, settings };

  async function signIn(person: string) {
    const { url, pending } = await startSignIn(app, { fetch });
    const back = await sandbox.signInAs(url, person);
    return finishSignIn(app, pending, back.searchParams, { fetch });
  }

  test("the person is one, whatever they are called, and nobody else", async () => {
    const { profile } = await signIn("mira");
    const mira = people.find((person) => person.id === "mira");
    expect([mira?.name, mira?.username, undefined]).toContain(profile.name);
    if (profile.email !== undefined) expect(profile.email).toBe(mira?.email);
    const renamed = (await signIn("mira-renamed")).profile;
    const isNamed = variant.claims.sub === variant.claims.preferred_username;
    if (!isNamed) expect([renamed.issuer, renamed.sub]).toEqual([profile.issuer, profile.sub]);
    expect((await signIn("impostor")).profile.sub).not.toBe(profile.sub);
  });

  test("consent that is refused ends it", async () => {
    const { url, pending } = await startSignIn(app, { fetch });
    const refused = await sandbox.signInAs(url, "mira", "denied");
    await expect(finishSignIn(app, pending, refused.searchParams, { fetch })).rejects.toMatchObject({
      code: "access_denied",
    });
  });
});

test.each(["google", "keycloak", "slack", "twitter", "openstreetmap"])(
  "%s: a person is the same both ways",
  async (id) => {
    const provider = catalogue.find((entry) => entry.id === id);
    if (provider === undefined) throw new Error(`no entry ${id}`);
    const persons = [];
    for (const variant of ["current", ...Object.keys(provider.variants ?? {})]) {
      const redirectUri = `https://hub.test/accounts/${id}/${variant}/`;
      const made = sandbox.app(id);
      const clientId = `${made.clientId}${variant}`;
      const settings = { ...sandbox.demoSettings(id), variant };
      sandbox.registerApp({ ...made, clientId, redirectUris: [redirectUri], settings });
      const app: ProviderApp = { provider, clientId, clientSecret: made.clientSecret, redirectUri, settings };
      const { url, pending } = await startSignIn(app, { fetch });
      const back = await sandbox.signInAs(url, "mira");
      const { profile } = await finishSignIn(app, pending, back.searchParams, { fetch });
      persons.push(`${profile.issuer} ${profile.sub}`);
    }
    expect(new Set(persons).size).toBe(1);
  },
);
