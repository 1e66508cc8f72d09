/**
 * A hub with one provider that the sandbox plays, and a person's sign-in by it: from the button to the first page with a
 * session. The hub is served as it ships and is what is measured; sandbox and browser run beside it.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Browser, type Shown } from "../driver/browser.ts";
import { freePort } from "../driver/free-port.ts";
import { REDIRECT_URI, SCOPE } from "../driver/target.ts";
import type { HubPlace } from "./hub-place.ts";
import type { UpstreamFacts, UpstreamSeed } from "./hub-upstream-seed.ts";
import { launchEnvironment } from "./launched.ts";
import type { SandboxFacts, SandboxWish } from "./sandbox-server.ts";
import { ServerProcess } from "./server-process.ts";
import type { Bench } from "./subject.ts";

const PROVIDER = "github";
/** One of the sandbox's people, who is the same person at each sign-in. */
const PERSON = "mira";

export interface UpstreamWish {
  readonly build: string;
  /** Flags of Node.js to serve with. */
  readonly flags: readonly string[];
}

export interface UpstreamHub {
  readonly server: ServerProcess;
  /** @throws Error where it ends otherwise than with a session */
  signIn(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts sandbox and hub, and makes the person's account. */
export async function upstreamHub(bench: Bench, { build, flags }: UpstreamWish): Promise<UpstreamHub> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const callback = `${origin}/accounts/${PROVIDER}/login/callback/`;
  const wish: SandboxWish = { build, provider: PROVIDER, callback };
  const sandbox = beside(bench, "sandbox-server", wish);
  const app = (await sandbox.next("facts")).facts as SandboxFacts;
  const data = join(bench.directory, `upstream-${randomBytes(4).toString("hex")}`);
  mkdirSync(data, { mode: 0o700 });
  const place: HubPlace = { build, data, port, databaseUrl: null, sandbox: app.url };
  const seed: UpstreamSeed = { ...place, provider: PROVIDER, app };
  const seeding = beside(bench, "hub-upstream-seed", seed);
  const { clientId } = (await seeding.next("facts")).facts as UpstreamFacts;
  await seeding.stop();
  const server = new ServerProcess({
    program: "hub-server",
    flags,
    environment: launchEnvironment(build),
    argument: place,
    core: bench.core,
    logFile: logOf(bench, "hub-upstream"),
  });
  await server.next("listening");
  await signUp(origin, app.url, clientId);
  return {
    server,
    signIn: () => signIn(origin, app.url),
    async stop() {
      await Promise.all([server.stop(), sandbox.stop()]);
    },
  };
}

const logOf = ({ directory }: Bench, name: string): string => join(directory, `${name}.log`);

/** A process that is not measured. */
const beside = (bench: Bench, program: string, argument: unknown): ServerProcess =>
  new ServerProcess({ program, argument, core: undefined, logFile: logOf(bench, program) });

/** The person's first sign-in, which makes their account: on the way to a client that lets new people in. */
async function signUp(hub: string, sandbox: string, clientId: string): Promise<void> {
  const browser = new Browser();
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  });
  const page = await browser.open(`${hub}/login/oauth/authorize?${asked}`);
  const [, button] = new RegExp(`href="(/accounts/${PROVIDER}/[^"]+)"`).exec(page.body) ?? [];
  if (button === undefined) throw unexpected(page);
  const end = await choosePerson(browser, sandbox, `${hub}${button.replaceAll("&amp;", "&")}`);
  if (!end.url.startsWith(REDIRECT_URI) || !new URL(end.url).searchParams.has("code")) throw unexpected(end);
}

async function signIn(hub: string, sandbox: string): Promise<void> {
  const browser = new Browser();
  const end = await choosePerson(browser, sandbox, `${hub}/accounts/${PROVIDER}/login/`);
  if (!end.url.startsWith(hub) || !browser.has(hub, /session$/)) throw unexpected(end);
}

async function choosePerson(browser: Browser, sandbox: string, start: string): Promise<Shown> {
  const page = await browser.open(start);
  if (!page.url.startsWith(sandbox) || page.status !== 200) throw unexpected(page);
  return browser.submit(page, { person: PERSON, fault: "none" });
}

const unexpected = ({ url, status, body }: Shown): Error =>
  new Error(`a sign-in came to ${url}: ${status} ${body.slice(0, 500)}`);
