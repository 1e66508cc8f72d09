/** A whole sign-in through a sandbox that emulates the given entries; the sandbox checks what it is sent. */
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import {
  finishSignIn,
  type Profile,
  type Provider,
  type ProviderApp,
  type ProviderFetch,
  type StartOptions,
  startSignIn,
} from "../../src/providers/index.ts";
import { createSandbox, type FaultId, type Sandbox } from "../../src/sandbox/index.ts";

const ORIGIN = "http://localhost:9000";

export interface EngineGround {
  readonly sandbox: Sandbox;
  readonly fetch: ProviderFetch;
  app(id: string, settings?: Readonly<Record<string, string>>): ProviderApp;
  signIn(
    app: ProviderApp,
    options?: { person?: string; fault?: FaultId; start?: Partial<StartOptions>; bend?: (back: URL) => void },
  ): Promise<Profile>;
}

export function engineGround(providers: readonly Provider[], clock?: () => number): EngineGround {
  const sandbox = createSandbox({ origin: ORIGIN, providers, slowMs: 20, ...(clock ? { clock } : {}) });
  const rewrite = sandboxRewrite(ORIGIN);
  const fetch: ProviderFetch = (url, init) =>
    sandbox.fetch(new Request(rewrite(new URL(url)), { ...init, redirect: "manual" }));
  const call = { fetch, ...(clock ? { now: () => Math.floor(clock() / 1000) } : {}) };
  return {
    sandbox,
    fetch,
    app(id, settings = {}) {
      const provider = providers.find((entry) => entry.id === id);
      if (!provider) throw new Error(`no entry ${id}`);
      const redirectUri = `https://hub.example/accounts/${id}/login/callback/`;
      const registered = { ...sandbox.app(id), redirectUris: [redirectUri], settings };
      sandbox.registerApp(registered);
      const { clientId, clientSecret } = registered;
      return { provider, clientId, clientSecret, redirectUri, settings: { ...sandbox.demoSettings(id), ...settings } };
    },
    async signIn(app, { person = "mira", fault, start = {}, bend } = {}) {
      const { url, pending } = await startSignIn(app, { ...call, ...start });
      const back = await sandbox.signInAs(url, person, fault);
      bend?.(back);
      return (await finishSignIn(app, pending, back.searchParams, call)).profile;
    },
  };
}
