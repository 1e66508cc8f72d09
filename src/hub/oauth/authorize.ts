/**
 * The authorization endpoint: `GET|POST /login/oauth/authorize` (RFC 6749, 3.1; OpenID Connect Core, 3.1.2) and the address
 * where a stored request goes on, `GET /login/oauth/continue`.
 *
 *   request ─▶ client and redirect URI proven ─▶ request read ─▶ signed in? ─no─▶ flow stored ─▶ /sign-in ─▶ continue
 *                                                                    │yes
 *                                           open to them? ─no──▶ flow stored ─▶ /not-admitted ─▶ access_denied
 *                                                                    │yes
 *                                         link asked for? ─yes─▶ flow stored ─▶ /sign-in/link ─▶ continue
 *                                                                    │no
 *                                                        consent? ─no──▶ flow stored ─▶ /consent ─▶ continue
 *                                                                    │yes
 *                                                        mayIssue ─▶ stored ─▶ back to the client (`authorization-response.ts`)
 *
 * A person who is signed in and has consented passes without a flow being stored.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import { isClaimableByOthers, isRegistered } from "../../lib/redirect-uri.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import { pickText } from "../../pages/text/index.ts";
import type { Browsers } from "../browser/browser.ts";
import { admitClient, findCurrentClient } from "../clients/metadata-document.ts";
import type { Client } from "../clients/store.ts";
import { type AuthorizationRequest, type Flow, requireFlow, startFlow } from "../flows/store.ts";
import { findConsent } from "../grants/consents.ts";
import { mayIssue } from "../grants/may-issue.ts";
import type { Hub } from "../hub.ts";
import { findPromptedLink } from "../identities/prompted-links.ts";
import { admitsSession } from "../providers/admits-session.ts";
import { findSignedIn, type SignedIn } from "../sessions/store.ts";
import { OAuthError, type ProvenRedirect } from "../web/oauth-error.ts";
import { readAuthorizationRequest } from "./authorization-request.ts";
import { answerRequest, grantTypeOf, standingOf } from "./authorization-response.ts";
import { isHinted } from "./id-token-hint.ts";
import { NOT_ADMITTED } from "./not-admitted.tsx";
import { findPushedRequest, isMissingPush, isPushed } from "./pushed-request.ts";
import { RawParameters } from "./raw-parameters.ts";
import { openRequestObject } from "./request-object.ts";
import { isSubset } from "./scope.ts";
import { trialAddress } from "./trial-address.ts";

export interface Asked {
  readonly client: Client;
  readonly request: AuthorizationRequest;
  /** Set when the request waited for the person. */
  readonly flow: Flow | null;
}

export const authorize =
  (hub: Hub, browsers: Browsers, assets: AssetPaths) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const text = http.method === "POST" ? await formText(http) : http.query;
    const sent = new RawParameters(text);
    const address = `/login/oauth/authorize?${new URLSearchParams(text)}`;
    const reference = sent.isRepeated("request_uri") ? undefined : sent.once("request_uri");
    if (isPushed(reference)) {
      if (http.method === "POST") return seeOther(address);
      const { id, parameters } = await findPushedRequest(hub, reference, sent.once("client_id"));
      const { client, request } = await readAuthorizationRequest(parameters, (clientId) =>
        findCurrentClient(hub, clientId),
      );
      return proceed(hub, browsers, assets, http, { client, request: { ...request, pushedId: id }, flow: null });
    }
    const find = (clientId: string) => admitClient(hub, clientId, http.address);
    const asked = await readAuthorizationRequest(await openRequestObject(hub, sent, find), find);
    const { request, client } = asked;
    if (isMissingPush(client, false)) {
      const redirect: ProvenRedirect = {
        redirectUri: request.redirectUri,
        state: request.state,
        mode: request.responseMode,
      };
      throw new OAuthError("invalid_request", "This client has to push its requests.", { redirect });
    }
    // Browsers keep `SameSite=Lax` cookies back from another site's POST, but not from the GET that follows it.
    if (http.method === "POST" && address.length <= LONGEST_ADDRESS) return seeOther(address);
    return proceed(hub, browsers, assets, http, { ...asked, flow: null });
  };

/** Characters of an address that leave room for other headers. */
const LONGEST_ADDRESS = 8000;

