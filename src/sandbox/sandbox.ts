/**
 * One sandbox: emulated upstream providers behind a `fetch`. State is in memory and bounded; what must outlive it
 * (client ids, secrets, redirect addresses) is the caller's to keep.
 */
import type { Clock } from "../lib/clock.ts";
import { systemClock } from "../lib/clock.ts";
import type { Provider, SettingValues } from "../providers/provider.ts";
import type { SandboxEnv } from "./app.tsx";
import { createApp } from "./app.tsx";
import type { SandboxApp } from "./apps.ts";
import { createApps } from "./apps.ts";
import { createArmedFaults } from "./armed-faults.ts";
import { createDirectory } from "./directory.ts";
import type { FaultId } from "./faults.ts";
import { createGrants } from "./grants.ts";
import { createKeys } from "./keys.ts";
import { createOAuth1Tokens } from "./oauth1-tokens.ts";
import { createAssociations } from "./openid2-associations.ts";
import { createRequestLog } from "./request-log.ts";
import { createSessions } from "./sessions.ts";
import { signInAs } from "./sign-in-as.ts";
import type { World } from "./world.ts";

export interface SandboxOptions {
  /** Where the sandbox is reached, without a trailing slash: `http://localhost:9000`. */
  readonly origin: string;
  readonly providers: readonly Provider[];
  /** What an earlier sandbox had registered. */
  readonly apps?: readonly SandboxApp[];
  /** Called with all applications whenever one is made or changed, so that they can be kept. */
  readonly onAppsChanged?: (apps: readonly SandboxApp[]) => void;
  /** Milliseconds. */
  readonly clock?: Clock;
  /** What the people's identifiers are derived from; another seed gives other ones. */
  readonly seed?: string;
  /** Told of what nobody expected; the answer says nothing of it. */
  readonly onError?: (error: unknown) => void;
  /** How long the fault `slow` waits. Milliseconds, 30 000 by default. */
  readonly slowMs?: number;
}

export interface Sandbox {
  /** Answers a request, at the emulated addresses or the sandbox's own. */
  fetch(request: Request, env?: SandboxEnv): Promise<Response>;
  /**
   * Registers an application, or replaces the one of the same provider and client id.
   * @throws RegistrationError where the provider is not known or an address can't be registered.
   */
  registerApp(app: SandboxApp): void;
  /**
   * The provider's first application, made at its first asking.
   * @throws RegistrationError where the provider is not known.
   */
  app(providerId: string): SandboxApp;
  apps(): readonly SandboxApp[];
  /** Every route there is: what tests walk over. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /**
   * Values for the provider's settings that lead to a host the sandbox emulates: what a hub in sandbox mode is set up
   * with.
   */
  demoSettings(providerId: string): SettingValues;
  /**
   * Does what a person does on the consent page: opens the authorization address (the provider's real one, or the
   * sandbox's) and clicks. Gives the address that the browser is sent back to.
   * @throws Error where the emulated provider shows a page instead.
   */
  signInAs(authorizationUrl: string, personId: string, fault?: FaultId): Promise<URL>;
  /** Ends what is still waiting. */
  close(): void;
}

const SLOW_MS = 30_000;
const ignore = (): void => {};

/** @throws TypeError where `origin` is not an origin. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const {
    providers,
    apps: given = [],
    onAppsChanged = ignore,
    clock = systemClock,
    seed = "alldoor",
    slowMs = SLOW_MS,
  } = options;
  const { origin, protocol } = new URL(options.origin);
  if (origin !== options.origin) throw new TypeError("origin: scheme, host and port, without a trailing slash");
  const closing = new AbortController();
  const directory = createDirectory(providers);
  const apps = createApps((providerId) => directory.get(providerId), given, onAppsChanged);
  const world: World = {
    origin,
    clock,
    seed,
    directory,
    apps,
    grants: createGrants(clock),
    oauth1: createOAuth1Tokens(clock),
    associations: createAssociations(clock),
    keys: createKeys(),
    sessions: createSessions(protocol === "https:"),
    armed: createArmedFaults(),
    log: createRequestLog(),
    slowMs,
    closing: closing.signal,
  };
  const app = createApp(world, options.onError ?? ignore);
  const fetch = async (request: Request, env: SandboxEnv = {}): Promise<Response> => app.fetch(request, env);
  return {
    fetch,
    registerApp: (entry) => void apps.register(entry),
    app: (providerId) => apps.first(providerId),
    apps: () => apps.all(),
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    demoSettings: (providerId) => directory.get(providerId)?.demo ?? {},
    signInAs: (authorizationUrl, personId, fault) => signInAs(fetch, origin, authorizationUrl, personId, fault),
    close: () => closing.abort(),
  };
}
