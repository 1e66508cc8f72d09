/** A registration made ready for calls: what is configured is checked before anything is sent anywhere. */
import type { CallOptions, Context, Engine } from "./engines/engine.ts";
import { oauth2Engine } from "./engines/oauth2.ts";
import { oidcEngine } from "./engines/oidc.ts";
import type { Provider, ProviderApp } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { addressParts, settingValues } from "./settings.ts";

const systemSeconds = (): number => Math.floor(Date.now() / 1000);

/** The engine for an entry's protocol. */
export const engineOf = (provider: Provider): Engine =>
  provider.protocol === "oidc" ? oidcEngine(provider) : oauth2Engine(provider);

/**
 * @throws ProviderError `misconfigured` where the registration lacks something or a setting has the wrong form.
 */
export function contextOf(app: ProviderApp, { fetch, now = systemSeconds }: CallOptions): Context {
  const { provider, clientId, redirectUri, scope } = app;
  if (clientId === "") throw new ProviderError("misconfigured", "no client id");
  if (!URL.canParse(redirectUri)) throw new ProviderError("misconfigured", "the callback address is not one");
  if (provider.protocol === "oidc" && scope !== undefined && !scope.includes("openid")) {
    throw new ProviderError("misconfigured", "the configured scopes lack openid");
  }
  const settings = settingValues(provider, app.settings);
  return { provider, app, settings, parts: addressParts(provider, settings), fetch, now };
}
