/**
 * Every entry of the catalogue, all the way through the library against the sandbox, which checks the requests as the
 * provider would: the start address, the token request, the profile requests, and who comes out; then what goes wrong:
 * consent refused, no e-mail address, a wrong secret, a spent state. No socket is opened.
 *
 * It shows that an entry is whole and consistent. That it is right is for the recordings (`recorded.test.ts`) to say.
 */
import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import {
  addressParts,
  catalogue,
  finishSignIn,
  type PendingSignIn,
  type Profile,
  type Provider,
  type ProviderApp,
  ProviderError,
  refreshTokens,
  settingValues,
  startSignIn,
  type UpstreamTokens,
} from "../../src/providers/index.ts";
import { createSandbox, type Person, people } from "../../src/sandbox/index.ts";

const ORIGIN = "http://localhost:9000";
const sandbox = createSandbox({ origin: ORIGIN, providers: catalogue, slowMs: 1 });
const rewrite = sandboxRewrite(ORIGIN);

interface Call {
  readonly url: URL;
  readonly init: RequestInit;
}

const privateKeyOf = (pair: { readonly privateKey: string }): string => pair.privateKey;
const encoding = {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
} as const;
const rsaKey = privateKeyOf(generateKeyPairSync("rsa", { modulusLength: 2048, ...encoding }));
const ecKey = privateKeyOf(generateKeyPairSync("ec", { namedCurve: "P-256", ...encoding }));

/** The secret is a private key where the entry signs with it. */
function secretOf(provider: Provider, given: string): string {
  if (provider.protocol === "oauth1" && provider.signature === "RSA-SHA1") return rsaKey;
  return provider.quirks?.clientSecret === undefined ? given : ecKey;
}

function appOf(provider: Provider): ProviderApp {
  const redirectUri = `https://hub.test/accounts/${provider.id}/login/callback/`;
  const made = sandbox.app(provider.id);
  const settings = sandbox.demoSettings(provider.id);
  const registered = { ...made, clientSecret: secretOf(provider, made.clientSecret), redirectUris: [redirectUri] };
  sandbox.registerApp(registered);
  return { provider, clientId: made.clientId, clientSecret: registered.clientSecret, redirectUri, settings };
}

/** A way out that leads into the sandbox and remembers what went through it. */
function wayOut() {
  const calls: Call[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    calls.push({ url: new URL(url), init });
    return sandbox.fetch(new Request(rewrite(new URL(url)), init));
  };
  return { calls, fetch };
}

interface SignedIn {
  readonly calls: readonly Call[];
  readonly start: URL;
  readonly pending: PendingSignIn;
  readonly back: URL;
  readonly profile: Profile;
  readonly tokens: UpstreamTokens;
}

async function signIn(app: ProviderApp, personId: string): Promise<SignedIn> {
  const { calls, fetch } = wayOut();
  const { url, pending } = await startSignIn(app, { fetch });
  const back = await sandbox.signInAs(url, personId);
  const result = await finishSignIn(app, pending, back.searchParams, { fetch });
  return { calls, start: new URL(url), pending, back, ...result };
}

async function codeOf(failing: Promise<unknown>): Promise<string> {
  const error = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProviderError ? error.code : `no ProviderError: ${String(error)}`;
}

function personOf(id: string): Person {
  const person = people.find((each) => each.id === id);
  if (person === undefined) throw new Error(`the sandbox has no ${id}`);
  return person;
}

const filled = (app: ProviderApp, template: string): string => {
  const { provider } = app;
  const parts = addressParts(provider, settingValues(provider, app.settings));
  return template.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
};

/** Where the browser is sent, as the entry says; discovery says it where the entry does not. */
function authorizeAddress(app: ProviderApp): string | undefined {
  const { provider } = app;
  return "authorize" in provider && provider.authorize !== undefined ? filled(app, provider.authorize) : undefined;
}

test("there are 450 entries at least, and no two of one id", () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(450);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
});

const withCode = catalogue.filter(({ protocol }) => protocol === "oauth2" || protocol === "oidc");
const without = catalogue.filter((provider) => !withCode.includes(provider));

function expectPerson(provider: Provider, { profile, tokens }: SignedIn, person: Person): void {
  expect(profile.sub).not.toBe("");
  expect(URL.canParse(profile.issuer)).toBe(true);
  if (profile.name !== undefined) expect([person.name, person.username, person.subject]).toContain(profile.name);
  // Where the address is the identity itself, the sandbox gives each person one of their own.
  if (profile.email !== undefined && profile.email !== profile.sub) expect(profile.email).toBe(person.email);
  const vouched = provider.emailTrust !== "never" && profile.email !== undefined;
  expect(profile.email_verified).toBe(vouched && (person.emailVerified || provider.emailTrust === "always"));
  if (tokens.accessToken !== "") expect(JSON.stringify(profile.raw)).not.toContain(tokens.accessToken);
}

async function expectOthersApart(app: ProviderApp, mira: SignedIn): Promise<void> {
  const renamed = await signIn(app, "mira-renamed");
  expect(renamed.profile.sub).toBe(mira.profile.sub);
  expect(renamed.profile.issuer).toBe(mira.profile.issuer);
  const impostor = await signIn(app, "impostor");
  expect(impostor.profile.sub).not.toBe(mira.profile.sub);
  expectPerson(app.provider, impostor, personOf("impostor"));
}

