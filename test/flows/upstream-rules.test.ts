/**
 * What an application allows of a provider, and the console by which an administrator says so: sign in, sign up, unlink, ask
 * for a link; the form that is drawn from the entry; the table of what an identity leads to. And an application that takes no
 * passwords, to whose people a session that began with one does not count.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitsSession } from "../../src/hub/providers/admits-session.ts";
import { promptedProviders, rulesOfProvider, saveRule, USUAL_RULE } from "../../src/hub/providers/rules.ts";
import { type BrowserClient, formsOf } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { authorizeUrl, pkce, signInWith } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, signInThrough, through, upstreamBrowser } from "../ground/upstream.ts";
import { grown, rowsOf } from "./rows.ts";

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
  });
  afterAll(() => hub.close());

  const application = () => hub.makeClient({ allowSignUp: true, consent: "first-party" });

  async function signedIn(wish: Parameters<SandboxedHub["makeUser"]>[0] = {}) {
    const person = await hub.makeUser(wish);
    const browser = upstreamBrowser(hub);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), person);
    return { person, browser };
  }

  const rule = (clientRowId: string, providerId: string, change: Partial<typeof USUAL_RULE>) =>
    hub.hub.db.write((tx) => saveRule(tx, clientRowId, providerId, { ...USUAL_RULE, ...change }));

  test("can't sign in: not offered, not begun, and not finished where it was begun before", async () => {
    const row = await hub.addProvider("github");
    const [closed, open] = [await application(), await application()];
    const browser = upstreamBrowser(hub);
    const { start } = await begin(hub, browser, row.slug, closed);
    const back = await hub.sandbox.sandbox.signInAs((await browser.open(start)).url, "noor");
    await rule(closed.client.id, row.id, { canSignIn: false });
    const before = await rowsOf(hub);
    expect((await browser.open(back.href)).status).toBe(404);
    expect((await browser.open(start)).status).toBe(404);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    const offered = async (made: typeof open) =>
      (await upstreamBrowser(hub).open(authorizeUrl(hub, made, pkce().challenge))).html.includes(`/${row.slug}/login/`);
    expect([await offered(closed), await offered(open)]).toEqual([false, true]);
    expect((await signInThrough(hub, row.slug, "noor", open)).sub).toBeTypeOf("string");
  });

  test("can't sign up: known people come in, unknown ones do not, and the sign-up page does not offer it", async () => {
    const row = await hub.addProvider("discord");
    const [closed, open] = [await application(), await application()];
    const known = await signInThrough(hub, row.slug, "noor", open);
    await rule(closed.client.id, row.id, { canSignUp: false });
    expect((await signInThrough(hub, row.slug, "noor", closed)).sub).toBe(known.sub);
    const browser = upstreamBrowser(hub);
    const { start, flow } = await begin(hub, browser, row.slug, closed);
    const refused = await through(browser, await browser.open(start), "impostor");
    expect(new URL(refused.url).searchParams.get("error")).toBe("sign_up_closed");
    expect((await browser.open(`${hub.url}/sign-up?flow=${flow}`)).html).not.toContain(`/${row.slug}/login/`);
    expect((await browser.open(`${hub.url}/sign-in?flow=${flow}`)).html).toContain(`/${row.slug}/login/`);
  });

  /** Links the sandbox's person to whoever is signed in there. */
  async function link(browser: BrowserClient, slug: string, as: string) {
    const page = await browser.open(`${hub.url}/account/identities`);
    return choosePerson(browser, await browser.submit(page, {}, `/accounts/${slug}/login/`), as);
  }

  test("can't unlink: the link stays as long as an application needs it; the person is told of what came and went", async () => {
    const row = await hub.addProvider("gitlab");
    const made = await application();
    const { person, browser } = await signedIn();
    const linked = await link(browser, row.slug, "zoe");
    expect(linked.html).toContain("The identity is linked.");
    expect(linked.html).toMatch(/<bdi>GitLab<\/bdi> was linked/);
    const identity = /name="identity" value="([^"]+)"/.exec(linked.html)?.[1] ?? "";
    await rule(made.client.id, row.id, { canUnlink: false });
    const shown = await browser.open(`${hub.url}/account/identities`);
    expect(shown.html).not.toContain('name="identity"');
    const csrf = /name="csrf" value="([^"]+)"/.exec(shown.html)?.[1] ?? "";
    const unlink = () =>
      browser.open(`${hub.url}/account/identities/unlink`, {
        method: "POST",
        body: new URLSearchParams({ csrf, identity }),
        headers: { origin: hub.url },
      });
    expect(new URL((await unlink()).url).searchParams.get("error")).toBe("link_kept");
    const identities = () =>
      hub.hub.db.query.selectFrom("identities").selectAll().where("user_id", "=", person.id).execute();
    expect(await identities()).toHaveLength(1);
    await rule(made.client.id, row.id, {});
    expect((await unlink()).html).toMatch(/<bdi>GitLab<\/bdi> was unlinked/);
    expect(await identities()).toHaveLength(0);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("actor_id", "=", person.id)
      .where("action", "like", "identity.%")
      .execute();
    expect(events.map(({ action }) => action)).toEqual(["identity.linked", "identity.unlinked"]);
  });

  test("the last way in stays", async () => {
    const row = await hub.addProvider("github");
    const { browser, person } = await signedIn();
    await link(browser, row.slug, "quill");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ password_hash: null }).where("id", "=", person.id).execute(),
    );
    const page = await browser.open(`${hub.url}/account/identities`);
    expect(page.html).toContain("Your only way to sign in");
    expect(page.html).not.toContain('name="identity"');
  });

  test("the console: rules by application are saved, audited, and shown to people", async () => {
    const row = await hub.addProvider("google");
    const made = await application();
    const { browser } = await signedIn({ isAdmin: true });
    const form = await browser.open(`${hub.url}/admin/providers/${row.id}`);
    const fields = /<form[^>]*action="[^"]*\/applications"[^>]*>([\s\S]*?)<\/form>/.exec(form.html)?.[1] ?? "";
    const csrf = /name="csrf" value="([^"]+)"/.exec(fields)?.[1] ?? "";
    const sent = new URLSearchParams({ csrf, application: made.client.id });
    for (const name of ["signIn", "signUp", "prompted"]) sent.append(name, made.client.id);
    const saved = await browser.open(`${hub.url}/admin/providers/${row.id}/applications`, {
      method: "POST",
      body: sent,
      headers: { origin: hub.url },
    });
    expect(saved.html).toContain("What applications allow has been saved.");
    const rules = await rulesOfProvider(hub.hub.db, row.id);
    expect(rules.find(({ clientRowId }) => clientRowId === made.client.id)?.rule).toEqual({
      canSignIn: true,
      canSignUp: true,
      canUnlink: false,
      prompted: true,
    });
    // Applications that the form did not show are left alone.
    expect(rules.filter((each) => !each.rule.canUnlink)).toHaveLength(1);
    expect(await promptedProviders(hub.hub.db)).toEqual(new Set([row.id]));
    const audit = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("action", "=", "provider.updated")
      .where("client_id", "=", made.client.id)
      .execute();
    expect(audit.map(({ detail }) => JSON.parse(detail))).toMatchObject([{ unlink: false, prompted: true }]);
    const { browser: other } = await signedIn();
    expect((await other.open(`${hub.url}/account/identities`)).html).toContain("Asked for");
  });

  test("the console: a form from the entry, with the page's names, what is known of it, and what may be said besides", async () => {
    const { browser } = await signedIn({ isAdmin: true });
    const form = await browser.open(`${hub.url}/admin/providers/add/steam`);
    expect(form.html).toContain(`${hub.url}/accounts/steam/callback/`);
    expect(form.html).toMatch(/\d+ independent sources agree/);
    const shopify = await browser.open(`${hub.url}/admin/providers/add/shopify`);
    expect(shopify.html).toContain("On the django-allauth page: shop.");
    expect(shopify.html).toContain("Left empty, each sign-in says it.");
    const persona = await browser.open(`${hub.url}/admin/providers/add/persona`);
    expect(persona.html).toContain("This service is closed.");
    const github = await browser.open(`${hub.url}/admin/providers/add/github`);
    const wrong = await browser.submit(github, { clientId: "x", authorizeParams: "redirect_uri=https://evil.example" });
    expect(wrong.status).toBe(422);
    const again = formsOf(wrong.html).find(({ fields }) => fields.some(([name]) => name === "authorizeParams"));
    const sent = new URLSearchParams(again?.fields.map(([name, value]) => [name, value]));
    sent.set("authorizeParams", "allow_signup=false\nlogin=a=b");
    sent.set("furtherScope", "repo gist");
    sent.set("linkPolicy", "verified");
    sent.set("verifiedEmail", "true");
    const added = await browser.open(new URL(again?.action ?? "", hub.url).href, {
      method: "POST",
      body: sent,
      headers: { origin: hub.url },
    });
    const row = await hub.hub.db.query
      .selectFrom("providers")
      .selectAll()
      .where("client_id", "=", "x")
      .executeTakeFirstOrThrow();
    expect([
      JSON.parse(row.authorize_params),
      JSON.parse(row.further_scope),
      row.link_policy,
      row.verified_email,
    ]).toEqual([{ allow_signup: "false", login: "a=b" }, ["repo", "gist"], "verified", 1]);
    expect(added.html).toContain("allow_signup=false");
  });

  test("the console: the table of what an identity leads to is for administrators", async () => {
    const { browser } = await signedIn({ isAdmin: true });
    const page = await browser.open(`${hub.url}/admin/providers/linking`);
    for (const name of ["verified-on-both-sides", "account-administrator", "policy-off"])
      expect(page.html).toContain(name);
    const { browser: other } = await signedIn();
    expect((await other.open(`${hub.url}/admin/providers/linking`)).status).toBe(403);
  });

  test("a session through a provider that an application does not take is none to it, whatever second step it had", async () => {
    const row = await hub.addProvider("github");
    const { client } = await application();
    await rule(client.id, row.id, { canSignIn: false });
    const admits = (end: string) =>
      admitsSession(hub.hub.db, client, { amr: ["fed"], way: `provider:${row.slug}${end}` });
    expect(await Promise.all(["", "+totp", "+recovery-code", "+passkey"].map(admits))).toEqual(Array(4).fill(false));
    await rule(client.id, row.id, {});
    expect(await admits("+totp")).toBe(true);
  });

  test("an application that takes no passwords takes no session that began with one", async () => {
    const row = await hub.addProvider("keycloak");
    const made = await hub.makeClient({ allowPassword: false, consent: "first-party" });
    const { browser, person } = await signedIn();
    await link(browser, row.slug, "theo");
    const url = authorizeUrl(hub, made, pkce().challenge);
    const asked = await browser.open(url);
    expect(new URL(asked.url).pathname).toBe("/sign-in");
    const silent = await browser.open(`${url}&prompt=none`);
    expect(silent.leftTo?.searchParams.get("error")).toBe("login_required");
    const flow = new URL(asked.url).searchParams.get("flow") ?? "";
    const page = await browser.open(`${hub.url}/accounts/${row.slug}/login/?flow=${flow}`);
    const done = await choosePerson(browser, page, "theo");
    expect(done.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    expect((await browser.open(url)).leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    // Proven again by password, it counts no more.
    await signInWith(browser, await browser.open(`${hub.url}/sign-in?confirm=1`), person);
    expect(new URL((await browser.open(url)).url).pathname).toBe("/sign-in");
  });
});
