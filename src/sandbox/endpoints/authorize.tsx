/**
 * The authorization endpoint (RFC 6749, 4.1; OpenID Connect Core, 3.1.2): a page on GET, a redirect on POST.
 *
 *     GET ──▶ client and redirect URI proved? ──no──▶ page
 *              └─▶ request sound? ──no──▶ back with an error (or a page, where this provider shows one)
 *                   └─▶ prompt=none ──▶ back at once, or login_required
 *                        └─▶ consent page ──POST──▶ back with a code, or access_denied
 *
 * Nothing is stored in between: the form is posted to the same address, and the request is read and proved again.
 */
import { seconds } from "../../lib/clock.ts";
import { randomToken } from "../../lib/random.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { callbackSignature } from "../call-signature.ts";
import type { Fault, FaultId, FaultStage } from "../faults.ts";
import { faults, isFaultId } from "../faults.ts";
import type { Grant } from "../grants.ts";
import { isFromOwnPage } from "../own-page.ts";
import { ConsentPage } from "../pages/consent.tsx";
import { FormBackPage } from "../pages/form-back.tsx";
import { brandClass, page } from "../pages/layout.tsx";
import { RefusedPage } from "../pages/refused.tsx";
import type { Parameters } from "../parameters.ts";
import { bodyKind, formParameters, uniqueParameters } from "../parameters.ts";
import type { Person } from "../people.ts";
import { findPerson, hintedPerson, people } from "../people.ts";
import { Rejection } from "../rejection.ts";
import type { Call } from "../world.ts";
import { answerContext } from "../world.ts";
import type { AuthorizationRequest, ProvenClient } from "./authorization-request.ts";
import { proveClient, readDialog, readRequest } from "./authorization-request.ts";
import { DIALOG_HEADERS, isDialog, provePage, sendNothing, sendToken } from "./sdk.tsx";

/** What only an ID Token makes possible, or shows. */
const OIDC_STAGES: readonly FaultStage[] = ["idToken", "profile"];

/** What can go wrong with a token that a script brings. */
const DIALOG_STAGES: readonly FaultStage[] = ["script", "profile"];

const brandOf = ({ match }: Call): string => brandClass(match.emulation.provider.id);

export function refusedPage(call: Call, rejection: Rejection): Promise<Response> {
  const { provider } = call.match.emulation;
  call.remark(rejection.message);
  const status = rejection.status === 405 || rejection.status === 413 ? rejection.status : 400;
  const props = {
    status,
    error: rejection.code,
    parameter: rejection.parameter,
    detail: rejection.message,
    providerHref: `/_sandbox/providers/${provider.id}`,
  };
  return page(<RefusedPage providerName={provider.name} brand={brandOf(call)} {...props} />, { status });
}

/** The callback's parameters, signed where this provider signs them. */
function signedAnswer(
  { match }: Call,
  { app, state }: ProvenClient,
  answer: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const all = state === undefined ? answer : { ...answer, state };
  const name = match.emulation.provider.quirks?.callbackHmac;
  return name === undefined ? all : { ...all, [name]: callbackSignature(app.clientSecret, all) };
}

/** By redirect, or by a form that the browser posts to the application (OAuth 2.0 Form Post Response Mode). */
function goBack(
  call: Call,
  proven: ProvenClient,
  answer: Readonly<Record<string, string>>,
  cookie?: string,
): Response | Promise<Response> {
  const { redirectUri } = proven;
  const parameters = signedAnswer(call, proven, answer);
  const { provider } = call.match.emulation;
  if (provider.callbackBy === "form") {
    const brand = brandOf(call);
    const shown = <FormBackPage providerName={provider.name} brand={brand} action={redirectUri} fields={parameters} />;
    return page(shown, { endsElsewhere: true, ...(cookie === undefined ? {} : { headers: { "Set-Cookie": cookie } }) });
  }
  const status = call.request.method === "POST" ? 303 : 302;
  const headers = new Headers({
    Location: withQuery(redirectUri, parameters),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  });
  if (cookie !== undefined) headers.set("Set-Cookie", cookie);
  return new Response(null, { status, headers });
}

