/**
 * What an unknown identity leads to: every case there is, the table that the console shows of them, and what becomes of a
 * person whose address is known, under each policy.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS_OWNERS, decideLink, LINK_POLICIES, LINK_RULES } from "../../src/hub/identities/decide-link.ts";
import { everyCase, linkTable } from "../../src/hub/identities/link-table.ts";
import { en, zh } from "../../src/pages/text/index.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, signInThrough, through, upstreamBrowser } from "../ground/upstream.ts";

const ADDRESS = "mira.halden@example.com";

describe("the decision", () => {
  test("a case is asked for each combination of facts", () => {
    expect(everyCase).toHaveLength(2 * LINK_POLICIES.length * 2 * 2 * ADDRESS_OWNERS.length * 2);
    expect(new Set(everyCase.map((each) => JSON.stringify(each))).size).toBe(everyCase.length);
  });

  test("a known identity signs in, whatever else there is", () => {
    const known = everyCase.filter(({ isLinked }) => isLinked);
    expect(new Set(known.map((each) => decideLink(each).outcome))).toEqual(new Set(["sign-in"]));
  });

  test("only this links by an address: the policy, both proofs, the provider's own word, an ordinary account", () => {
    const linking = everyCase.filter((each) => decideLink(each).outcome === "link");
    expect(linking.map(({ maySignUp: _, ...facts }) => facts)).toEqual(
      [1, 2].map(() => ({
        policy: "verified",
        isLinked: false,
        addressVerified: true,
        isAuthoritative: true,
        owner: "person",
      })),
    );
  });

  test("no account comes into being beside one that has proven the address, nor where sign-up is closed", () => {
    for (const facts of everyCase.filter((each) => decideLink(each).outcome === "sign-up")) {
      expect(facts.maySignUp).toBe(true);
      expect(facts.addressVerified && facts.owner !== "nobody").toBe(false);
    }
  });

  test("the table holds each case in one row, with the answer that the case has", () => {
    const rows = linkTable();
    for (const facts of everyCase) {
      const fitting = rows.filter(({ values }) =>
        (Object.keys(facts) as (keyof typeof facts)[]).every((name) =>
          (values[name] as readonly unknown[]).includes(facts[name]),
        ),
      );
      expect([facts, fitting.map(({ outcome, rule }) => ({ outcome, rule }))]).toEqual([facts, [decideLink(facts)]]);
    }
    expect(new Set(rows.map(({ rule }) => rule))).toEqual(new Set(LINK_RULES));
    for (const text of [en, zh]) expect(Object.keys(text.admin.linking.rules).sort()).toEqual([...LINK_RULES].sort());
  });
});

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let made: Awaited<ReturnType<SandboxedHub["makeClient"]>>;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
  });
  afterAll(() => hub.close());

  /** The account that the address of the sandbox's Mira belongs to; whoever had it before has it no more. */
  async function owner(wish: { readonly isAdmin?: boolean } = {}) {
    await hub.hub.db.write((tx) => tx.query.updateTable("users").set({ verified_email_key: null }).execute());
    return hub.makeUser({ email: ADDRESS, emailVerified: true, ...wish });
  }

  const identitiesOf = (userId: string) =>
    hub.hub.db.query.selectFrom("identities").selectAll().where("user_id", "=", userId).execute();

  async function lastLinked(): Promise<{ rule?: string }> {
    const row = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("action", "=", "identity.linked")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    return JSON.parse(row.detail) as { rule?: string };
  }

  async function comeAs(slug: string, person = "mira") {
    const browser = upstreamBrowser(hub);
    const { start, verifier } = await begin(hub, browser, slug, made);
    return { browser, verifier, shown: await through(browser, await browser.open(start), person) };
  }

  /** From the page that says that the address is known, by the account's password, to the question. */
  async function prove(browser: BrowserClient, shown: Shown, person: { name: string; password: string }) {
    const href = /href="(\/sign-in\?[^"]+)"/.exec(shown.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    return signInWith(browser, await browser.open(new URL(href, hub.url).href), person);
  }

  test("ask: the account is proven first, then the identity is linked, and the sign-in goes on to the application", async () => {
    const person = await owner();
    const { slug } = await hub.addProvider("google", { linkPolicy: "ask" });
    const { browser, verifier, shown } = await comeAs(slug);
    expect(shown.status).toBe(409);
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    const question = await prove(browser, shown, person);
    expect(new URL(question.url).pathname).toBe("/account/identities/connect");
    expect(await identitiesOf(person.id)).toHaveLength(0);
    const done = await browser.submit(question, { proof: proofIn(question) });
    expect((await claimsOf(hub, made, done, verifier)).sub).toBe(person.id);
    expect(await identitiesOf(person.id)).toHaveLength(1);
    expect((await lastLinked()).rule).toBe("proved-account");
    expect((await signInThrough(hub, slug, "mira", made)).sub).toBe(person.id);
    const page = await browser.open(`${hub.url}/account/identities`);
    expect(page.html).toContain("Lately");
    // Once more it links nothing.
    const again = await browser.open(question.url);
    expect(again.html).toContain("flow_expired");
  });

  const proofIn = ({ url }: Shown): string => new URL(url).searchParams.get("proof") ?? "";

  test("ask: a proof is for that account alone, in that browser alone", async () => {
    await owner();
    const other = await hub.makeUser();
    const { slug } = await hub.addProvider("discord");
    const { browser, shown } = await comeAs(slug);
    const question = await prove(browser, shown, other);
    expect(question.html).toContain("flow_expired");
    expect(await identitiesOf(other.id)).toHaveLength(0);

    const person = await owner();
    const second = await comeAs(slug);
    const asked = await prove(second.browser, second.shown, person);
    const elsewhere = upstreamBrowser(hub);
    await signInWith(elsewhere, await elsewhere.open(`${hub.url}/sign-in`), person);
    expect((await elsewhere.open(asked.url)).html).toContain("flow_expired");
    // A quarter of an hour later it is too old.
    hub.time.advance(1000);
    expect((await second.browser.open(asked.url)).url).not.toBe(asked.url);
    expect(await identitiesOf(person.id)).toHaveLength(0);
  });

  test("off: the address is pointed out, and there is nothing to link by", async () => {
    const person = await owner();
    const { slug } = await hub.addProvider("gitlab", { linkPolicy: "off" });
    const { shown } = await comeAs(slug);
    expect(shown.status).toBe(409);
    expect(shown.html).not.toContain("proof=");
    expect(await identitiesOf(person.id)).toHaveLength(0);
  });

  test("verified on both sides: linked at once, with the rule in the log", async () => {
    const person = await owner();
    const { slug } = await hub.addProvider("google", { linkPolicy: "verified" });
    const { shown, verifier } = await comeAs(slug);
    expect((await claimsOf(hub, made, shown, verifier)).sub).toBe(person.id);
    expect((await lastLinked()).rule).toBe("verified-on-both-sides");
  });

  test("verified, where the administrator vouches in the provider's place: the account is proven first", async () => {
    const person = await owner();
    const { slug } = await hub.addProvider("google", { linkPolicy: "verified", verifiedEmail: true });
    expect((await comeAs(slug)).shown.status).toBe(409);
    expect(await identitiesOf(person.id)).toHaveLength(0);
  });

  test("verified, and the account is an administrator's: it is proven first", async () => {
    const person = await owner({ isAdmin: true });
    const { slug } = await hub.addProvider("google", { linkPolicy: "verified" });
    expect((await comeAs(slug)).shown.status).toBe(409);
    expect(await identitiesOf(person.id)).toHaveLength(0);
  });

  test("verifiedEmail: every address that the provider reports counts as verified", async () => {
    await owner();
    const plain = await hub.addProvider("facebook");
    const vouched = await hub.addProvider("facebook", { verifiedEmail: true });
    const unverified = await comeAs(plain.slug, "theo");
    expect(await claimsOf(hub, made, unverified.shown, unverified.verifier)).not.toMatchObject({
      email_verified: true,
    });
    const verified = await comeAs(vouched.slug, "theo");
    expect(await claimsOf(hub, made, verified.shown, verified.verifier)).toMatchObject({ email_verified: true });
  });

  test("two people at once with one verified address: one account has it, nobody meets an error", async () => {
    await hub.hub.db.write((tx) => tx.query.updateTable("users").set({ verified_email_key: null }).execute());
    const slugs = await Promise.all(["google", "discord"].map(async (id) => (await hub.addProvider(id)).slug));
    for (let round = 0; round < 4; round += 1) {
      await hub.hub.db.write(async (tx) => {
        await tx.query.updateTable("users").set({ verified_email_key: null }).execute();
        await tx.query.deleteFrom("identities").execute();
      });
      const ready = await Promise.all(
        slugs.map(async (slug) => {
          const browser = upstreamBrowser(hub);
          const { start } = await begin(hub, browser, slug, made);
          const back = await hub.sandbox.sandbox.signInAs((await browser.open(start)).url, "mira");
          return () => browser.open(back.href);
        }),
      );
      const shown = await Promise.all(ready.map((go) => go()));
      expect(shown.map(({ leftTo, status }) => (leftTo ? "in" : status)).sort()).toEqual([409, "in"]);
    }
  });

  test("the same unknown identity twice at once: one account, and both are in it", async () => {
    const { slug } = await hub.addProvider("github");
    for (let round = 0; round < 4; round += 1) {
      await hub.hub.db.write((tx) => tx.query.deleteFrom("identities").execute());
      const ready = await Promise.all(
        [1, 2].map(async () => {
          const browser = upstreamBrowser(hub);
          const { start, verifier } = await begin(hub, browser, slug, made);
          const back = await hub.sandbox.sandbox.signInAs((await browser.open(start)).url, "noor");
          return async () => claimsOf(hub, made, await browser.open(back.href), verifier);
        }),
      );
      const [one, other] = await Promise.all(ready.map((go) => go()));
      expect(one?.sub).toBe(other?.sub);
    }
  });
});
