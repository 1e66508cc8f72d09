/**
 * OAuth 2.0 (RFC 6749): the person is whoever the profile call with the access token says, or, where the provider has no
 * such call, whoever the token answer describes: it came straight from the provider for our own code.
 */

import { readPath } from "../path.ts";
import type { OAuth2Provider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { fillAddress } from "../template.ts";
import type { Engine } from "./engine.ts";
import { fillUrl } from "./facts.ts";
import { requestProfile } from "./profile-request.ts";

/** The engine for one entry. */
export const oauth2Engine = (provider: OAuth2Provider): Engine => ({
  idToken: false,

  async endpoints(context) {
    const fill = (address: string): string => fillAddress(address, context.parts);
    const { userinfo, revoke } = provider;
    const authorize = fill(provider.authorize);
    return {
      authorize,
      token: (facts) => fillUrl(context, facts, provider.token),
      ...(userinfo === undefined ? {} : { userinfo: (facts) => fillUrl(context, facts, userinfo) }),
      ...(revoke === undefined ? {} : { revoke: (facts) => fillUrl(context, facts, revoke) }),
      issuer: provider.issuer === undefined ? new URL(authorize).origin : fill(provider.issuer),
      callbackIssuers: provider.issuer === undefined ? [] : [fill(provider.issuer)],
      callbackIssuerRequired: false,
    };
  },

  async identify(_context, endpoints) {
    return { idToken: {}, issuer: endpoints.issuer };
  },

  async profile(context, { userinfo }, facts) {
    if (userinfo !== undefined) return requestProfile(context, userinfo(facts), facts);
    const unwrap = provider.quirks?.unwrap;
    const profile = unwrap === undefined ? facts.token : readPath(facts.token, unwrap);
    if (profile === undefined) throw new ProviderError("bad_answer", `token answer: nothing at ${unwrap}`);
    return profile;
  },
});