function sendRefusal(call: Call, proven: ProvenClient, rejection: Rejection): Response | Promise<Response> {
  const { emulation, settings } = call.match;
  call.remark(rejection.message);
  const own = emulation.shape.refusedCallback?.(rejection, { issuer: emulation.issuer(settings) });
  return goBack(call, proven, own ?? { error: rejection.error, error_description: rejection.message });
}

/** Consent given: a code, and the callback as this provider makes it. */
function sendCode(
  call: Call,
  proven: ProvenClient,
  request: AuthorizationRequest,
  person: Person,
  fault: FaultId | null,
): Response | Promise<Response> {
  const { world, match } = call;
  const { provider, shape } = match.emulation;
  const grant: Grant = {
    providerId: provider.id,
    clientId: proven.app.clientId,
    person,
    scope: request.scope,
    captured: match.captured,
    nonce: request.nonce,
    authTime: seconds(world.clock),
    refreshable: shape.refresh?.given(request.scope, request.parameters) ?? true,
    fault,
    revoked: false,
  };
  const code = world.grants.issueCode(grant, proven.redirectUri, request.challenge, shape.prefixes?.code);
  const context = answerContext(call, grant, match.settings);
  const codeName = provider.quirks?.codeParameter ?? "code";
  const state = fault === "wrong_state" && proven.state !== undefined ? randomToken(16) : proven.state;
  const answer = { ...shape.callback?.(context, code), [codeName]: code };
  return goBack(call, { ...proven, state }, answer, world.sessions.start(provider.id, person));
}

const sessionPerson = ({ world, match, request }: Call): Person | null =>
  world.sessions.find(match.emulation.provider.id, request.headers.get("cookie") ?? undefined);

/** The fault that was chosen, or the one that was armed for this provider. @throws Rejection `access_denied` */
export function strikingFault(call: Call, chosen: FaultId | null): FaultId | null {
  const fault = chosen ?? call.world.armed.strike(call.match.emulation.provider.id, "authorize");
  if (fault === "denied") throw new Rejection("access_denied", "The person refused.");
  if (fault !== null) call.remark(`The fault ${fault} was chosen.`);
  return fault;
}

/** Answers `prompt=none` (OpenID Connect Core, 3.1.2.1); `null` where the page is to be shown. */
function silently(
  call: Call,
  proven: ProvenClient,
  request: AuthorizationRequest,
): Response | Promise<Response> | null {
  const { provider, shape } = call.match.emulation;
  const mode = shape.promptNone ?? (provider.protocol === "oidc" ? "session" : "ignored");
  if (!request.prompt.has("none") || mode === "ignored") return null;
  if (request.prompt.size > 1) throw new Rejection("invalid_request", "prompt=none stands alone.", "prompt");
  const person = sessionPerson(call);
  const hinted = request.loginHint === undefined ? person : hintedPerson(request.loginHint);
  if (person && hinted === person) return sendCode(call, proven, request, person, strikingFault(call, null));
  if (mode === "skip") return null;
  throw new Rejection("login_required", "prompt=none, and nobody is signed in at this provider.", "prompt");
}

