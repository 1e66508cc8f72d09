/**
 * A sign-in with every provider of the catalogue in a real browser, through the hub: an application asks, the person chooses
 * the provider, is somebody at the emulated one, and comes back signed in. A row for each: name, engine, result, milliseconds.
 */
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Browser } from "playwright-core";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { catalogue } from "../../src/providers/catalogue/whole.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { launchChromium } from "../ground/chromium.ts";
import type { TestClock } from "../ground/clock.ts";
import { authorizeUrl, pkce, redeem, userinfo } from "../ground/oauth-client.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

/** Milliseconds for one provider. */
const PATIENCE = 5000;
const WIDTHS = { name: 40, engine: 8, result: 40 };

type Say = (line: string) => void;

interface Row {
  readonly name: string;
  readonly engine: string;
  /** `ok`, or what went wrong. */
  readonly result: string;
  readonly milliseconds: number;
}

const rowText = ({ name, engine, result, milliseconds }: Row): string =>
  `${name.padEnd(WIDTHS.name)}  ${engine.padEnd(WIDTHS.engine)}  ${result.padEnd(WIDTHS.result)}  ${String(milliseconds).padStart(6)}`;

/** Some sign with a private key in place of a secret. */
function giveKey({ sandbox }: SandboxedHub["sandbox"], provider: Provider): void {
  if (provider.protocol !== "oauth1" || provider.signature !== "RSA-SHA1") return;
  const { privateKey: clientSecret } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  sandbox.registerApp({ ...sandbox.app(provider.id), clientSecret });
}

/** @throws Error that says where the browser ended up. */
async function signIn(hub: SandboxedHub, made: MadeClient, browser: Browser, provider: Provider): Promise<void> {
  giveKey(hub.sandbox, provider);
  const { slug } = await hub.addProvider(provider.id);
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    const [callback = ""] = made.client.redirectUris;
    const { verifier, challenge } = pkce();
    await page.goto(authorizeUrl(hub, made, challenge));
    const flow = new URL(page.url()).searchParams.get("flow") ?? "";
    const button = page.locator(`a[href*="/accounts/${slug}/login/"], form[action*="/accounts/${slug}/login/"] button`);
    // A service that is closed is not offered; its start address works all the same.
    if (provider.status === "closed")
      await page.goto(`${hub.url}/accounts/${slug}/login/?${new URLSearchParams({ flow })}`);
    else await button.first().click();
    await page.locator('button[name="person"][value="mira"]').first().click();
    const back = page.waitForURL(`${callback}**`);
    // Where the answer is a form of the provider's site, its page has a button.
    await Promise.race([back, page.locator("#form-back button").click()]);
    await back;
    const answer = await redeem(hub, made, {
      code: new URL(page.url()).searchParams.get("code") ?? "",
      code_verifier: verifier,
    });
    if (answer.status !== 200) throw new Error(`the hub gave no token (${answer.status})`);
    const { body } = await userinfo(hub, String(answer.body.access_token));
    const linked = await hub.hub.db.query
      .selectFrom("identities")
      .innerJoin("providers", "providers.id", "identities.provider_id")
      .where("identities.user_id", "=", String(body.sub))
      .where("providers.slug", "=", slug)
      .select("identities.id")
      .execute();
    if (linked.length !== 1) throw new Error("another person came back");
  } catch (error) {
    const [page] = context.pages();
    const heading =
      (await page
        ?.locator("h1")
        .first()
        .textContent({ timeout: 500 })
        .catch(() => null)) ?? "no page";
    const message = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    throw new Error(`${heading.trim()} (${message})`, { cause: error });
  } finally {
    await context.close();
  }
}

/** The next registration must be the only one on the sign-in page, and the next person a new one: all know the same address. */
async function forget({ hub }: SandboxedHub): Promise<void> {
  await hub.db.write(async (tx) => {
    await tx.query.updateTable("providers").set({ disabled_at: 1 }).execute();
    await tx.query.updateTable("users").set({ verified_email_key: null }).execute();
  });
}

async function visit(hub: SandboxedHub, made: MadeClient, browser: Browser, provider: Provider): Promise<Row> {
  const began = performance.now();
  const result = await signIn(hub, made, browser, provider).then(
    () => "ok",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  await forget(hub);
  const milliseconds = Math.round(performance.now() - began);
  return { name: provider.name, engine: provider.protocol, result, milliseconds };
}

/** A tour takes longer than a token is good for, so the hub's clock goes with everybody else's. */
const realTime: TestClock = {
  clock: systemClock,
  now: () => Math.floor(systemClock() / 1000),
  advance: () => {
    throw new Error("real time is not ours to move");
  },
};

/** The application that people sign in to: a page to come back to. */
async function openApplication(): Promise<{ readonly callback: string; close(): void }> {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end("<h1>Back</h1>"));
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { callback: `http://localhost:${address.port}/callback`, close: () => void server.close() };
}

/**
 * @param only Ids; every provider where there are none.
 * @returns the exit code: 1 where one sign-in failed, or an id is not known.
 */
export async function tour(only: readonly string[], say: Say): Promise<number> {
  const unknown = only.filter((id) => !catalogue.some((provider) => provider.id === id));
  if (unknown.length > 0) {
    say(`The catalogue has no ${unknown.join(", ")}.`);
    return 1;
  }
  const stops = only.length === 0 ? catalogue : catalogue.filter(({ id }) => only.includes(id));
  const [hub, browser, application] = await Promise.all([
    startSandboxedHub({ time: realTime }),
    launchChromium(),
    openApplication(),
  ]);
  try {
    const made = await hub.makeClient({
      redirectUris: [application.callback],
      allowSignUp: true,
      consent: "first-party",
    });
    let failed = 0;
    say(rowText({ name: "PROVIDER", engine: "ENGINE", result: "RESULT", milliseconds: 0 }).replace(/ 0$/, "ms"));
    for (const provider of stops) {
      const row = await visit(hub, made, browser, provider);
      if (row.result !== "ok") failed += 1;
      say(rowText(row));
    }
    say(`${stops.length - failed} signed in, ${failed} failed.`);
    return failed > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await hub.close();
    application.close();
  }
}
