/**
 * Linking an identity while its ground is taken away: whatever a person ends (a session, a link, a password) takes the
 * linkings along that are under way, also those that have come back from the provider already.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

const NEW_PASSWORD = "seven quiet lanterns at dusk";

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    for (const id of ["github", "discord"]) await hub.addProvider(id);
  });
  afterAll(() => hub.close());

  type Person = Awaited<ReturnType<SandboxedHub["makeUser"]>>;

  async function signedIn(person: Person): Promise<BrowserClient> {
    const browser = new BrowserClient(hub.url, hub.sandbox.url);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), person);
    return browser;
  }

  /** Starts a linking in the browser. @returns the address by which it comes back from the provider */
  async function begin(browser: BrowserClient, slug: string, who: string): Promise<string> {
    const page = await browser.open(`${hub.url}/account/identities`);
    const provider = await browser.submit(page, {}, `/accounts/${slug}/login/`);
    expect(provider.url.startsWith(hub.sandbox.url)).toBe(true);
    return (await hub.sandbox.sandbox.signInAs(provider.url, who)).href;
  }

  const identitiesOf = (person: Person) =>
    hub.hub.db.query.selectFrom("identities").selectAll().where("user_id", "=", person.id).execute();

  test("undisturbed, it links", async () => {
    const person = await hub.makeUser();
    const browser = await signedIn(person);
    const back = await browser.open(await begin(browser, "github", "theo"));
    expect(back.html).toContain("The identity is linked.");
    expect(await identitiesOf(person)).toHaveLength(1);
  });

  test("the same identity again: it is linked already, and nothing is changed", async () => {
    const person = await hub.makeUser();
    const browser = await signedIn(person);
    const first = await begin(browser, "discord", "zoe");
    const second = await begin(browser, "discord", "zoe");
    await browser.open(first);
    expect((await browser.open(second)).html).toContain("linked to an account here already");
    expect(await identitiesOf(person)).toHaveLength(1);
  });

  test("unlinking ends what is under way", async () => {
    const person = await hub.makeUser();
    const browser = await signedIn(person);
    await browser.open(await begin(browser, "github", "quill"));
    const callback = await begin(browser, "discord", "theo");
    const page = await browser.open(`${hub.url}/account/identities`);
    await browser.submit(page, {}, "/account/identities/unlink");
    expect((await browser.open(callback)).html).toContain("flow_expired");
    expect(await identitiesOf(person)).toHaveLength(0);
  });

  test("ending other sessions ends what they had under way, and leaves one's own", async () => {
    const person = await hub.makeUser();
    const thief = await signedIn(person);
    const browser = await signedIn(person);
    const theirs = await begin(thief, "github", "noor");
    const mine = await begin(browser, "discord", "noor");
    const page = await browser.open(`${hub.url}/account/sessions`);
    await browser.submit(page, {}, "/account/sessions/end-others");
    await thief.open(theirs);
    expect((await browser.open(mine)).html).toContain("The identity is linked.");
    expect((await identitiesOf(person)).map(({ issuer }) => issuer)).toHaveLength(1);
  });

  test.each(["end-others", "password"])(
    "what has come back from the provider already is stopped too: %s",
    async (by) => {
      const person = await hub.makeUser();
      const thief = await signedIn(person);
      const browser = await signedIn(person);
      const callback = await begin(thief, "github", "mira");
      const { upstream } = hub.hub;
      const { fetch } = upstream;
      const asked = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      // The callback has spent its state and waits for the provider's answer when the sessions end.
      Object.assign(upstream, {
        fetch: async (...call: Parameters<typeof fetch>) => {
          asked.resolve();
          await released.promise;
          return fetch(...call);
        },
      });
      try {
        const coming = thief.open(callback);
        await asked.promise;
        if (by === "password") {
          const page = await browser.open(`${hub.url}/account/password`);
          await browser.submit(page, { current_password: person.password, new_password: NEW_PASSWORD });
        } else {
          const page = await browser.open(`${hub.url}/account/sessions`);
          await browser.submit(page, {}, "/account/sessions/end-others");
        }
        released.resolve();
        expect((await coming).html).toContain("flow_expired");
      } finally {
        released.resolve();
        Object.assign(upstream, { fetch });
      }
      expect(await identitiesOf(person)).toHaveLength(0);
    },
  );
});
