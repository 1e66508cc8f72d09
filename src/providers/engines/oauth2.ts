/** OAuth 2.0 (RFC 6749): the token answer proves nobody, the profile call with its token does. */
import type { OAuth2Provider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { fillAddress } from "../template.ts";
import type { Engine } from "./engine.ts";
import { requestProfile } from "./profile-request.ts";

/** The engine for one entry. */
export const oauth2Engine = (provider: OAuth2Provider): Engine => ({
  idToken: false,

  async endpoints({ parts }) {
    const fill = (address: string): string => fillAddress(address, parts);
    const authorize = fill(provider.authorize);
    return {
      authorize,
      token: fill(provider.token),
      userinfo: fill(provider.userinfo),
      ...(provider.revoke === undefined ? {} : { revoke: fill(provider.revoke) }),
      issuer: provider.issuer === undefined ? new URL(authorize).origin : fill(provider.issuer),
      callbackIssuers: provider.issuer === undefined ? [] : [fill(provider.issuer)],
      callbackIssuerRequired: false,
    };
  },

  async identify(_context, endpoints) {
    return { idToken: {}, issuer: endpoints.issuer };
  },

  async profile(context, { userinfo }, tokens) {
    if (userinfo === undefined) throw new ProviderError("misconfigured", "no userinfo endpoint");
    return requestProfile(context, userinfo, tokens);
  },
});
