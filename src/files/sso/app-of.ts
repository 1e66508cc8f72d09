/** A platform as the provider library takes it, and the ways out that its calls go by. */
import { seconds } from "../../lib/clock.ts";
import type { CallOptions, NonceStore } from "../../providers/engines/engine.ts";
import type { ProviderApp } from "../../providers/provider.ts";
import { chosenVariant } from "../../providers/variant.ts";
import { isFirst } from "../attempts/attempts.ts";
import type { Files } from "../files.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { openedSecrets } from "../platforms/store.ts";

/** No more than who somebody is, where nothing else has been asked for. What is not listed asks as its entry says. */
const LEAST: Readonly<Record<string, readonly string[]>> = {
  github: ["read:user"],
  google: ["openid", "profile"],
  microsoft: ["openid", "profile"],
  dingtalk: ["openid"],
  casdoor: ["openid", "profile"],
};

function scopeOf({ entry, settings, extraScopes, limits }: Platform): readonly string[] {
  const way = chosenVariant(entry, settings);
  const least = way === entry && limits.emailDomains.length === 0 ? LEAST[entry.id] : undefined;
  const email = limits.emailDomains.length > 0 && entry.id === "oidc" ? ["email"] : [];
  return [...new Set([...(least ?? way.scope), ...email, ...extraScopes])];
}

/** @param redirectUri As it is registered there. */
export function appOf(files: Pick<Files, "hub" | "vault">, platform: Platform, redirectUri: string): ProviderApp {
  if (platform.id === HUB_PLATFORM) return files.hub.app;
  const { clientSecret, settings } = openedSecrets(files.vault, platform);
  return {
    provider: platform.entry,
    clientId: platform.clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    settings,
    redirectUri,
    scope: scopeOf(platform),
  };
}

/** Nonces and signed answers count once: each is a counter that may stand at one. */
const nonces = (files: Files, { id }: Platform): NonceStore => ({
  use(endpoint, nonce, until) {
    const window = Math.max(1, until - seconds(files.clock));
    const key = `nonce:${id}:${endpoint}:${nonce}`.slice(0, 2000);
    return files.db.write((tx) => isFirst(tx, files, { key, window }));
  },
});

export const callsOf = (files: Files, platform: Platform): CallOptions => ({
  fetch: platform.id === HUB_PLATFORM ? files.hub.fetch : files.upstream.fetch,
  now: () => seconds(files.clock),
  nonces: nonces(files, platform),
});
