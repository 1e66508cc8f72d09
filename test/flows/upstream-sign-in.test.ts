/**
 * Signing in with an upstream provider, end to end over HTTP: the hub, the sandbox, a client. Identity is (provider row,
 * issuer, subject), states are single-use and bound, an e-mail address never links an account.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { authorizeUrl, pkce, redeem, signedInBrowser, signInWith, userinfo } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

const PROVIDERS = ["github", "google", "microsoft", "dingtalk", "casdoor", "discord", "keycloak"];

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    for (const id of PROVIDERS) await hub.addProvider(id);
  });
  afterAll(() => hub.close());

  const newBrowser = () => new BrowserClient(hub.url, hub.sandbox.url);
  const openClient = () => hub.makeClient({ allowSignUp: true, consent: "first-party" });

  /** From a client's authorization request to the provider's own page. */
  async function toProvider(
    browser: BrowserClient,
    slug: string,
    made: Awaited<ReturnType<typeof openClient>>,
  ): Promise<{ page: Shown; verifier: string }> {
    const { verifier, challenge } = pkce();
    const signIn = await browser.open(authorizeUrl(hub, made, challenge));
    const href = /href="(\/accounts\/[^"]+)"/g;
    const link = [...signIn.html.matchAll(href)]
      .map(([, path]) => path?.replaceAll("&amp;", "&"))
      .find((path) => path?.startsWith(`/accounts/${slug}/`));
    if (!link) throw new Error(`no button for ${slug}: ${signIn.html}`);
    return { page: await browser.open(new URL(link, hub.url).href), verifier };
  }

  async function signInAs(slug: string, person: string, made?: Awaited<ReturnType<typeof openClient>>) {
    const client = made ?? (await openClient());
    const browser = newBrowser();
    const { page, verifier } = await toProvider(browser, slug, client);
    expect(page.url.startsWith(hub.sandbox.url)).toBe(true);
    const { leftTo } = await choosePerson(browser, page, person);
    const answer = await redeem(hub, client, { code: leftTo?.searchParams.get("code") ?? "", code_verifier: verifier });
    expect(answer.status).toBe(200);
    return (await userinfo(hub, String(answer.body.access_token))).body;
  }

  test.each(PROVIDERS)("%s: a new person gets an account, and the same person the same one", async (slug) => {
    const first = await signInAs(slug, "theo");
    const again = await signInAs(slug, "theo");
    expect(again.sub).toBe(first.sub);
    expect((await signInAs(slug, "noor")).sub).not.toBe(first.sub);
    const identities = await hub.hub.db.query
      .selectFrom("identities")
      .selectAll()
      .where("user_id", "=", String(first.sub))
      .execute();
    expect(identities).toHaveLength(1);
  });

  test("a person who was renamed at the provider stays the same person here", async () => {
    const before = await signInAs("discord", "mira");
    const after = await signInAs("discord", "mira-renamed");
    expect(after.sub).toBe(before.sub);
    expect(after.email).toBe(before.email);
  });

  test("a verified address that belongs to an account links nothing: the person is asked to sign in first", async () => {
    const owner = await signInAs("discord", "mira");
    expect(owner).toMatchObject({ email: "mira.halden@example.com", email_verified: true });
    const browser = newBrowser();
    const { page } = await toProvider(browser, "google", await openClient());
    const shown = await choosePerson(browser, page, "mira");
    expect(shown.status).toBe(409);
    expect(shown.html).toContain("mira.halden@example.com");
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    const identities = await hub.hub.db.query
      .selectFrom("identities")
      .selectAll()
      .where("user_id", "=", String(owner.sub))
      .execute();
    expect(identities).toHaveLength(1);
  });

  test("an unknown person is refused where the application does not allow sign-up", async () => {
    const made = await hub.makeClient({ allowSignUp: false });
    const browser = newBrowser();
    const { page } = await toProvider(browser, "keycloak", made);
    const users = await countOf("users");
    const shown = await choosePerson(browser, page, "quill");
    expect(new URL(shown.url).pathname).toBe("/sign-in");
    expect(new URL(shown.url).searchParams.get("error")).toBe("sign_up_closed");
    expect(await countOf("users")).toBe(users);
  });

  const countOf = async (table: "users" | "identities" | "sessions"): Promise<number> =>
    Number(
      (
        await hub.hub.db.query
          .selectFrom(table)
          .select((is) => is.fn.countAll<number>().as("count"))
          .executeTakeFirstOrThrow()
      ).count,
    );

  const FAULTS = [
    "denied",
    "wrong_state",
    "wrong_secret",
    "expired_code",
    "html",
    "not_json",
    "oversized",
    "server_error",
    "redirect",
  ];
  const TOKEN_FAULTS = [
    "wrong_nonce",
    "wrong_audience",
    "wrong_issuer",
    "expired_id_token",
    "unsigned_id_token",
    "foreign_key",
    "other_subject",
  ];

  test.each([
    ...FAULTS.map((fault) => ["github", fault]),
    ...[...FAULTS, ...TOKEN_FAULTS].map((fault) => ["keycloak", fault]),
  ])("%s with the fault %s: a clear answer, nobody signed in, nothing stored", async (slug, fault) => {
    const made = await openClient();
    const browser = newBrowser();
    const { page } = await toProvider(browser, slug, made);
    const before = [await countOf("users"), await countOf("identities"), await countOf("sessions")];
    const shown = await choosePerson(browser, page, "quill", fault);
    expect(shown.leftTo).toBeNull();
    expect(new URL(shown.url).origin).toBe(hub.url);
    if (fault === "wrong_state")
      expect(shown).toMatchObject({ status: 400, html: expect.stringContaining("flow_expired") });
    else
      expect(new URL(shown.url).searchParams.get("error")).toBe(
        fault === "denied" ? "access_denied" : "provider_failed",
      );
    expect([await countOf("users"), await countOf("identities"), await countOf("sessions")]).toEqual(before);
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
  });

  test("a state is used once, in its own browser, at its own provider", async () => {
    const made = await openClient();
    const browser = newBrowser();
    const { page } = await toProvider(browser, "github", made);
    const callback = (await hub.sandbox.sandbox.signInAs(page.url, "theo")).href;
    const stranger = newBrowser();
    expect((await stranger.open(callback)).html).toContain("flow_expired");
    expect((await browser.open(callback.replace("/accounts/github/", "/accounts/discord/"))).html).toContain(
      "flow_expired",
    );
    expect((await browser.open(callback)).leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    expect((await browser.open(callback)).html).toContain("flow_expired");
  });

  test("linking: from the account page, in the same session, and then both ways lead to the same account", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const both = new BrowserClient(hub.url, hub.sandbox.url);
    for (const name of ["alldoor_session", "alldoor_browser"])
      both.setCookie(hub.url, name, browser.cookie(hub.url, name) ?? "");
    const identities = await both.open(`${hub.url}/account/identities`);
    const page = await both.submit(identities, {}, "/accounts/microsoft/login/");
    const shown = await choosePerson(both, page, "mira-renamed");
    expect(new URL(shown.url).pathname).toBe("/account/identities");
    expect(shown.html).toContain("mira");
    expect((await signInAs("microsoft", "mira")).sub).toBe(person.id);
  });

  test("linking: an identity of somebody else is not taken over", async () => {
    const owner = await signInAs("github", "noor");
    const other = await hub.makeUser();
    const browser = new BrowserClient(hub.url, hub.sandbox.url);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), other);
    const page = await browser.submit(
      await browser.open(`${hub.url}/account/identities`),
      {},
      "/accounts/github/login/",
    );
    const shown = await choosePerson(browser, page, "noor");
    expect(new URL(shown.url).searchParams.get("error")).toBe("linked_elsewhere");
    expect((await signInAs("github", "noor")).sub).toBe(owner.sub);
  });

  test("a provider that is switched off in mid-flow signs nobody in", async () => {
    const made = await openClient();
    const browser = newBrowser();
    const { page } = await toProvider(browser, "casdoor", made);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("providers").set({ disabled_at: hub.time.now() }).where("slug", "=", "casdoor").execute(),
    );
    const shown = await choosePerson(browser, page, "theo");
    expect(shown.status).toBe(404);
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
  });
});
