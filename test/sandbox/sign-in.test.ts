/**
 * Every entry of the catalogue with every person of the sandbox, all the way through the library that the hub uses:
 * start, the consent page, finish. What must come out is written down here per person and per provider, not computed
 * from an entry.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { catalogue, finishSignIn, type Profile, type ProviderApp, startSignIn } from "../../src/providers/index.ts";
import { people } from "../../src/sandbox/index.ts";
import { createGround, type ProviderId, redirectUriOf } from "./client.ts";

const ground = createGround();

/** Own hosts, so that settings are matched and not only the demonstration ones. */
const settings: Readonly<Record<string, Record<string, string>>> = {
  casdoor: { endpoint: "https://door.acme.test" },
  keycloak: { url: "https://id.acme.test/auth", urlAlt: "https://inner.acme.test:8443/auth", realm: "staff realm" },
};

const issuers: Readonly<Record<string, RegExp>> = {
  casdoor: /^https:\/\/door\.acme\.test$/,
  dingtalk: /^https:\/\/login\.dingtalk\.com$/,
  discord: /^https:\/\/discord\.com$/,
  github: /^https:\/\/github\.com$/,
  google: /^https:\/\/accounts\.google\.com$/,
  keycloak: /^https:\/\/id\.acme\.test\/auth\/realms\/staff%20realm$/,
  microsoft: /^https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/v2\.0$/,
};

/** The form that each provider's documentation gives its subjects. */
const subjects: Readonly<Record<string, RegExp>> = {
  casdoor: /^[0-9a-f-]{36}$/,
  dingtalk: /^[\w-]{22}$/,
  discord: /^[1-9]\d{17}$/,
  github: /^[1-9]\d{7}$/,
  google: /^[1-9]\d{20}$/,
  keycloak: /^[0-9a-f-]{36}$/,
  microsoft: /^[0-9a-f-]{36}$/,
};

/** The providers that say per address whether it is proved. */
const saysVerified = ["discord", "github", "google", "keycloak"];

async function signIn(app: ProviderApp, personId: string): Promise<Profile> {
  const { url, pending } = await startSignIn(app, { fetch: ground.providerFetch });
  const back = await ground.sandbox.signInAs(url, personId);
  const { profile } = await finishSignIn(app, pending, back.searchParams, { fetch: ground.providerFetch });
  return profile;
}

describe.each(catalogue.map((provider) => [provider.id, provider] as const))("%s", (id, provider) => {
  const { clientId, clientSecret } = ground.app(id as ProviderId);
  const app: ProviderApp = {
    provider,
    clientId,
    clientSecret,
    settings: settings[id] ?? {},
    redirectUri: redirectUriOf(id),
  };
  const profiles = new Map<string, Profile>();

  beforeAll(async () => {
    for (const { id: personId } of people) profiles.set(personId, await signIn(app, personId));
  });
  const profileOf = (personId: string): Profile => {
    const profile = profiles.get(personId);
    if (!profile) throw new Error(`${personId} was not signed in`);
    return profile;
  };

  test.each(people)("$id", (person) => {
    const profile = profileOf(person.id);
    expect(profile.issuer).toMatch(issuers[id] ?? /never/);
    expect(profile.sub).toMatch(subjects[id] ?? /never/);
    expect(profile.name).toBe(person.name);
    expect(profile.email).toBe(person.email ?? undefined);
    expect(profile.email_verified).toBe(saysVerified.includes(id) && person.email !== null && person.emailVerified);
  });

  test("a new name and address do not make a new person", () => {
    const [before, after] = [profileOf("mira"), profileOf("mira-renamed")];
    expect(after.sub).toBe(before.sub);
    expect(after.issuer).toBe(before.issuer);
    expect(after.email).not.toBe(before.email);
  });

  test("nobody else has the same subject, the one with the same address least of all", () => {
    const subjectsSeen = people
      .filter(({ id: personId }) => personId !== "mira-renamed")
      .map(({ id: personId }) => profileOf(personId).sub);
    expect(new Set(subjectsSeen).size).toBe(subjectsSeen.length);
    expect(profileOf("impostor").email).toBe(profileOf("mira").email);
  });

  test("the same people come back after a restart, and others with another seed", async () => {
    for (const [seed, same] of [
      ["alldoor", true],
      ["another", false],
    ] as const) {
      const restarted = createGround({ seed, apps: ground.sandbox.apps() });
      const { url, pending } = await startSignIn(app, { fetch: restarted.providerFetch });
      const back = await restarted.sandbox.signInAs(url, "zoe");
      const { profile } = await finishSignIn(app, pending, back.searchParams, { fetch: restarted.providerFetch });
      expect(profile.sub === profileOf("zoe").sub).toBe(same);
    }
  });
});

test("a person is somebody else at each provider", async () => {
  const seen = new Set<string>();
  for (const provider of catalogue) {
    const { clientId, clientSecret } = ground.app(provider.id as ProviderId);
    const app = {
      provider,
      clientId,
      clientSecret,
      settings: settings[provider.id] ?? {},
      redirectUri: redirectUriOf(provider.id),
    };
    seen.add((await signIn(app, "noor")).sub);
  }
  expect(seen.size).toBe(catalogue.length);
});
