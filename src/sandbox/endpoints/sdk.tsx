/**
 * A provider's JavaScript SDK, emulated: the script itself, its dialog, and the provider's word on a token that it gave.
 *
 *     page ── script ──▶ login() ──▶ dialog (the authorization address, response_type=token) ──▶ consent
 *                                         └── token by postMessage, to the application's origin alone
 *
 * The dialog proves the origin that it answers against the application's registered addresses, as the providers prove theirs
 * against a list of domains: a token that another site's page could ask for would be everybody's.
 */
import { sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import type { ScriptSignIn } from "../../providers/provider.ts";
import type { SandboxApp } from "../apps.ts";
import type { FaultId } from "../faults.ts";
import type { Grant, Token } from "../grants.ts";
import { brandClass, page, pageHeaders } from "../pages/layout.tsx";
import { SdkAnswerPage } from "../pages/sdk-answer.tsx";
import type { Parameters } from "../parameters.ts";
import { uniqueParameters } from "../parameters.ts";
import type { Person } from "../people.ts";
import { Rejection } from "../rejection.ts";
import { sdkScript } from "../sdk-script.ts";
import { respond } from "../wire.ts";
import type { Call } from "../world.ts";
import { answerContext, rejected } from "../world.ts";

/** Seconds that a token of the script lives. */
const SCRIPT_TOKEN_SECONDS = 5400;

/** The dialog stays in touch with the page that opened it. */
export const DIALOG_HEADERS = { "Cross-Origin-Opener-Policy": "unsafe-none" };

/** What the entry says of its script, where it has one. */
export const scriptOf = ({ match: { emulation } }: Call): ScriptSignIn | undefined =>
  emulation.provider.protocol === "oauth2" ? emulation.provider.scriptSignIn : undefined;

/** Whether the authorization address was opened by the script. */
export const isDialog = (call: Call, query: Parameters): boolean =>
  scriptOf(call) !== undefined && query.get("response_type") === "token";

/** Application and page, proved. */
export interface ProvenPage {
  readonly app: SandboxApp;
  readonly origin: string;
  /** For the consent page's name of the application. */
  readonly redirectUri: string;
}

/** @throws Rejection `invalid_request`, `unknown_client`, `redirect_uri_mismatch` */
export function provePage({ world, match }: Call, query: Parameters): ProvenPage {
  const app = world.apps.find(match.emulation.provider.id, query.get("client_id") ?? "");
  if (!app)
    throw new Rejection("unknown_client", "No application with this client id is registered here.", "client_id");
  const origin = query.get("origin") ?? "";
  const redirectUri = app.redirectUris.find((each) => URL.canParse(each) && new URL(each).origin === origin);
  if (redirectUri === undefined) {
    throw new Rejection("redirect_uri_mismatch", "The page's origin is not one of the application's.", "origin");
  }
  return { app, origin, redirectUri };
}

/** Consent given: a token for the page, or what the chosen fault makes of one. */
export function sendToken(
  call: Call,
  { app, origin }: ProvenPage,
  scope: ReadonlySet<string>,
  person: Person,
  fault: FaultId | null,
): Promise<Response> {
  const { world, match } = call;
  const { provider, shape } = match.emulation;
  const grant: Grant = {
    providerId: provider.id,
    clientId: fault === "foreign_token" ? `${app.clientId}0` : app.clientId,
    person,
    scope,
    captured: match.captured,
    nonce: undefined,
    authTime: seconds(world.clock),
    refreshable: false,
    fault,
    revoked: false,
  };
  const lifetime = fault === "expired_token" ? -1 : SCRIPT_TOKEN_SECONDS;
  const prefix = shape.prefixes?.access;
  const token = world.grants.issueAccess(grant, scope, lifetime, prefix === undefined ? {} : { prefix });
  const context = answerContext(call, grant, match.settings);
  return answerPage(call, origin, shape.scriptAnswer?.(token, lifetime, context) ?? {});
}

/** Consent refused: the page's callback gets an answer without a token. */
export const sendNothing = (call: Call, { origin }: ProvenPage): Promise<Response> => answerPage(call, origin, {});

function answerPage({ match }: Call, origin: string, answer: object): Promise<Response> {
  const { provider } = match.emulation;
  const policy = `${pageHeaders()["Content-Security-Policy"]}; script-src 'self'`;
  const shown = (
    <SdkAnswerPage providerName={provider.name} brand={brandClass(provider.id)} origin={origin} answer={answer} />
  );
  return page(shown, { headers: { ...DIALOG_HEADERS, "Content-Security-Policy": policy } });
}

/** The script that the application's page loads. */
export function sdk(call: Call): Response {
  const { world, match } = call;
  const { object = "", ready = "", init = {} } = scriptOf(call) ?? {};
  const template = match.emulation.addresses.get("authorize")?.template ?? "";
  const [clientKey = ""] = Object.entries(init).find(([, value]) => value === "{clientId}") ?? [];
  const dialog = template.replace(/^https?:\//, world.origin);
  return new Response(sdkScript({ object, ready, dialog, origin: world.origin, clientKey }), {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  });
}

/** The application that asks, by what it writes of itself. @throws Rejection `wrong_secret`, `unknown_client` */
function inspector(call: Call, query: Parameters): SandboxApp {
  const { world, match } = call;
  const shown = query.get(match.emulation.shape.scriptInspection?.credentials ?? "") ?? "";
  const app = world.apps.of(match.emulation.provider.id).find(({ clientId }) => shown.startsWith(`${clientId}|`));
  if (!app) throw new Rejection("unknown_client", "No application with this client id is registered here.");
  if (!sameSecret(`${app.clientId}|${app.clientSecret}`, shown)) {
    throw new Rejection("wrong_secret", "The client secret is another one.");
  }
  return app;
}

/** What the provider says of a token (Facebook's `debug_token`). */
export function inspection(call: Call): Response {
  const { world, match, request } = call;
  const { emulation } = match;
  try {
    if (request.method !== "GET") throw new Rejection("method_not_allowed", "This call takes GET.");
    const query = uniqueParameters(call.query);
    const app = inspector(call, query);
    const { scriptInspection: rule } = emulation.shape;
    const token = world.grants.findToken(query.get(rule?.token ?? "") ?? "");
    const known = token?.kind === "access" && token.grant.providerId === emulation.provider.id ? token : undefined;
    const json = rule?.answer(describeToken(call, app, known)) ?? {};
    return respond({ status: 200, json });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "api", ""));
  }
}

/** A token under inspection; `null` where the application that asks has no such token. */
function describeToken(call: Call, app: SandboxApp, token: Token | undefined) {
  if (token === undefined || token.grant.clientId !== app.clientId) {
    call.remark(token === undefined ? "No such token was given out." : "The token is another application's.");
    return null;
  }
  const { world, match } = call;
  return {
    context: answerContext(call, token.grant, match.settings),
    isValid: !world.grants.isExpired(token) && !token.grant.revoked,
    expiresAt: token.expiresAt === null ? 0 : Math.floor(token.expiresAt / 1000),
  };
}
