/**
 * Passkeys in a real browser with a virtual authenticator (Web Authentication, level 3; CDP WebAuthn): added, signed in with by
 * the button and from the suggestions of the username's field, used as a second step; copies, foreign challenges and unverified
 * people refused.
 */
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let browser: Browser;
beforeAll(async () => {
  [hub, browser] = await Promise.all([startHub(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await hub?.close();
});

type Person = Awaited<ReturnType<TestHub["makeUser"]>>;

interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
}

/**
 * A browser window at a device that has an authenticator.
 * @param suggests Chromium's virtual authenticator answers what waits in a field's suggestions by itself, as a person would
 * who chooses from the list; where a test presses the button, nothing may wait there.
 */
async function desk(options: Readonly<Record<string, boolean>> = {}, suggests = false): Promise<Desk> {
  const context = await browser.newContext();
  if (!suggests)
    await context.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
  return { context, page, cdp, authenticatorId };
}

async function signIn(page: Page, person: Person, next = "/account"): Promise<void> {
  await page.goto(`${hub.url}/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill("input[name=username]", person.name);
  await page.fill("input[name=password]", person.password);
  await page.click("form[action='/sign-in'] button[type=submit]");
}

async function addPasskey({ page }: Desk, name = "Laptop"): Promise<void> {
  await page.goto(`${hub.url}/account/passkeys/add`);
  await page.fill("input[name=name]", name);
  await page.click("form[data-passkey=create] button");
  await page.waitForURL(/\/account\/passkeys\?notice=passkey_added/);
}

/** Somebody with a passkey, at their desk, signed out. */
async function withPasskey(suggests = false): Promise<Desk & { readonly person: Person }> {
  const person = await hub.makeUser();
  const at = await desk({}, suggests);
  await signIn(at.page, person);
  await addPasskey(at);
  await at.context.clearCookies();
  return { ...at, person };
}

const latestSession = (userId: string) =>
  hub.hub.db.query
    .selectFrom("sessions")
    .selectAll()
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .orderBy("authenticated_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();

const actions = async (subject: string) =>
  (await hub.hub.db.query.selectFrom("audit").select("action").where("subject_id", "=", subject).execute()).map(
    ({ action }) => action,
  );

describe("a passkey", () => {
  test("is added, listed under its name, renamed and removed", async () => {
    const person = await hub.makeUser();
    const at = await desk();
    await signIn(at.page, person);
    await addPasskey(at, "My <b>laptop</b>");
    expect(await at.page.locator("main h3").allInnerTexts()).toEqual(["My <b>laptop</b>"]);
    expect((await latestSession(person.id)).amr).toBe("pwd hwk user mfa");
    await at.page.click("main details summary");
    await at.page.fill("main details input[name=name]", "Desk");
    await at.page.click("main details button");
    await at.page.waitForURL(/passkey_renamed/);
    expect(await at.page.locator("main h3").allInnerTexts()).toEqual(["Desk"]);
    await at.page.click("main .item-end button[popovertarget]");
    await at.page.click("main .item-end form button");
    await at.page.waitForURL(/passkey_removed/);
    expect(
      await hub.hub.db.query.selectFrom("passkeys").select("id").where("user_id", "=", person.id).execute(),
    ).toEqual([]);
    await at.context.close();
  });

  test("signs in by the button, without a name or a password, as two factors", async () => {
    const { page, context, person } = await withPasskey();
    await page.goto(`${hub.url}/sign-in?next=/account/sessions`);
    await page.click("form[data-passkey=get] button");
    await page.waitForURL(/^[^?]*\/account\/sessions$/);
    expect(await latestSession(person.id)).toMatchObject({ amr: "hwk user mfa", way: "passkey" });
    // As strong as it can be: what needs a fresh sign-in opens at once.
    await page.goto(`${hub.url}/account/passkeys/add`);
    expect(new URL(page.url()).pathname).toBe("/account/passkeys/add");
    await context.close();
  });

  test("is offered in the suggestions of the username's field", async () => {
    const { page, context, person } = await withPasskey(true);
    await page.goto(`${hub.url}/sign-in`);
    await page.waitForURL(/\/account$/);
    expect((await latestSession(person.id)).way).toBe("passkey");
    await context.close();
  });

  test("without verification of the person there is none", async () => {
    const at = await desk({ isUserVerified: false });
    const person = await hub.makeUser();
    await signIn(at.page, person);
    await at.page.goto(`${hub.url}/account/passkeys/add`);
    await at.page.click("form[data-passkey=create] button");
    await at.page.waitForFunction(() => document.querySelector("form[data-passkey] [role=status]")?.textContent !== "");
    expect(
      await hub.hub.db.query.selectFrom("passkeys").select("id").where("user_id", "=", person.id).execute(),
    ).toEqual([]);
    await at.context.close();
  });

  test("of a copy that is behind in counting is refused, and an administrator can see it", async () => {
    const { page, context, person } = await withPasskey();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("passkeys").set({ counter: 1_000_000 }).where("user_id", "=", person.id).execute(),
    );
    await page.goto(`${hub.url}/sign-in?next=/account/sessions`);
    await page.click("form[data-passkey=get] button");
    await page.waitForSelector("#form-error");
    expect(await actions(person.id)).toContain("passkey.counter-refused");
    expect((await context.cookies()).map(({ name }) => name)).not.toContain("alldoor_session");
    await context.close();
  });
});

describe("an answer", () => {
  /** What the authenticator says to the options of a page, without sending it. */
  async function answerOn(page: Page): Promise<string> {
    return page.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>("form[data-passkey=get]");
      const options = JSON.parse(form?.dataset.options ?? "{}") as PublicKeyCredentialRequestOptionsJSON;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
      return JSON.stringify(credential.toJSON());
    });
  }

  /** Sends an answer from the page that is open, as its script would. */
  async function send(page: Page, credential: string): Promise<number> {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/sign-in/passkey")),
      page.waitForEvent("load"),
      page.evaluate((text) => {
        const form = document.querySelector<HTMLFormElement>("form[data-passkey=get]");
        const field = form?.querySelector<HTMLInputElement>("input[name=credential]");
        if (!form || !field) throw new Error("no form");
        field.value = text;
        HTMLFormElement.prototype.submit.call(form);
      }, credential),
    ]);
    return answer.status();
  }

  /** A sign-in page whose own script has not asked for anything. */
  async function quietSignIn(page: Page): Promise<void> {
    await page.route("**/assets/passkey-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(`${hub.url}/sign-in`);
  }

  test("counts once, in its own browser, for a challenge of ours", async () => {
    const { page, context } = await withPasskey();
    await quietSignIn(page);
    const answer = await answerOn(page);
    const foreign = await desk();
    await quietSignIn(foreign.page);
    expect(await send(foreign.page, answer)).toBe(401);
    expect(await send(page, answer)).toBe(303);
    await context.clearCookies({ name: "alldoor_session" });
    await quietSignIn(page);
    expect(await send(page, answer)).toBe(401);
    await foreign.context.close();
    await context.close();
  });

  test("that is changed, cut, empty or somebody else's is refused", async () => {
    const { page, context } = await withPasskey();
    await quietSignIn(page);
    const answer = JSON.parse(await answerOn(page));
    const { response } = answer;
    const other = Buffer.from("00000000-0000-4000-8000-000000000000").toString("base64url");
    const bent: unknown[] = [
      "",
      "{}",
      "[]",
      "null",
      { ...answer, response: { ...response, userHandle: other } },
      { ...answer, response: { ...response, userHandle: undefined } },
      { ...answer, response: { ...response, signature: response.signature.slice(0, -4) } },
      { ...answer, response: { ...response, authenticatorData: "AAAA" } },
      { ...answer, response: { ...response, clientDataJSON: Buffer.from("{}").toString("base64url") } },
      { ...answer, id: "AAAA", rawId: "AAAA" },
    ];
    for (const each of bent) {
      await quietSignIn(page);
      expect([each, await send(page, typeof each === "string" ? each : JSON.stringify(each))]).toEqual([each, 401]);
    }
    await quietSignIn(page);
    await context.close();
  });
});

test("whoever has a passkey proves themselves with it again where a fresh sign-in is asked for", async () => {
  const { page, context, person } = await withPasskey();
  await signIn(page, person, "/account/password");
  await page.waitForURL(/\/sign-in\?/);
  await page.fill("input[name=password]", person.password);
  await page.click("form[action='/sign-in'] button[type=submit]");
  await page.waitForURL(/\/sign-in\/second-step/);
  await page.click("form[data-passkey=get] button");
  await page.waitForURL(/^[^?]*\/account\/password$/);
  expect(await latestSession(person.id)).toMatchObject({ amr: "pwd hwk user mfa", way: "password+passkey" });
  await context.close();
});
