/**
 * Signing in without the catalogue: `import { startSignIn, finishSignIn, loadProvider } from "alldoor/sign-in"`. An entry
 * comes from `alldoor/providers/<id>`, by its id from `loadProvider`, or is written with `oauth2()` and the others.
 */
export { directory } from "./catalogue/directory.ts";
export type { ListedProvider } from "./catalogue/listed-provider.ts";
export { findListed, loadProvider } from "./catalogue/load-provider.ts";
export type { CallOptions, NonceStore, ProviderFetch } from "./engines/engine.ts";
export { checkEntry, idTokenAlgs, oauth1, oauth2, oidc, openid2, signed } from "./entry.ts";
export type * from "./provider.ts";
export { ProviderError, type ProviderErrorCode, providerErrorCodes } from "./provider-error.ts";
export { addressParts, settingValues } from "./settings.ts";
export { checkLaunch, finishSignIn, finishWithToken, type StartOptions, startSignIn } from "./sign-in.ts";
export { fillTemplate, placeholders } from "./template.ts";
export { refreshTokens, revokeToken } from "./tokens.ts";
