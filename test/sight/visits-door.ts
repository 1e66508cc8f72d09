/** The ways in and out of the hub, step by step: set-up, sign-in, second step, letters, consent, devices, errors. */
import { inviteUser } from "../../src/hub/admin/people/invitations.ts";
import { sendForm } from "../flows/bent-form.ts";
import { proofIn, type Received } from "../flows/mail-server.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { authorizeUrl, pkce, post, signInWith } from "../ground/oauth-client.ts";
import { begin } from "../ground/upstream.ts";
import type { Seeded } from "./seeded.ts";
import type { Arrival, Visit } from "./visit.ts";

const at = (browser: BrowserClient, { url }: Shown): Arrival => ({ browser, url });

const hub = (name: string, route: string, arrive: Visit["arrive"]): Visit => ({ name, program: "hub", route, arrive });

/** An address that a stranger opens. */
const open = (name: string, path: string, route = path.replace(/\?.*/, "")): Visit =>
  hub(name, route, (town) => ({ browser: town.stranger(), url: `${town.hub.url}${path}` }));

/** A stranger who has asked for a letter to an account of their own. @param field Where the address is typed. */
async function asked(town: Seeded, path: string, field: string): Promise<Arrival & { readonly letter: Received }> {
  const { email } = await town.hub.makeUser();
  const browser = town.stranger();
  const page = await browser.open(`${town.hub.url}${path}`);
  const shown = await sendForm(browser, page, path, { [field]: email ?? "" });
  await town.hub.mails.sendDue();
  return { ...at(browser, shown), letter: town.mail.latest(email ?? "") };
}

/** @returns the link in the letter to somebody who was invited */
async function invited(town: Seeded): Promise<string> {
  const { id, email } = await town.hub.makeUser({ passwordHash: null, emailVerified: false });
  await town.hub.hub.db.write((tx) => inviteUser(tx, town.hub.hub, {}, id));
  await town.hub.mails.sendDue();
  return /^https?:\S+\/invitation\?link=\S+$/m.exec(town.mail.latest(email ?? "").text)?.[0] ?? "";
}

/** Somebody at the second step of a sign-in. */
async function secondStep(town: Seeded): Promise<Arrival> {
  const browser = town.stranger();
  return at(browser, await signInWith(browser, await browser.open(`${town.hub.url}/sign-in`), town.guarded));
}

async function startDevice(town: Seeded): Promise<string> {
  const { body } = await post(town.hub, "/api/device-auth", { client_id: town.television.client.clientId });
  return String(body.user_code);
}

export const doorVisits: readonly Visit[] = [
  hub("setup", "/setup", ({ blank, stranger }) => ({ browser: stranger(), url: blank.setUpLink ?? "" })),
  open("setup-over", "/setup?token=used"),

  open("sign-in", "/sign-in"),
  hub("sign-in-application", "/login/oauth/authorize", (town) => ({
    browser: town.stranger(),
    url: authorizeUrl(town.hub, town.application, pkce().challenge),
  })),
  hub("sign-in-again", "/sign-in", (town) => ({
    browser: town.as.guarded,
    url: `${town.hub.url}/sign-in?confirm=1&next=/account`,
  })),
  open("authorize-unknown-application", "/login/oauth/authorize?client_id=nobody&response_type=code"),
  hub("sign-up", "/sign-up", async (town) => {
    const browser = town.stranger();
    const shown = await browser.open(authorizeUrl(town.hub, town.application, pkce().challenge));
    const flow = new URL(shown.url).searchParams.get("flow") ?? "";
    return { browser, url: `${town.hub.url}/sign-up?flow=${flow}` };
  }),

  hub("second-step", "/sign-in/second-step", secondStep),
  hub("second-step-recovery", "/sign-in/second-step", async (town) => {
    const { browser, url } = await secondStep(town);
    return { browser, url: `${url}&with=recovery` };
  }),
  open("second-step-over", "/sign-in/second-step?login=none"),

  open("email", "/sign-in/email"),
  hub("email-code", "/sign-in/email/code", (town) => asked(town, "/sign-in/email", "email")),
  hub("mail-open", "/mail/open", async (town) => {
    const { browser, letter } = await asked(town, "/sign-in/email", "email");
    return { browser, url: proofIn(letter).link };
  }),
  hub("mail-open-elsewhere", "/mail/open", async (town) => {
    const { letter } = await asked(town, "/sign-in/email", "email");
    return { browser: town.stranger(), url: proofIn(letter).link };
  }),
  open("mail-open-over", "/mail/open?link=none"),
  open("recover", "/recover"),
  hub("recover-code", "/recover/code", (town) => asked(town, "/recover", "username")),
  hub("recover-password", "/recover/password", async (town) => {
    const { browser, url, letter } = await asked(town, "/recover", "username");
    const { code } = proofIn(letter);
    return at(browser, await sendForm(browser, await browser.open(url), "/recover/code", { code }));
  }),
  hub("invitation", "/invitation", async (town) => ({ browser: town.stranger(), url: await invited(town) })),
  open("invitation-over", "/invitation?link=none"),
  hub("invitation-password", "/invitation/password", async (town) => {
    const browser = town.stranger();
    return at(browser, await sendForm(browser, await browser.open(await invited(town)), "/invitation"));
  }),
  hub("verify-email", "/verify-email", async (town) => {
    const browser = town.as.plain;
    const profile = await browser.open(`${town.hub.url}/account`);
    return at(browser, await sendForm(browser, profile, "/account", { email: "another@example.com" }));
  }),

  hub("provider-start", "/accounts/:slug/login/", async (town) => {
    const browser = town.stranger();
    const { start } = await begin(town.hub, browser, town.provider.slug, town.application);
    return { browser, url: start };
  }),
  open("provider-unknown", "/accounts/nothing/login/", "/accounts/:slug/login/"),
  open(
    "provider-callback-over",
    "/accounts/github/login/callback/?state=none&code=none",
    "/accounts/:slug/login/callback/",
  ),
  open("provider-callback-short", "/accounts/github/callback/?state=none&code=none", "/accounts/:slug/callback/"),
  hub("prompted-link", "/sign-in/link", async (town) => {
    const browser = town.stranger();
    const page = await browser.open(authorizeUrl(town.hub, town.asking, pkce().challenge));
    return at(browser, await signInWith(browser, page, town.plain));
  }),

  hub("consent", "/consent", async (town) => {
    const browser = town.as.plain;
    return at(browser, await browser.open(authorizeUrl(town.hub, town.application, pkce().challenge)));
  }),
  hub("device", "/login/oauth/device", ({ as, hub: { url } }) => ({
    browser: as.plain,
    url: `${url}/login/oauth/device`,
  })),
  hub("device-code", "/login/oauth/device/:userCode", async (town) => {
    const browser = town.as.plain;
    return { browser, url: `${town.hub.url}/login/oauth/device/${await startDevice(town)}` };
  }),

  hub("sign-out", "/sign-out", ({ as, hub: { url } }) => ({ browser: as.plain, url: `${url}/sign-out` })),
  open("sign-out-nobody", "/sign-out"),
  open("signed-out", "/signed-out"),
  open("not-found", "/no/such/page", "/sign-in"),
  hub("forbidden", "/admin", ({ as, hub: { url } }) => ({ browser: as.plain, url: `${url}/admin` })),

  // Addresses that applications made for Casdoor send people to.
  open("casdoor-login-organization", "/login/main", "/login/:organization"),
  open("casdoor-sign-up-application", "/signup/nothing", "/signup/:application"),
  open("casdoor-user", "/users/main/keeper", "/users/:organization/:name"),
];
