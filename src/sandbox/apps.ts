/**
 * Registered applications: what a developer would have got from each provider's console. Secrets are random for every
 * sandbox and kept by the caller, so there is no credential that works at somebody else's.
 */
import { sameSecret } from "../lib/bearer.ts";
import { randomText } from "../lib/random.ts";
import { redirectUriFault } from "../lib/redirect-uri.ts";
import type { Provider, SettingValues } from "../providers/provider.ts";
import type { Emulation } from "./emulation.ts";
import { newSigningSecret } from "./signed-secret.ts";

/** One application at one emulated provider. */
export interface SandboxApp {
  readonly providerId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared byte for byte. */
  readonly redirectUris: readonly string[];
  /** The hosts, tenants or realms that the application is set up for, where the entry has settings. */
  readonly settings?: SettingValues;
}

/** What can't be registered. The message is for the developer. */
export class RegistrationError extends Error {
  override readonly name = "RegistrationError";
}

export interface Apps {
  all(): readonly SandboxApp[];
  of(providerId: string): readonly SandboxApp[];
  /** The provider's first application; made at its first asking. */
  first(providerId: string): SandboxApp;
  find(providerId: string, clientId: string): SandboxApp | undefined;
  /** Adds the application, or replaces the one of the same provider and client id. */
  register(app: SandboxApp): SandboxApp;
  /** A new application; credentials that are not given are made up in the provider's own form. */
  create(app: Partial<SandboxApp> & Pick<SandboxApp, "providerId">): SandboxApp;
  addRedirectUri(providerId: string, clientId: string, redirectUri: string): SandboxApp;
}

const HEX = "0123456789abcdef";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MOST_APPS = 5000;
const MOST_REDIRECT_URIS = 100;

/** A key, where the provider's secrets are signed with one. */
const madeSecret = (provider: Provider | undefined): string | undefined =>
  provider?.quirks?.clientSecret === undefined ? undefined : newSigningSecret();

/** In constant time. */
export const isSecretOf = (app: SandboxApp, secret: string): boolean => sameSecret(app.clientSecret, secret);

/** @param emulationOf A provider; `undefined` where the sandbox has none of this id. */
export function createApps(
  emulationOf: (providerId: string) => Emulation | undefined,
  given: readonly SandboxApp[],
  changed: (apps: readonly SandboxApp[]) => void,
): Apps {
  const byProvider = new Map<string, SandboxApp[]>();

  function checked(app: SandboxApp): SandboxApp {
    if (!emulationOf(app.providerId)) {
      throw new RegistrationError(`There is no provider ${app.providerId} in this sandbox.`);
    }
    if (app.clientId === "" || app.clientSecret === "") {
      throw new RegistrationError("Client id and secret may not be empty.");
    }
    if (app.redirectUris.length > MOST_REDIRECT_URIS) throw new RegistrationError("Too many redirect addresses.");
    for (const uri of app.redirectUris) {
      const fault = redirectUriFault(uri);
      if (fault !== null) throw new RegistrationError(`The redirect address can't be registered. ${fault}`);
    }
    return { ...app, redirectUris: [...new Set(app.redirectUris)] };
  }

  function keep(app: SandboxApp): SandboxApp {
    const list = byProvider.get(app.providerId) ?? [];
    const place = list.findIndex((entry) => entry.clientId === app.clientId);
    if (place === -1 && all().length >= MOST_APPS) throw new RegistrationError("There are too many applications.");
    if (place === -1) list.push(app);
    else list[place] = app;
    byProvider.set(app.providerId, list);
    return app;
  }

  const all = (): readonly SandboxApp[] => [...byProvider.values()].flat();
  const of = (providerId: string): readonly SandboxApp[] => byProvider.get(providerId) ?? [];
  const find = (providerId: string, clientId: string) => of(providerId).find((app) => app.clientId === clientId);

  function register(app: SandboxApp): SandboxApp {
    const kept = keep(checked(app));
    changed(all());
    return kept;
  }

  function create(app: Partial<SandboxApp> & Pick<SandboxApp, "providerId">): SandboxApp {
    const { shape, provider } = emulationOf(app.providerId) ?? {};
    const made = {
      clientId: shape?.clientId?.() ?? randomText(20, HEX),
      clientSecret: madeSecret(provider) ?? shape?.clientSecret?.() ?? randomText(40, LETTERS),
    };
    return register({ ...made, redirectUris: [], ...app });
  }

  for (const app of given) if (emulationOf(app.providerId)) keep(checked(app));

  return {
    all,
    of,
    find,
    register,
    create,
    first: (providerId) => of(providerId)[0] ?? create({ providerId }),
    addRedirectUri(providerId, clientId, redirectUri) {
      const app = find(providerId, clientId);
      if (!app) throw new RegistrationError("There is no such application.");
      return register({ ...app, redirectUris: [...app.redirectUris, redirectUri] });
    },
  };
}
