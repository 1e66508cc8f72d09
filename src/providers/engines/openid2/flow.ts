/**
 * OpenID Authentication 2.0: the browser is sent to a server with nothing but our address; what it brings back is an
 * assertion that only this server can have made.
 *
 *   identifier ──discovery──> server ──association──> browser at the server ──> signed assertion
 *
 * `state` stands in `return_to`, which is signed, so an assertion is good for the sign-in that asked for it and no other.
 */

import { readAnswers } from "../../path.ts";
import type { Json, OpenId2Provider, PendingOpenId } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { fillAddress } from "../../template.ts";
import { freeParameters } from "../authorization-request.ts";
import { type CallbackParameters, checkState } from "../callback.ts";
import { withState } from "../callback-address.ts";
import type { Context } from "../engine.ts";
import { type Facts, fillUrl, noFacts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { requestExtra, requestProfile } from "../profile-request.ts";
import { verifyAssertion } from "./assertion.ts";
import { associate } from "./association.ts";
import { assertedAttributes, attributeRequest } from "./attributes.ts";
import { discoverOpenId, normalisedIdentifier } from "./discovery.ts";

const NS = "http://specs.openid.net/auth/2.0";
const IDENTIFIER_SELECT = "http://specs.openid.net/auth/2.0/identifier_select";

/** The server to ask, from the entry or from the identifier. */
async function serverFor(context: Context, provider: OpenId2Provider): Promise<Omit<PendingOpenId, "association">> {
  if (provider.server !== undefined) return { endpoint: fillAddress(provider.server, context.parts) };
  const given = context.settings.identifier ?? "";
  const identifier =
    given === "" && provider.identifier !== undefined ? fillAddress(provider.identifier, context.parts) : given;
  if (identifier === "") throw new ProviderError("misconfigured", "nobody said which identifier is meant");
  return discoverOpenId(context, normalisedIdentifier(identifier));
}

const isStateless = ({ settings }: Context, provider: OpenId2Provider): boolean =>
  settings.stateless === undefined || settings.stateless === ""
    ? provider.stateless === true
    : settings.stateless === "true";

/** 9.2: the address space that the person is asked about; ours must be in it. */
function realmOf({ app, settings }: Context): string {
  const { origin } = new URL(app.redirectUri);
  const realm = settings.realm === undefined || settings.realm === "" ? `${origin}/` : settings.realm;
  if (!app.redirectUri.startsWith(realm)) throw new ProviderError("misconfigured", "setting realm: not our address");
  return realm;
}

function checkNegative(callback: CallbackParameters): void {
  const mode = callback["openid.mode"];
  if (mode === "cancel" || mode === "setup_needed") throw new ProviderError("access_denied", `callback: ${mode}`);
  if (mode === "error") throw new ProviderError("provider_error", "callback: the server reports an error");
}

/** The assertion as answers are read: `id` is what the entry's pattern picks out of the identifier. */
function described(
  provider: OpenId2Provider,
  context: Context,
  claimedId: string,
  signed: CallbackParameters,
): { readonly [name: string]: Json } {
  const { id } = (provider.claimedId && new RegExp(`^(?:${provider.claimedId})$`, "v").exec(claimedId)?.groups) || {};
  return {
    claimed_id: claimedId,
    ...(id === undefined ? {} : { id }),
    ...assertedAttributes(provider, context.settings, signed),
  };
}

/** What the entry's further call says of the person; the assertion stands where it says nothing. */
async function profileOf(context: Context, facts: Facts, { userinfo }: OpenId2Provider): Promise<Json> {
  if (userinfo === undefined) return facts.profile;
  try {
    const profile = await requestProfile(context, fillUrl(context, facts, userinfo), facts);
    return typeof profile === "object" && profile !== null ? profile : facts.profile;
  } catch (error) {
    if (error instanceof ProviderError) return facts.profile;
    throw error;
  }
}

/** The flow of one entry. */
export const openId2Flow = (provider: OpenId2Provider): Flow => ({
  async start(context, request) {
    const server = await serverFor(context, provider);
    const association = isStateless(context, provider) ? undefined : await associate(context, server.endpoint);
    const claimedId = server.claimedId ?? IDENTIFIER_SELECT;
    const free = [...freeParameters(context, request)].filter(([name]) => !name.startsWith("openid."));
    const url = new URL(server.endpoint);
    const parameters: Readonly<Record<string, string>> = {
      ...Object.fromEntries(free),
      "openid.ns": NS,
      "openid.mode": "checkid_setup",
      "openid.claimed_id": claimedId,
      "openid.identity": server.claimedId === undefined ? IDENTIFIER_SELECT : (server.localId ?? claimedId),
      "openid.return_to": withState(context.app.redirectUri, request.state),
      "openid.realm": realmOf(context),
      ...(association === undefined ? {} : { "openid.assoc_handle": association.handle }),
      ...attributeRequest(provider, context.settings),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const openId: PendingOpenId = { ...server, ...(association === undefined ? {} : { association }) };
    return { url: url.href, pending: { state: request.state, openId } };
  },

  async finish(context, pending, callback) {
    const { openId } = pending;
    // 1. The callback belongs to the sign-in that was started.
    checkState(callback, pending);
    if (openId === undefined) throw new ProviderError("state_mismatch", "the pending sign-in is of another protocol");
    // 2. It is no refusal.
    checkNegative(callback);
    // 3. The assertion passes every check.
    const returnTo = withState(context.app.redirectUri, pending.state);
    const assertion = await verifyAssertion(context, openId, callback, returnTo, provider.claimedId);
    // 4. Whoever it names, with what is signed of them.
    const person = described(provider, context, assertion.claimedId, assertion.signed);
    let facts: Facts = { ...noFacts, idToken: person, profile: person };
    facts = { ...facts, profile: await profileOf(context, facts, provider) };
    const extra = await requestExtra(context, facts, "after");
    const answers = { ...facts, extra, settings: context.settings };
    // 5. A further call may not answer for somebody else.
    const { sub } = provider.claims;
    if (typeof sub === "string" && provider.userinfo !== undefined && !sub.startsWith("$idToken.")) {
      const said = readAnswers(answers, sub);
      if (said !== undefined && String(said) !== person.id)
        throw new ProviderError("bad_answer", "profile: of another person");
    }
    const issuer = provider.server === undefined ? assertion.claimedId : openId.endpoint;
    return { answers, issuer: new URL(issuer).origin, tokens: { accessToken: "" } };
  },
});
