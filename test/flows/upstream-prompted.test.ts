/**
 * Links that an application asks its people for, between sign-in and application: linked, declined for good, or asked again where
 * linking failed. And sessions that began through a provider of which an application takes nobody: at its authorization endpoint,
 * and where a device is approved, they count for nothing.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEVICE_GRANT } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { saveRule, USUAL_RULE } from "../../src/hub/providers/rules.ts";
import type { ProviderRow } from "../../src/hub/providers/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { authorizeUrl, pkce, signInWith } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, signInThrough, through, upstreamBrowser } from "../ground/upstream.ts";

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let wanted: ProviderRow;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    wanted = await hub.addProvider("github");
  });
  afterAll(() => hub.close());

  const rule = (made: MadeClient, row: ProviderRow, change: Partial<typeof USUAL_RULE>) =>
    hub.hub.db.write((tx) => saveRule(tx, made.client.id, row.id, { ...USUAL_RULE, ...change }));

  async function asking(): Promise<MadeClient> {
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    await rule(made, wanted, { prompted: true });
    return made;
  }

  /** A person of ours, signed in to the application with the password. */
  async function arrive(
    made: MadeClient,
    person: Awaited<ReturnType<SandboxedHub["makeUser"]>>,
    browser?: BrowserClient,
  ) {
    const used = browser ?? upstreamBrowser(hub);
    const { verifier, challenge } = pkce();
    const page = await signInWith(used, await used.open(authorizeUrl(hub, made, challenge)), person);
    return { browser: used, verifier, page };
  }

  const linksOf = async (userId: string) =>
    (await hub.hub.db.query.selectFrom("identities").select("id").where("user_id", "=", userId).execute()).length;

  test("whoever came in another way is asked; linking goes on to the application, and nobody is asked again", async () => {
    const made = await asking();
    const person = await hub.makeUser();
    const { browser, verifier, page } = await arrive(made, person);
    expect(new URL(page.url).pathname).toBe("/sign-in/link");
    expect(page.html).toContain("<bdi>GitHub</bdi>");
    const provider = await browser.submit(page, {}, `/accounts/${wanted.slug}/login/`);
    expect(provider.url.startsWith(hub.sandbox.url)).toBe(true);
    const back = await choosePerson(browser, provider, "theo");
    expect((await claimsOf(hub, made, back, verifier)).sub).toBe(person.id);
    expect(await linksOf(person.id)).toBe(1);
    expect((await arrive(made, person)).page.leftTo).not.toBeNull();
  });

  test("a no is remembered, whatever the browser", async () => {
    const made = await asking();
    const person = await hub.makeUser();
    const { browser, verifier, page } = await arrive(made, person);
    const gone = await browser.submit(page, {}, "/sign-in/link");
    expect((await claimsOf(hub, made, gone, verifier)).sub).toBe(person.id);
    expect(await linksOf(person.id)).toBe(0);
    expect((await arrive(made, person)).page.leftTo).not.toBeNull();
    expect((await arrive(await asking(), person)).page.leftTo).not.toBeNull();
  });

  test("where linking fails the person is told, and may go on without", async () => {
    const made = await asking();
    const person = await hub.makeUser();
    const { browser, verifier, page } = await arrive(made, person);
    const provider = await browser.submit(page, {}, `/accounts/${wanted.slug}/login/`);
    const back = await choosePerson(browser, provider, "noor", "denied");
    expect(new URL(back.url).pathname).toBe("/sign-in/link");
    expect(back.html).toContain("nothing has been linked");
    const gone = await browser.submit(back, {}, "/sign-in/link");
    expect((await claimsOf(hub, made, gone, verifier)).sub).toBe(person.id);
  });

  test("nobody is asked who has the link, who is signed in already, or where no application asks", async () => {
    const made = await asking();
    expect((await signInThrough(hub, wanted.slug, "quill", made)).sub).toBeTypeOf("string");
    const other = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const person = await hub.makeUser();
    const { browser } = await arrive(other, person);
    expect((await browser.open(authorizeUrl(hub, made, pkce().challenge))).leftTo?.searchParams.get("code")).toMatch(
      /^[\w-]{43}$/,
    );
  });

  test("where linking comes back to is an own page of this question, or the account page", async () => {
    const made = await asking();
    const { browser, page } = await arrive(made, await hub.makeUser());
    for (const next of ["https://evil.example/", "//evil.example", "/sign-out", "/sign-in/link/../../sign-out"]) {
      const bent = { ...page, html: page.html.replace(/(name="next" value=")[^"]+/, `$1${next}`) };
      const provider = await browser.submit(bent, {}, `/accounts/${wanted.slug}/login/`);
      const back = await choosePerson(browser, provider, "impostor", "denied");
      expect(new URL(back.url).pathname).toBe("/account/identities");
    }
  });

  test("another question's answer declines nothing", async () => {
    const made = await asking();
    const { browser, page } = await arrive(made, await hub.makeUser());
    const bent = { ...page, html: page.html.replace(/(name="provider" value=")[^"]+/, "$1another") };
    expect(new URL((await browser.submit(bent, {}, "/sign-in/link")).url).pathname).toBe("/sign-in/link");
  });

  test("a session through a provider that the application does not take counts for nothing there", async () => {
    const row = await hub.addProvider("gitlab");
    const [open, closed] = [
      await hub.makeClient({ allowSignUp: true, consent: "first-party" }),
      await hub.makeClient({ allowSignUp: true, consent: "first-party", allowPassword: true }),
    ];
    await rule(closed, row, { canSignIn: false });
    const browser = upstreamBrowser(hub);
    const { start } = await begin(hub, browser, row.slug, open);
    expect((await through(browser, await browser.open(start), "zoe")).leftTo).not.toBeNull();
    const again = await browser.open(authorizeUrl(hub, closed, pkce().challenge));
    expect(new URL(again.url).pathname).toBe("/sign-in");
    const silent = await browser.open(`${authorizeUrl(hub, closed, pkce().challenge)}&prompt=none`);
    expect(silent.leftTo?.searchParams.get("error")).toBe("login_required");
    expect((await browser.open(authorizeUrl(hub, open, pkce().challenge))).leftTo?.searchParams.has("code")).toBe(true);
  });

  test("a device is approved only from a session that counts for its application", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ grantTypes: [DEVICE_GRANT], allowPassword: false });
    const asked = await fetch(`${hub.url}/api/device-auth`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: made.client.clientId,
        client_secret: made.clientSecret ?? "",
        scope: "openid",
      }),
    });
    const { user_code: code } = (await asked.json()) as { user_code: string };
    const browser = upstreamBrowser(hub);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), person);
    const page = await browser.open(`${hub.url}/login/oauth/device?user_code=${code}`);
    const refused = await browser.submit(page, { user_code: code });
    expect(refused.status).toBe(403);
    expect(refused.html).toContain("another way of signing in");
  });
});