/** Goes on with a stored request: everything is looked at again, for the client may have changed meanwhile. */
export const resume =
  (hub: Hub, browsers: Browsers, assets: AssetPaths) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const handle = new RawParameters(http.query).once("flow");
    const flow = await requireFlow(hub.db, hub.clock, handle, browsers.read(http.headers.cookie));
    const { request } = flow;
    const client = await findCurrentClient(hub, request.clientId);
    if (!client || client.disabledAt !== null) throw new Refusal("client_unknown");
    const isOwn = request.isTrial === true && request.redirectUri === trialAddress(hub.issuer, client.id);
    if (!isOwn && !isRegistered(request.redirectUri, client.redirectUris, client.type === "native"))
      throw new Refusal("redirect_uri_unknown");
    return proceed(hub, browsers, assets, http, { client, request, flow });
  };

async function formText(http: EndpointRequest): Promise<string> {
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
    throw new Refusal("content_type_unsupported");
  return bodyText(await http.body());
}

async function proceed(
  hub: Hub,
  browsers: Browsers,
  assets: AssetPaths,
  http: EndpointRequest,
  asked: Asked,
): Promise<Answer> {
  const { request, flow } = asked;
  const silent = request.prompt.includes("none");
  const redirect: ProvenRedirect = {
    redirectUri: request.redirectUri,
    state: request.state,
    mode: request.responseMode,
  };

  const signedIn = await findSignedIn(hub, browsers.session.read(http.headers.cookie));
  if (
    !signedIn ||
    !(await isFreshEnough(hub, asked, signedIn)) ||
    !isHinted(hub, asked.client, request, signedIn.user)
  ) {
    if (silent) throw new OAuthError("login_required", "The person is not signed in.", { redirect });
    return waitAt("/sign-in", hub, browsers, http, request, flow);
  }
  if ((await mayIssue(hub.db, asked.client, grantTypeOf(request), standingOf(signedIn))) === "not_admitted") {
    if (silent) throw new OAuthError("access_denied", "This client is not open to this person.", { redirect });
    return waitAt(NOT_ADMITTED, hub, browsers, http, request, flow);
  }
  // Only whoever has just come in is asked: an application that is used all day does not ask all day.
  const arrived = !silent && flow !== null && flow.loginSessionId === signedIn.session.id;
  if (arrived && (await findPromptedLink(hub.db, asked.client.id, signedIn.user.id)))
    return waitAt("/sign-in/link", hub, browsers, http, request, flow);
  if (await needsConsent(hub, asked, signedIn)) {
    if (silent) throw new OAuthError("consent_required", "The person has not consented.", { redirect });
    return waitAt("/consent", hub, browsers, http, request, flow);
  }
  return answerRequest(hub, http, asked, signedIn, {
    t: pickText(http.headers["accept-language"], request.uiLocales),
    assets,
  });
}

/** Whether the sign-in satisfies the client, `prompt` and `max_age` (OpenID Connect Core, 3.1.2.1). */
async function isFreshEnough(hub: Hub, { client, request, flow }: Asked, { session }: SignedIn): Promise<boolean> {
  if (!(await admitsSession(hub.db, client, session))) return false;
  if (flow?.loginSessionId === session.id) return true;
  // `max_age=0` means `prompt=login`, also within the second of the sign-in.
  if (request.prompt.includes("login") || request.prompt.includes("select_account") || request.maxAge === 0)
    return false;
  return request.maxAge === null || session.authenticatedAt + request.maxAge >= seconds(hub.clock);
}

/**
 * A public client at a loopback address or a private scheme can be any program that says so, so the person is asked each
 * time (RFC 8252, 8.6).
 */
async function needsConsent(hub: Hub, { client, request, flow }: Asked, { session, user }: SignedIn): Promise<boolean> {
  if (flow?.consentSessionId === session.id) return false;
  if (request.prompt.includes("consent") || client.consent === "always") return true;
  if (client.type !== "confidential" && isClaimableByOthers(request.redirectUri)) return true;
  if (client.consent === "first-party") return false;
  const consented = await findConsent(hub.db, user.id, client.id, request.resource);
  return consented === null || !isSubset(request.scope, consented);
}

/** Stores the request where it is not stored yet, and sends the browser to a page that sends it back. */
async function waitAt(
  page: "/sign-in" | "/sign-in/link" | "/consent" | typeof NOT_ADMITTED,
  hub: Hub,
  browsers: Browsers,
  http: EndpointRequest,
  request: AuthorizationRequest,
  flow: Flow | null,
): Promise<Answer> {
  if (flow) return seeOther(`${page}?flow=${flow.value}`);
  const known = browsers.read(http.headers.cookie);
  const browser = known === undefined ? browsers.create() : { value: known, setCookie: undefined };
  const handle = await startFlow(hub, request, browser.value);
  return seeOther(`${page}?flow=${handle}`, browser.setCookie === undefined ? {} : { "set-cookie": browser.setCookie });
}
