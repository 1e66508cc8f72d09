/**
 * What upstream sign-in costs: loading the whole catalogue of providers in a process of its own, and a whole sign-in of one
 * person by a provider that the sandbox plays, from the button to the hub's session, in processor time of the hub alone.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Browser, type Shown } from "./driver/browser.ts";
import { freePort } from "./driver/free-port.ts";
import { REDIRECT_URI, SCOPE } from "./driver/target.ts";
import { median } from "./measure/statistics.ts";
import type { Options } from "./options.ts";
import type { CatalogueFacts } from "./subjects/catalogue-load.ts";
import type { HubPlace } from "./subjects/hub-place.ts";
import type { UpstreamFacts, UpstreamSeed } from "./subjects/hub-upstream-seed.ts";
import { LAUNCH_FLAGS, launchEnvironment } from "./subjects/launched.ts";
import type { SandboxFacts, SandboxWish } from "./subjects/sandbox-server.ts";
import { ServerProcess } from "./subjects/server-process.ts";
import type { Bench } from "./subjects/subject.ts";

const PROVIDER = "github";
/** One of the sandbox's people, who is the same person at each sign-in. */
const PERSON = "mira";
const SIGN_INS = 50;
const WARM_UP = 100;
const LOADS = 5;

export interface Upstream {
  readonly entries: number;
  /** Milliseconds and bytes that the whole catalogue takes, in a process of its own. */
  readonly catalogueMilliseconds: number;
  readonly catalogueResident: number;
  /** Processor time of the hub in microseconds, a sign-in. */
  readonly signIn: number;
}

export async function measureUpstream(
  bench: Bench,
  { build, rounds }: Options,
  say: (words: string) => void,
): Promise<Upstream> {
  say("Loading the catalogue, again and again");
  const loads: CatalogueFacts[] = [];
  for (let load = 0; load < LOADS; load += 1) loads.push(await loadOnce(bench, build));
  say("Signing in through the sandbox");
  return {
    entries: loads[0]?.entries ?? 0,
    catalogueMilliseconds: median(loads.map(({ milliseconds }) => milliseconds)),
    catalogueResident: median(loads.map(({ resident }) => resident)),
    signIn: await measureSignIns(bench, build, rounds),
  };
}

const logOf = ({ directory }: Bench, name: string): string => join(directory, `${name}.log`);

async function loadOnce(bench: Bench, build: string): Promise<CatalogueFacts> {
  const program = "catalogue-load";
  const child = new ServerProcess({ program, argument: { build }, core: bench.core, logFile: logOf(bench, program) });
  const { facts } = await child.next("facts");
  await child.stop();
  return facts as CatalogueFacts;
}

async function measureSignIns(bench: Bench, build: string, rounds: number): Promise<number> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const sandboxWish: SandboxWish = {
    build,
    provider: PROVIDER,
    callback: `${origin}/accounts/${PROVIDER}/login/callback/`,
  };
  const sandbox = start(bench, "sandbox-server", sandboxWish);
  const app = (await sandbox.next("facts")).facts as SandboxFacts;
  const data = join(bench.directory, `upstream-${randomBytes(4).toString("hex")}`);
  mkdirSync(data, { mode: 0o700 });
  const place: HubPlace = { build, data, port, databaseUrl: null, sandbox: app.url };
  const seed: UpstreamSeed = { ...place, provider: PROVIDER, app };
  const seeding = start(bench, "hub-upstream-seed", seed);
  const { clientId } = (await seeding.next("facts")).facts as UpstreamFacts;
  await seeding.stop();
  const hub = new ServerProcess({
    program: "hub-server",
    flags: LAUNCH_FLAGS,
    environment: launchEnvironment(build),
    argument: place,
    core: bench.core,
    logFile: logOf(bench, "hub-upstream"),
  });
  await hub.next("listening");
  await signUp(origin, app.url, clientId);
  for (let count = 0; count < WARM_UP; count += 1) await signIn(origin, app.url);
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = (await hub.usage()).processor;
    for (let count = 0; count < SIGN_INS; count += 1) await signIn(origin, app.url);
    costs.push(((await hub.usage()).processor - before) / SIGN_INS);
  }
  await Promise.all([hub.stop(), sandbox.stop()]);
  return median(costs);
}

/** A process that is not measured. */
const start = (bench: Bench, program: string, argument: unknown): ServerProcess =>
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

/** From the button to the session. @throws Error where it ends otherwise */
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