/** Some providers make an address up where a person shows none; none calls it verified but who vouches for all. */
async function expectNoAddress(app: ProviderApp): Promise<void> {
  const { profile } = await signIn(app, "noor");
  expect(profile.email ?? "").not.toMatch(/@example\.(?:com|org)$/);
  if (profile.email === undefined) expect(profile.email_verified).toBe(false);
}

describe.each(withCode.map((provider) => [provider.id, provider] as const))("%s", (_, provider) => {
  const app = appOf(provider);
  const names = provider.quirks?.authorizeNames ?? {};
  let mira: SignedIn;

  beforeAll(async () => {
    mira = await signIn(app, "mira");
  });

  test("the start address says who asks, for what, and where to go back to", () => {
    const address = authorizeAddress(app);
    if (address !== undefined) expect(`${mira.start}`.startsWith(address)).toBe(true);
    const sent = Object.fromEntries(mira.start.searchParams);
    expect(sent[names.client_id ?? "client_id"]).toBe(app.clientId);
    expect(sent[names.redirect_uri ?? "redirect_uri"]).toBe(app.redirectUri);
    expect(sent[names.state ?? "state"]).toBe(mira.pending.state);
    const scope = provider.scope.join(provider.scopeSeparator ?? " ");
    if (!provider.quirks?.authorizeOmit?.includes("scope")) expect(sent[names.scope ?? "scope"] ?? "").toBe(scope);
    expect(sent[names.code_challenge ?? "code_challenge"] !== undefined).toBe(provider.pkce);
    expect(sent.nonce).toBe(mira.pending.nonce);
  });

  test("no secret is in an address, but where the provider wants it there", () => {
    const secret = app.clientSecret ?? "";
    expect(`${mira.start}`).not.toContain(secret);
    const { tokenMethod, profileQuery, tokenPlacement } = provider.quirks ?? {};
    if (tokenMethod === "GET" || JSON.stringify(profileQuery ?? {}).includes("{clientSecret}")) return;
    for (const { url } of mira.calls) expect(url.href).not.toContain(secret);
    if (tokenPlacement !== undefined && tokenPlacement !== "bearer") return;
    for (const { url } of mira.calls) expect(url.href).not.toContain(mira.tokens.accessToken);
  });

  test("the profile is the person's", () => expectPerson(provider, mira, personOf("mira")));

  test("a new name makes no new person, and an address no old one", () => expectOthersApart(app, mira));

  test("without an address there is none", () => expectNoAddress(app));

  test("refused consent, another's state and a wrong secret end the sign-in", async () => {
    const { fetch } = wayOut();
    const { url, pending } = await startSignIn(app, { fetch });
    const refused = await sandbox.signInAs(url, "mira", "denied");
    expect(await codeOf(finishSignIn(app, pending, refused.searchParams, { fetch }))).toBe("access_denied");

    const back = await sandbox.signInAs(url, "mira");
    const other = { ...pending, state: "another-state-another-state-another-state" };
    expect(await codeOf(finishSignIn(app, other, back.searchParams, { fetch }))).toBe("state_mismatch");
    if (provider.tokenAuth === "none" || provider.quirks?.clientSecret !== undefined) return;
    const wrong = { ...app, clientSecret: "a-wrong-secret-a-wrong-secret" };
    expect(await codeOf(finishSignIn(wrong, pending, back.searchParams, { fetch }))).toMatch(
      /^(?:token_refused|bad_answer|state_mismatch)$/,
    );
  });

  test("a refresh token, where one is given, buys another access token", async () => {
    const { refreshToken, accessToken } = mira.tokens;
    expect(accessToken).not.toBe("");
    if (refreshToken === undefined) return;
    const { fetch } = wayOut();
    const renewed = await refreshTokens(app, refreshToken, { fetch });
    expect(renewed.accessToken).not.toBe("");
    expect(renewed.refreshToken).toBeDefined();
  });
});

describe.each(without.map((provider) => [provider.id, provider] as const))("%s", (_, provider) => {
  const app = appOf(provider);
  let mira: SignedIn;

  beforeAll(async () => {
    mira = await signIn(app, "mira");
  });

  test("the profile is the person's", () => expectPerson(provider, mira, personOf("mira")));

  test("a new name makes no new person, and an address no old one", () => expectOthersApart(app, mira));

  test("without an address there is none", () => expectNoAddress(app));

  test("refused consent and another sign-in's callback end it", async () => {
    const { fetch } = wayOut();
    const { url, pending } = await startSignIn(app, { fetch });
    const refused = await sandbox.signInAs(url, "mira", "denied");
    expect(await codeOf(finishSignIn(app, pending, refused.searchParams, { fetch }))).toBe("access_denied");
    const second = await startSignIn(app, { fetch });
    const back = await sandbox.signInAs(second.url, "mira");
    expect(await codeOf(finishSignIn(app, pending, back.searchParams, { fetch }))).toBe("state_mismatch");
  });
});
