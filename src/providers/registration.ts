/** A registration made ready for calls: what is configured is checked before anything is sent anywhere. */
import { codeFlow } from "./engines/code-flow.ts";
import type { CallOptions, Context, Engine } from "./engines/engine.ts";
import type { Flow } from "./engines/flow.ts";
import { oauth1Flow } from "./engines/oauth1/flow.ts";
import { oauth2Engine } from "./engines/oauth2.ts";
import { oidcEngine } from "./engines/oidc.ts";
import { openId2Flow } from "./engines/openid2/flow.ts";
import { signedFlow } from "./engines/signed/flow.ts";
import { asksByScope, checkEntry } from "./entry.ts";
import type { Provider, ProviderApp, SettingValues } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { addressParts, settingValues } from "./settings.ts";
import { chosenVariant } from "./variant.ts";

const systemSeconds = (): number => Math.floor(Date.now() / 1000);

/**
 * The engine for an entry whose tokens can be renewed and given back.
 * @throws ProviderError `misconfigured` for another protocol.
 */
export function engineOf(provider: Provider): Engine {
  if (provider.protocol === "oidc") return oidcEngine(provider);
  if (provider.protocol === "oauth2") return oauth2Engine(provider);
  throw new ProviderError("misconfigured", `${provider.protocol} has no token endpoint`);
}

/** The flow of an entry's protocol. */
export function flowOf(provider: Provider): Flow {
  switch (provider.protocol) {
    case "oauth2":
    case "oidc":
      return codeFlow(engineOf(provider));
    case "oauth1":
      return oauth1Flow(provider);
    case "openid2":
      return openId2Flow(provider);
    case "signed":
      return signedFlow(provider);
  }
}

/**
 * @param given Values for settings that came with this sign-in.
 * @throws ProviderError `misconfigured` where the registration lacks something or a setting has the wrong form.
 */
export function contextOf(
  given: ProviderApp,
  { fetch, now = systemSeconds, nonces }: CallOptions,
  perSignIn: SettingValues = {},
): Context {
  const app = { ...given, provider: chosenVariant(given.provider, given.settings) };
  const { provider, clientId, redirectUri, scope } = app;
  checkEntry(provider);
  // OpenID 2.0 and some assertions know no clients.
  const needsClient = provider.protocol !== "openid2" && provider.protocol !== "signed";
  if (clientId === "" && needsClient) throw new ProviderError("misconfigured", "no client id");
  if (!URL.canParse(redirectUri)) throw new ProviderError("misconfigured", "the callback address is not one");
  if (asksByScope(provider) && scope !== undefined && !scope.includes("openid")) {
    throw new ProviderError("misconfigured", "the configured scopes lack openid");
  }
  const settings = settingValues(provider, { ...app.settings, ...perSignIn });
  const parts = addressParts(provider, settings);
  return { provider, app, settings, parts, fetch, now, ...(nonces === undefined ? {} : { nonces }) };
}