export function consentPage(
  call: Call,
  { redirectUri }: Pick<ProvenClient, "redirectUri">,
  request: Pick<AuthorizationRequest, "scope" | "prompt" | "loginHint">,
  way: "redirect" | "dialog" = "redirect",
): Promise<Response> {
  const { provider } = call.match.emulation;
  const hinted = request.loginHint === undefined ? null : hintedPerson(request.loginHint);
  const remembered = request.prompt.has("login") || request.prompt.has("select_account") ? null : sessionPerson(call);
  const offered: readonly Fault[] = faults;
  const props = {
    application: new URL(redirectUri).host || new URL(redirectUri).protocol,
    scopes: [...request.scope],
    people,
    faults: offered.filter(({ stage }) =>
      way === "dialog"
        ? DIALOG_STAGES.includes(stage)
        : stage !== "script" && (provider.protocol === "oidc" || !OIDC_STAGES.includes(stage)),
    ),
    preferred: (hinted ?? remembered)?.id ?? null,
  };
  const headers = way === "dialog" ? DIALOG_HEADERS : {};
  return page(<ConsentPage providerName={provider.name} brand={brandOf(call)} {...props} />, {
    endsElsewhere: true,
    headers,
  });
}

/** What the consent form says: who comes back, and with which fault; `person` is `null` where it says no. */
export interface Choice {
  readonly person: Person | null;
  readonly fault: FaultId | null;
}

/** @throws Rejection `invalid_request`, `body_too_large`, `repeated_parameter` */
export function readChoice({ request, body }: Call): Choice {
  if (!isFromOwnPage(request)) throw new Rejection("invalid_request", "The form was posted by another site.");
  if (body === null) throw new Rejection("body_too_large", "The body is too large.");
  if (bodyKind(request) !== "form") throw new Rejection("invalid_request", "The consent form is form-encoded.");
  const form = formParameters(body);
  if (form.get("allow") === "no") return { person: null, fault: null };
  const person = findPerson(form.get("person") ?? "");
  if (!person) throw new Rejection("invalid_request", "The sandbox has no such person.", "person");
  const fault = form.get("fault") ?? "none";
  if (fault === "none") return { person, fault: null };
  if (!isFaultId(fault)) throw new Rejection("invalid_request", "The sandbox has no such fault.", "fault");
  return { person, fault };
}

function decide(
  call: Call,
  proven: ProvenClient,
  request: AuthorizationRequest,
  { person, fault }: Choice,
): Response | Promise<Response> {
  if (!person) throw new Rejection("access_denied", "The person refused.");
  return sendCode(call, proven, request, person, strikingFault(call, fault));
}

const isOnlyForTheApplication = (rejection: Rejection): boolean =>
  rejection.code === "access_denied" || rejection.code === "login_required";

/** The dialog of the provider's script: the same page, and a token for the page that opened it. */
async function openDialog(call: Call, query: Parameters): Promise<Response> {
  try {
    const proven = provePage(call, query);
    const asked = readDialog(call.match, query);
    if (call.request.method !== "POST") return await consentPage(call, proven, asked, "dialog");
    const { person, fault } = readChoice(call);
    if (!person) return await sendNothing(call, proven);
    return await sendToken(call, proven, asked.scope, person, strikingFault(call, fault));
  } catch (error) {
    if (error instanceof Rejection) return refusedPage(call, error);
    throw error;
  }
}

export async function authorize(call: Call): Promise<Response> {
  const { world, match, request } = call;
  let proven: ProvenClient;
  let query: Parameters;
  let choice: Choice | null = null;
  try {
    if (request.method !== "GET" && request.method !== "POST") {
      throw new Rejection("method_not_allowed", "GET, or POST by the form.");
    }
    query = uniqueParameters(call.query);
    if (isDialog(call, query)) return await openDialog(call, query);
    proven = proveClient(world, match, query);
    if (request.method === "POST") choice = readChoice(call);
  } catch (error) {
    if (error instanceof Rejection) return refusedPage(call, error);
    throw error;
  }
  try {
    const asked = readRequest(match, query);
    if (choice) return await decide(call, proven, asked, choice);
    return (await silently(call, proven, asked)) ?? (await consentPage(call, proven, asked));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const asPage = match.emulation.shape.faultsAsPages === true && !isOnlyForTheApplication(error);
    return asPage ? refusedPage(call, error) : sendRefusal(call, proven, error);
  }
}
