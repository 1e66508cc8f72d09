/**
 * OpenID Connect Core 1.0 with the code flow: the person is whoever the verified ID Token says. Userinfo adds to it and
 * never contradicts it.
 */
import { isJsonObject } from "../json.ts";
import type { Json, OidcProvider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { fillAddress } from "../template.ts";
import { discover } from "./discovery.ts";
import type { Context, Endpoints, Engine, Identity } from "./engine.ts";
import { fillUrl } from "./facts.ts";
import { verifyIdToken } from "./id-token.ts";
import { templateInForce } from "./issuer.ts";
import { requestProfile } from "./profile-request.ts";

type Named = Partial<Pick<Endpoints, "authorize" | "token" | "userinfo" | "jwks" | "revoke">>;

/** The endpoints that the entry names itself. */
function namedEndpoints(provider: OidcProvider, context: Context): Named {
  const { authorize, token, userinfo, jwks, revoke } = provider;
  return {
    ...(authorize === undefined ? {} : { authorize: fillAddress(authorize, context.parts) }),
    ...(jwks === undefined ? {} : { jwks: fillAddress(jwks, context.parts) }),
    ...(token === undefined ? {} : { token: (facts) => fillUrl(context, facts, token) }),
    ...(userinfo === undefined ? {} : { userinfo: (facts) => fillUrl(context, facts, userinfo) }),
    ...(revoke === undefined ? {} : { revoke: (facts) => fillUrl(context, facts, revoke) }),
  };
}

async function endpoints(provider: OidcProvider, context: Context): Promise<Endpoints> {
  const issuer = fillAddress(provider.issuer, context.parts);
  // Which tenant answers is not known before its token is verified; `identify` compares the two then.
  const manyIssuers = templateInForce(provider, context.settings) !== undefined;
  const callbackIssuers = manyIssuers ? [] : [issuer, ...(provider.issuerAliases ?? [])];
  const named = namedEndpoints(provider, context);
  const { authorize, token, jwks, userinfo } = named;
  if (authorize !== undefined && token !== undefined && jwks !== undefined) {
    if (userinfo !== undefined || provider.callUserinfo !== true) {
      return { ...named, authorize, token, jwks, issuer, callbackIssuers, callbackIssuerRequired: false };
    }
  }
  const metadata = await discover(context, issuer);
  const { userinfo_endpoint: found, revocation_endpoint: revocation } = metadata;
  return {
    authorize: metadata.authorization_endpoint,
    token: () => metadata.token_endpoint,
    jwks: metadata.jwks_uri,
    ...(found === undefined ? {} : { userinfo: () => found }),
    ...(revocation === undefined ? {} : { revoke: () => revocation }),
    ...named,
    issuer,
    callbackIssuers,
    callbackIssuerRequired: metadata.authorization_response_iss_parameter_supported,
  };
}

/** Userinfo's claims over the ID Token's. An address and the word on its proof come from the same answer. */
function overlay(userinfo: { readonly [claim: string]: Json }, { idToken }: Identity): Json {
  const whole = { ...idToken, ...userinfo };
  const { email, email_verified: verified } = Object.hasOwn(userinfo, "email") ? userinfo : idToken;
  return { ...whole, email: email ?? null, email_verified: verified ?? null };
}

/** The engine for one entry. */
export const oidcEngine = (provider: OidcProvider): Engine => ({
  idToken: true,

  endpoints: (context) => endpoints(provider, context),

  async identify(context, { jwks }, tokens, pending, callback) {
    if (jwks === undefined) throw new ProviderError("misconfigured", "no address for keys");
    if (pending.nonce === undefined && provider.quirks?.nonce !== "unsupported") {
      throw new ProviderError("state_mismatch", "the pending sign-in has no nonce");
    }
    const verified = await verifyIdToken(
      { ...context, provider },
      tokens.idToken,
      jwks,
      pending.nonce,
      tokens.accessToken,
    );
    const { iss } = callback;
    if (iss !== undefined && templateInForce(provider, context.settings) !== undefined && iss !== verified.issuer) {
      throw new ProviderError("state_mismatch", "iss and the ID Token name different servers");
    }
    return { idToken: verified.claims, issuer: verified.issuer };
  },

  async profile(context, { userinfo }, facts, identity) {
    if (provider.callUserinfo !== true) return identity.idToken;
    if (userinfo === undefined) throw new ProviderError("misconfigured", "no userinfo endpoint");
    const answer = await requestProfile(context, userinfo(facts), facts);
    // OpenID Connect Core, 5.3.2: an answer for somebody else is how one token is passed off as another's.
    if (!isJsonObject(answer) || !Object.hasOwn(answer, "sub") || answer.sub !== identity.idToken.sub) {
      throw new ProviderError("bad_answer", "userinfo: sub is not the ID Token's");
    }
    return overlay(answer, identity);
  },
});
