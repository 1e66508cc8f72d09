/**
 * Every entry of the catalogue that has a recording with every person of the sandbox, all the way through the library
 * that the hub uses: start, the consent page, finish. What must come out is written down in the recording, by hand, and
 * not computed from an entry.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { catalogue, finishSignIn, type Profile, type ProviderApp, startSignIn } from "../../src/providers/index.ts";
import { people } from "../../src/sandbox/index.ts";
import { readRecording } from "../providers/recording.ts";
import { createGround, type Ground, redirectUriOf } from "./client.ts";

const entries = catalogue.flatMap((provider) => {
  const recording = readRecording(provider.id);
  return recording === undefined ? [] : [[provider.id, provider, recording.sandbox] as const];
});

const ground = createGround();
for (const [id] of entries) {
  ground.sandbox.registerApp({ ...ground.sandbox.app(id), redirectUris: [redirectUriOf(id)] });
}

function appOf(id: string, provider: ProviderApp["provider"], settings: Readonly<Record<string, string>> = {}) {
  const { clientId, clientSecret } = ground.sandbox.app(id);
  const demo = ground.sandbox.demoSettings(id);
  return { provider, clientId, clientSecret, settings: { ...demo, ...settings }, redirectUri: redirectUriOf(id) };
}

async function signIn(app: ProviderApp, personId: string, at: Ground = ground): Promise<Profile> {
  const { url, pending } = await startSignIn(app, { fetch: at.providerFetch });
  const back = await at.sandbox.signInAs(url, personId);
  const { profile } = await finishSignIn(app, pending, back.searchParams, { fetch: at.providerFetch });
  return profile;
}

describe.each(entries)("%s", (id, provider, expected) => {
  const app = appOf(id, provider, expected.settings);
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
    expect(profile.issuer).toMatch(new RegExp(`^(?:${expected.issuer})$`));
    expect(profile.sub).toMatch(new RegExp(`^(?:${expected.subject})$`));
    const { name = "name" } = expected;
    expect(profile.name).toBe(name === "none" ? undefined : person[name]);
    if (expected.email === "own") {
      expect(profile).toMatchObject({ email: profile.sub, email_verified: true });
      return;
    }
    const shown = expected.email !== "none" && (expected.email !== "proved" || person.emailVerified);
    expect(profile.email).toBe(shown ? (person.email ?? undefined) : undefined);
    const verified = expected.email === "proved" || (expected.email === "claim" && person.emailVerified);
    expect(profile.email_verified).toBe(profile.email !== undefined && verified);
  });

  test("a new name and address do not make a new person", () => {
    const [before, after] = [profileOf("mira"), profileOf("mira-renamed")];
    expect(after.sub).toBe(before.sub);
    expect(after.issuer).toBe(before.issuer);
    if (!["none", "own"].includes(expected.email)) expect(after.email).not.toBe(before.email);
  });

  test("nobody else has the same subject, the one with the same address least of all", () => {
    const subjectsSeen = people
      .filter(({ id: personId }) => personId !== "mira-renamed")
      .map(({ id: personId }) => profileOf(personId).sub);
    expect(new Set(subjectsSeen).size).toBe(subjectsSeen.length);
    if (!["proved", "own"].includes(expected.email)) expect(profileOf("impostor").email).toBe(profileOf("mira").email);
  });
});

test("the same people come back after a restart, and others with another seed", async () => {
  // A signing key takes long to make: one OpenID Connect provider stands for all.
  const plain = entries.filter(([id, { protocol }]) => protocol !== "oidc" || id === "keycloak");
  const seeds = [undefined, "alldoor", "another"].map((seed) =>
    seed === undefined ? ground : createGround({ seed, apps: ground.sandbox.apps() }),
  );
  for (const [id, provider, { settings }] of plain) {
    const app = appOf(id, provider, settings);
    const [first, same, other] = await Promise.all(seeds.map((at) => signIn(app, "zoe", at)));
    expect(same?.sub, id).toBe(first?.sub);
    expect(other?.sub, id).not.toBe(first?.sub);
  }
});

test("a person is somebody else at each provider", async () => {
  const seen = new Set<string>();
  for (const [id, provider, { settings }] of entries)
    seen.add((await signIn(appOf(id, provider, settings), "noor")).sub);
  expect(seen.size).toBe(entries.length);
});
