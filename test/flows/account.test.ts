/** A person's own pages, over HTTP: what they show, what they change, what they refuse, and what ends with it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changePassword } from "../../src/hub/account/change-password.ts";
import { listAccess } from "../../src/hub/grants/access.ts";
import { revokeGrantsOf } from "../../src/hub/grants/grants.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { createProvider, type ProviderRow } from "../../src/hub/providers/store.ts";
import { completeLogin } from "../../src/hub/sessions/complete-login.ts";
import { findSignedIn } from "../../src/hub/sessions/store.ts";
import { type User, updateUser } from "../../src/hub/users/store.ts";
import { readBearer } from "../../src/lib/bearer.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  codeFlow,
  pkce,
  redeem,
  refresh,
  signedInBrowser,
  userinfo,
} from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

const SESSION = "alldoor_session";
const NEW_PASSWORD = "seven quiet lanterns at dusk";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const userOf = (id: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

  const actionsOf = async (userId: string): Promise<string[]> => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("actor_id", "=", userId)
      .orderBy("id")
      .execute();
    return rows.map(({ action }) => action);
  };

  /** A browser whose session began without a password, as after a sign-in with a provider. */
  async function federatedBrowser(user: User): Promise<BrowserClient> {
    const browser = new BrowserClient(hub.url);
    const occasion = { address: "192.0.2.7", requestId: "test", userAgent: "test" };
    const login = { userId: user.id, amr: ["fed"], way: "provider:test", previousSession: undefined, occasion };
    browser.setCookie(hub.url, SESSION, await hub.hub.db.write((tx) => completeLogin(tx, hub.hub, login)));
    await browser.open(`${hub.url}/account`);
    return browser;
  }

  test("whoever is not signed in is asked to, and comes back to the page", async () => {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const signIn = await browser.open(`${hub.url}/account/sessions`);
    expect(new URL(signIn.url).pathname).toBe("/sign-in");
    const back = await browser.submit(signIn, { username: person.name, password: person.password });
    expect(new URL(back.url).pathname).toBe("/account/sessions");
    expect(new URL((await browser.open(`${hub.url}/`)).url).pathname).toBe("/account");
  });

  describe("profile", () => {
    test("name and address are changed; a changed address is unverified and signs nobody in", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account`);
      const saved = await browser.submit(page, { display_name: "  Ines\u202e  Okonkwo ", email: "ines@example.net" });
      expect(saved.status).toBe(200);
      expect(saved.html).toContain("Your profile has been saved.");
      expect(await userOf(person.id)).toMatchObject({
        display_name: "Ines Okonkwo",
        email: "ines@example.net",
        verified_email_key: null,
      });
      expect(await actionsOf(person.id)).toContain("user.updated");
      const other = new BrowserClient(hub.url);
      const signIn = await other.open(`${hub.url}/sign-in`);
      expect((await other.submit(signIn, { username: "ines@example.net", password: person.password })).status).toBe(
        401,
      );
    });

    test("the name alone leaves the address verified, and nothing changed writes nothing", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      await browser.submit(await browser.open(`${hub.url}/account`), { display_name: "Somebody Else" });
      expect((await userOf(person.id)).verified_email_key).toBe(person.email);
      await browser.submit(await browser.open(`${hub.url}/account`), { display_name: "Somebody Else" });
      expect((await actionsOf(person.id)).filter((action) => action === "user.updated")).toHaveLength(1);
    });

    test("what is refused is shown again with its faults, and nothing is stored", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const before = await userOf(person.id);
      const page = await browser.open(`${hub.url}/account`);
      const shown = await browser.submit(page, { display_name: " \u200b ", email: 'a@b@"c' });
      expect(shown.status).toBe(422);
      expect(shown.html).toContain('value="a@b@&quot;c"');
      expect(shown.html).toContain('id="display_name-error"');
      expect(shown.html).toContain('id="email-error"');
      expect(await userOf(person.id)).toEqual(before);
    });

    test("an address is changed only in a fresh sign-in, a name in any", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      hub.time.advance(901);
      const page = await browser.open(`${hub.url}/account`);
      const named = await browser.submit(page, { display_name: "Renamed", email: person.email ?? "" });
      expect(named.html).toContain("Your profile has been saved.");
      const asked = await browser.submit(page, { display_name: "Renamed", email: "other@example.net" });
      expect(new URL(asked.url).pathname).toBe("/sign-in");
      expect(new URL(asked.url).searchParams.get("next")).toBe("/account");
      expect((await userOf(person.id)).email).toBe(person.email);
    });
  });

  describe("language", () => {
    test("the one that is chosen is spoken whatever the browser asks for, and applications are told it", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account`);
      expect(page.html).toContain('<html lang="en"');
      const chosen = await sendForm(browser, page, "/account", { locale: "zh-Hans" });
      expect(chosen.html).toContain('<html lang="zh-Hans"');
      const { body } = await codeFlow(hub, browser, await hub.makeClient({ consent: "first-party" }));
      expect((await userinfo(hub, String(body.access_token))).body.locale).toBe("zh-Hans");
      const back = await sendForm(browser, chosen, "/account", { locale: "" });
      expect(back.html).toContain('<html lang="en"');
    });

    test("one that there is not is refused; one that came along from elsewhere can stay", async () => {
      const person = await hub.makeUser();
      await hub.hub.db.write((tx) =>
        tx.query.updateTable("users").set({ locale: "fr-CA" }).where("id", "=", person.id).execute(),
      );
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account`);
      expect((await sendForm(browser, page, "/account", { locale: "xx" })).status).toBe(422);
      expect((await sendForm(browser, page, "/account", { display_name: "Same Language" })).status).toBe(200);
      const { locale } = await hub.hub.db.query
        .selectFrom("users")
        .select("locale")
        .where("id", "=", person.id)
        .executeTakeFirstOrThrow();
      expect(locale).toBe("fr-CA");
    });
  });

  describe("password", () => {
    const fill = async (browser: BrowserClient, values: Readonly<Record<string, string>>) =>
      browser.submit(await browser.open(`${hub.url}/account/password`), values);

    test("a new password ends every other session and all that applications hold, and stays signed in here", async () => {
      const person = await hub.makeUser();
      const made = await hub.makeClient({ consent: "first-party" });
      const elsewhere = await signedInBrowser(hub, person);
      const browser = await signedInBrowser(hub, person);
      const tokens = await codeFlow(hub, elsewhere, made, { scope: "openid offline_access" });
      const own = await codeFlow(hub, browser, made);
      const { verifier, challenge } = pkce();
      const waiting = (await authorize(browser, authorizeUrl(hub, made, challenge))).searchParams.get("code") ?? "";
      const before = browser.cookie(hub.url, SESSION) ?? "";

      const shown = await fill(browser, { current_password: person.password, new_password: NEW_PASSWORD });

      expect(shown.html).toContain("Your password has been changed.");
      const after = browser.cookie(hub.url, SESSION) ?? "";
      expect(after).not.toBe(before);
      expect(readBearer(after)?.id).toBe(readBearer(before)?.id);
      const thief = new BrowserClient(hub.url);
      thief.setCookie(hub.url, SESSION, before);
      expect(new URL((await thief.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
      expect(new URL((await elsewhere.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
      expect((await userinfo(hub, String(tokens.body.access_token))).status).toBe(401);
      expect((await userinfo(hub, String(own.body.access_token))).status).toBe(401);
      expect((await refresh(hub, made, String(tokens.body.refresh_token))).body.error).toBe("invalid_grant");
      const late = await redeem(hub, made, { code: waiting, code_verifier: verifier });
      expect(late.body.error).toBe("invalid_grant");
      expect(await actionsOf(person.id)).toContain("user.password-changed");

      const again = new BrowserClient(hub.url);
      const signIn = await again.open(`${hub.url}/sign-in`);
      expect((await again.submit(signIn, { username: person.name, password: person.password })).status).toBe(401);
      const signedIn = await again.submit(await again.open(`${hub.url}/sign-in`), {
        username: person.name,
        password: NEW_PASSWORD,
      });
      expect(new URL(signedIn.url).pathname).toBe("/account");
    });

    test.each([
      ["a wrong present one", "not the one", NEW_PASSWORD, "current_password", "That is not your present password."],
      ["no present one", "", NEW_PASSWORD, "current_password", "This is needed."],
      ["the present one again", null, null, "new_password", "That is your present password."],
      ["one that is too short", null, "short", "new_password", "That is too short."],
      ["none", null, "", "new_password", "This is needed."],
    ])("%s is refused and changes nothing", async (_name, current, wish, field, words) => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const before = await userOf(person.id);
      const shown = await fill(browser, {
        current_password: current ?? person.password,
        new_password: wish ?? person.password,
      });
      expect(shown.status).toBe(422);
      expect(shown.html).toContain(`id="${field}-error"`);
      expect(shown.html).toContain(words);
      expect(shown.html).not.toContain(person.password);
      expect(await userOf(person.id)).toEqual(before);
    });

    test("the page is no second place to guess at: tries are counted with those of sign-in", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/password`);
      const guess = (current: string) =>
        browser.submit(page, { current_password: current, new_password: NEW_PASSWORD });
      const statuses = (await Promise.all(Array.from({ length: 15 }, (_, index) => guess(`guess ${index}`)))).map(
        ({ status }) => status,
      );
      expect(statuses.filter((status) => status === 422)).toHaveLength(10);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
      const refused = await guess(person.password);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused.html).toContain("Too many attempts.");
      hub.time.advance(901);
      const confirm = await browser.open(`${hub.url}/account/password`);
      expect(new URL(confirm.url).pathname).toBe("/sign-in");
      const back = await browser.submit(confirm, { username: person.name, password: person.password });
      expect(new URL(back.url).pathname).toBe("/account/password");
    });

    test("two changes of the same password at once: one is made", async () => {
      const person = await hub.makeUser();
      const browsers = await Promise.all([signedInBrowser(hub, person), signedInBrowser(hub, person)]);
      const shown = await Promise.all(
        browsers.map((browser, index) =>
          fill(browser, { current_password: person.password, new_password: `${NEW_PASSWORD} ${index}` }),
        ),
      );
      expect(shown.filter(({ html }) => html.includes("Your password has been changed."))).toHaveLength(1);
      expect((await actionsOf(person.id)).filter((action) => action === "user.password-changed")).toHaveLength(1);
    });

    test("a password that was changed elsewhere meanwhile is not written over", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const sessionValue = browser.cookie(hub.url, SESSION);
      const signedIn = await findSignedIn(hub.hub, sessionValue);
      if (!signedIn) throw new Error("nobody is signed in");
      await hub.hub.db.write((tx) => updateUser(tx, hub.hub, person.id, { password_hash: "of another password" }));
      const occasion = { address: "192.0.2.7", requestId: "test", userAgent: "test" };
      const late = { signedIn, sessionValue, passwordHash: "late", occasion };
      const refused = hub.hub.db.write((tx) => changePassword(tx, hub.hub, late));
      await expect(refused).rejects.toMatchObject({ fields: { current_password: "wrong_password" } });
      expect((await userOf(person.id)).password_hash).toBe("of another password");
    });

    test("the first password of somebody who signs in with a provider needs no old one and is no new sign-in", async () => {
      const person = await hub.makeUser({ passwordHash: null });
      const browser = await federatedBrowser(person);
      const before = hub.time.now();
      hub.time.advance(60);
      const page = await browser.open(`${hub.url}/account/password`);
      expect(page.html).not.toContain('name="current_password"');
      const shown = await browser.submit(page, { new_password: NEW_PASSWORD });
      expect(shown.html).toContain("Your password has been changed.");
      const session = await hub.hub.db.query
        .selectFrom("sessions")
        .selectAll()
        .where("user_id", "=", person.id)
        .executeTakeFirstOrThrow();
      expect(session).toMatchObject({ authenticated_at: before, amr: "fed", ended_at: null });
    });

    test("a session that is not fresh has to sign in again first, and the form has done nothing", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/password`);
      hub.time.advance(901);
      const before = await userOf(person.id);
      const asked = await browser.submit(page, { current_password: person.password, new_password: NEW_PASSWORD });
      expect(new URL(asked.url).pathname).toBe("/sign-in");
      expect(new URL(asked.url).searchParams.get("next")).toBe("/account/password");
      expect(await userOf(person.id)).toEqual(before);
    });
  });

  describe("linked identities", () => {
    const makeProvider = (enabled = true): Promise<ProviderRow> =>
      hub.hub.db.write((tx) =>
        createProvider(tx, hub.hub, github, {
          displayName: "GitHub",
          clientId: "client",
          settings: {},
          scope: null,
          allowSignUp: false,
          enabled,
        }),
      );
    const link = (user: User, provider: ProviderRow, sub: string) =>
      hub.hub.db.write((tx) =>
        linkIdentity(tx, hub.hub, user.id, provider.id, {
          sub,
          issuer: "https://github.com",
          email_verified: false,
          raw: {},
        }),
      );
    const identitiesOf = (userId: string) =>
      hub.hub.db.query.selectFrom("identities").select("id").where("user_id", "=", userId).execute();

    test("an identity is shown with the provider's own identifier, and unlinked", async () => {
      const person = await hub.makeUser();
      const provider = await makeProvider();
      await link(person, provider, "583231");
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/identities`);
      expect(page.html).toContain("583231");
      expect(page.html).not.toContain(`action="/accounts/${provider.slug}/login/"`);
      const shown = await browser.submit(page, {}, "/account/identities/unlink");
      expect(shown.html).toContain("The identity is no longer linked.");
      expect(shown.html).toContain(`action="/accounts/${provider.slug}/login/"`);
      expect(await identitiesOf(person.id)).toHaveLength(0);
      expect(await actionsOf(person.id)).toContain("identity.unlinked");
    });

    test("somebody else's identity can't be named", async () => {
      const provider = await makeProvider();
      const owner = await hub.makeUser();
      const theirs = await link(owner, provider, "owner");
      const person = await hub.makeUser();
      await link(person, provider, "mine");
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/identities`);
      const shown = await browser.submit(page, { identity: theirs.id }, "/account/identities/unlink");
      expect(shown.status).toBe(404);
      expect(await identitiesOf(owner.id)).toHaveLength(1);
      expect(await identitiesOf(person.id)).toHaveLength(1);
    });

    test("the last way in stays, and a provider that is switched off is no way in", async () => {
      const person = await hub.makeUser({ passwordHash: null });
      const only = await link(person, await makeProvider(), "only");
      await link(person, await makeProvider(false), "off");
      const browser = await federatedBrowser(person);
      const page = await browser.open(`${hub.url}/account/identities`);
      expect(page.html).toContain("Your only way to sign in");
      const shown = await browser.submit(page, { identity: only.id }, "/account/identities/unlink");
      expect(shown.html).toContain("That is your only way to sign in.");
      expect(await identitiesOf(person.id)).toHaveLength(2);
    });

    test("of two last ways in, unlinked at once, one stays", async () => {
      const person = await hub.makeUser({ passwordHash: null });
      const ids = [await link(person, await makeProvider(), "one"), await link(person, await makeProvider(), "two")];
      const browser = await federatedBrowser(person);
      const page = await browser.open(`${hub.url}/account/identities`);
      await Promise.all(ids.map(({ id }) => browser.submit(page, { identity: id }, "/account/identities/unlink")));
      expect(await identitiesOf(person.id)).toHaveLength(1);
    });

    test("what came back from a provider is told by a fixed list of words", async () => {
      const browser = await signedInBrowser(hub, await hub.makeUser());
      const page = (query: string) => browser.open(`${hub.url}/account/identities?${query}`);
      expect((await page("error=linked_elsewhere")).html).toContain("linked to an account here already");
      expect((await page("error=access_denied")).html).toContain("You cancelled at the provider");
      expect((await page("error=provider_failed")).html).toContain("did not answer as it should");
      expect((await page("notice=linked")).html).toContain("The identity is linked.");
      for (const other of ["error=<b>owned</b>", "notice=__proto__", "notice=password_changed"]) {
        const { html } = await page(other);
        expect(html).not.toContain('class="notice');
        expect(html).not.toContain("owned");
      }
    });
  });

  describe("sessions", () => {
    const living = (userId: string) =>
      hub.hub.db.query
        .selectFrom("sessions")
        .select("id")
        .where("user_id", "=", userId)
        .where("ended_at", "is", null)
        .execute();

    test("one is ended, and its browser has to sign in again", async () => {
      const person = await hub.makeUser();
      const elsewhere = await signedInBrowser(hub, person);
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/sessions`);
      const id = String(readBearer(elsewhere.cookie(hub.url, SESSION))?.id);
      expect(page.html).toContain(`value="${id}"`);
      const shown = await browser.submit(page, { session: id }, "/account/sessions/end");
      expect(shown.html).toContain("The session has been ended.");
      expect(new URL((await elsewhere.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
      expect(await actionsOf(person.id)).toContain("session.ended");
    });

    test("all others are ended, and this one goes on", async () => {
      const person = await hub.makeUser();
      await signedInBrowser(hub, person);
      await signedInBrowser(hub, person);
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/sessions`);
      const shown = await browser.submit(page, {}, "/account/sessions/end-others");
      expect(shown.html).toContain("All other sessions have been ended.");
      expect(await living(person.id)).toHaveLength(1);
    });

    test("somebody else's session, and what is no session, end nothing", async () => {
      const other = await hub.makeUser();
      const theirs = await signedInBrowser(hub, other);
      const person = await hub.makeUser();
      await signedInBrowser(hub, person);
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}/account/sessions`);
      const foreign = String(readBearer(theirs.cookie(hub.url, SESSION))?.id);
      for (const session of [foreign, "", "0", "-1", "1e3", "99999999999999999999", "x"]) {
        const shown = await browser.submit(page, { session }, "/account/sessions/end");
        expect(shown.status).toBe(200);
        expect(shown.html).not.toContain("The session has been ended.");
      }
      expect(await living(other.id)).toHaveLength(1);
      expect(await living(person.id)).toHaveLength(2);
    });
  });

  describe("applications", () => {
    test("taking access back ends the consent, the tokens and the codes of that application, and of no other", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const made = await hub.makeClient({ homepage: "https://notes.example.com/start" });
      const other = await hub.makeClient({ consent: "first-party" });
      const tokens = await codeFlow(hub, browser, made);
      const kept = await codeFlow(hub, browser, other);
      const { verifier, challenge } = pkce();
      const code = (await authorize(browser, authorizeUrl(hub, made, challenge))).searchParams.get("code") ?? "";

      const page = await browser.open(`${hub.url}/account/applications`);
      expect(page.html).toContain("notes.example.com");
      expect(page.html).toContain(other.client.name);
      const shown = await browser.submit(page, { application: made.client.id }, "/account/applications/revoke");

      expect(shown.html).toContain("The application no longer has access.");
      expect(shown.html).not.toContain(made.client.name);
      expect((await userinfo(hub, String(tokens.body.access_token))).status).toBe(401);
      expect((await refresh(hub, made, String(tokens.body.refresh_token))).body.error).toBe("invalid_grant");
      expect((await redeem(hub, made, { code, code_verifier: verifier })).body.error).toBe("invalid_grant");
      expect((await userinfo(hub, String(kept.body.access_token))).status).toBe(200);
      expect(await actionsOf(person.id)).toContain("consent.revoked");
      const asked = await browser.open(authorizeUrl(hub, made, pkce().challenge));
      expect(new URL(asked.url).pathname).toBe("/consent");
    });

    test("when an application last had tokens is told, also after they ended", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const made = await hub.makeClient();
      await codeFlow(hub, browser, made);
      const access = () => listAccess(hub.hub.db, hub.hub, person.id);
      const before = await access();
      expect(before).toMatchObject([{ clientName: made.client.name, lastUsedAt: hub.time.now() }]);
      const used = hub.time.now();
      hub.time.advance(60);
      await hub.hub.db.write((tx) => revokeGrantsOf(tx, { userId: person.id }, hub.time.now(), "password-changed"));
      expect(await access()).toMatchObject([{ clientName: made.client.name, lastUsedAt: used }]);
    });

    test("an application that has no access changes nothing", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      await codeFlow(hub, browser, await hub.makeClient());
      const page = await browser.open(`${hub.url}/account/applications`);
      const shown = await browser.submit(page, { application: "nobody" }, "/account/applications/revoke");
      expect(shown.html).not.toContain("The application no longer has access.");
      expect(await actionsOf(person.id)).not.toContain("consent.revoked");
    });
  });
});
