/**
 * Every provider of the django-allauth page signs somebody in through the hub: an application's request, the provider's page,
 * the callback at the provider's own path, an account, a token; and the same person again. On PostgreSQL one provider of each
 * protocol, and each that comes back in a way of its own.
 */
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allauthProviders } from "../../src/providers/catalogue/whole.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { people } from "../../src/sandbox/index.ts";
import { eachDatabase } from "../ground/databases.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, comeBack, signInThrough, through, upstreamBrowser } from "../ground/upstream.ts";

const SOME = ["github", "google", "apple", "flickr", "steam", "draugiem", "persona", "telegram", "shopify", "daum"];

const rsaKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;

const signsByKey = (provider: Provider): boolean => provider.protocol === "oauth1" && provider.signature === "RSA-SHA1";

const mira = people.find(({ id }) => id === "mira");

eachDatabase((fresh, kind) => {
  let hub: SandboxedHub;
  let made: Awaited<ReturnType<SandboxedHub["makeClient"]>>;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
  });
  afterAll(() => hub.close());

  const shown = kind === "sqlite" ? allauthProviders : allauthProviders.filter(({ id }) => SOME.includes(id));

  test("there are the 91 of the page", () => expect(allauthProviders).toHaveLength(91));

  test.each(shown.map((provider) => [provider.id, provider] as const))("%s", async (id, provider) => {
    if (signsByKey(provider)) {
      const app = hub.sandbox.sandbox.app(id);
      hub.sandbox.sandbox.registerApp({ ...app, clientSecret: rsaKey });
    }
    const row = await hub.addProvider(id);
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, row.slug, made);
    const page = await browser.open(start);
    expect(page.url.startsWith(hub.sandbox.url)).toBe(true);
    const first = await claimsOf(hub, made, await through(browser, page, "mira"), verifier);
    expect(first.sub).toMatch(/^[0-9a-f-]{36}$/);
    if (first.email_verified === true) expect([mira?.email, first.email]).toContain(first.email);
    const identities = await hub.hub.db.query
      .selectFrom("identities")
      .selectAll()
      .where("user_id", "=", String(first.sub))
      .execute();
    expect(identities.map((identity) => identity.provider_id)).toEqual([row.id]);

    // A name that has changed there makes no second account; the way back is the one that is registered for such a site.
    const next = upstreamBrowser(hub);
    const renewed = await begin(hub, next, row.slug, made);
    const back = await hub.sandbox.sandbox.signInAs((await next.open(renewed.start)).url, "mira-renamed");
    expect(back.pathname).toBe(`/accounts${provider.callbackPath ?? `/${id}/login/callback/`}`);
    const again = await claimsOf(hub, made, await comeBack(next, back, provider.callbackBy), renewed.verifier);
    expect(again.sub).toBe(first.sub);
    // Nobody else gets into it.
    await forgetAddresses();
    expect((await signInThrough(hub, row.slug, "impostor", made)).sub).not.toBe(first.sub);
    await forgetAddresses();
  });

  /** All the providers know the same person, whose address would be known here from the first one on. */
  const forgetAddresses = () =>
    hub.hub.db.write((tx) => tx.query.updateTable("users").set({ verified_email_key: null }).execute());
});
