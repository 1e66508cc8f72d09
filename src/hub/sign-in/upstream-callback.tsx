/**
 * The way back from a provider, at the registration's callback address. In order: the provider is there and enabled, the
 * state is ours, this browser's, for this provider, and unused; the provider's answer is verified; and only then is asked who
 * it is (`upstream-enter.tsx`), or is linked what a session asked for (`upstream-link.ts`).
 *
 * An entry says how the browser comes back. By a query: at once. By a form of the provider's site (OAuth 2.0 Form Post
 * Response Mode): `upstream-posted.ts` keeps it, and the browser comes for it with its cookie. With a fragment: a page of ours
 * posts it. A provider's script brings a token instead, by a form of ours. What is found at the wrong one of these is not read.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { CallOptions } from "../../providers/engines/engine.ts";
import { ProviderError, type ProviderErrorCode } from "../../providers/provider-error.ts";
import { finishSignIn, finishWithToken } from "../../providers/sign-in.ts";
import { chosenVariant } from "../../providers/variant.ts";
import { takeState, type UpstreamState } from "../identities/upstream-state.ts";
import { usedAssertions } from "../identities/used-assertions.ts";
import { claimsOfProfile } from "../inspector/profile-claims.ts";
import { noteClaims, noteFailure } from "../inspector/step.ts";
import { wayOf } from "../providers/options.ts";
import { type ProviderRow, providerApp, requireProvider } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";
import { enter, signInAgain } from "./upstream-enter.tsx";
import { fragmentCallback, isBareCallback, showFragmentPage } from "./upstream-fragment.tsx";
import { link } from "./upstream-link.ts";

export async function finishUpstream(context: PageContext): Promise<Answer> {
  const { hub, http, params } = context;
  const row = await requireProvider(hub.db, params.slug ?? "");
  const { callbackBy = "query" } = wayOf(row.entry, row.settings);
  const query = new URLSearchParams(http.query);
  if (callbackBy === "fragment" && isBareCallback(query)) return showFragmentPage(context, row);
  return finishWith(context, row, query, callbackBy === "form");
}

/** The form of the page that reads the fragment: `POST /accounts/<slug>/login/fragment/`. */
export async function finishFragment(context: PageContext): Promise<Answer> {
  const row = await requireProvider(context.hub.db, context.params.slug ?? "");
  if (wayOf(row.entry, row.settings).callbackBy !== "fragment") throw new Refusal("method_not_allowed");
  return finishWith(context, row, fragmentCallback(context));
}

/** The form of the page with the provider's script: `POST /accounts/<slug>/login/token/`. */
export async function finishToken(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const row = await requireProvider(hub.db, params.slug ?? "");
  const state = await stateOf(context, row, new URLSearchParams({ state: form.get("state") }), false);
  return conclude(context, row, state, (calls) =>
    finishWithToken(providerApp(hub, row), state.pending, form.get("access_token"), calls),
  );
}

/** @param isPosted The provider's answer was kept with the state, and is nowhere else. */
async function finishWith(
  context: PageContext,
  row: ProviderRow,
  callback: URLSearchParams,
  isPosted = false,
): Promise<Answer> {
  const { hub } = context;
  const state = await stateOf(context, row, callback, isPosted);
  return conclude(context, row, state, (calls) =>
    finishSignIn(providerApp(hub, row), state.pending, state.posted ?? callback, calls),
  );
}

/** The state is spent: what came is proved, and only then is asked what it is good for. */
async function conclude(
  context: PageContext,
  row: ProviderRow,
  state: UpstreamState,
  prove: (calls: CallOptions) => ReturnType<typeof finishSignIn>,
): Promise<Answer> {
  const { hub } = context;
  try {
    const now = () => seconds(hub.clock);
    const finished = await prove({ fetch: hub.upstream.fetch, now, nonces: usedAssertions(hub, row.id) });
    noteClaims(row.slug, claimsOfProfile(chosenVariant(row.entry, row.settings), finished.profile));
    const back = { context, row, state, ...finished };
    return state.intent === "connect" ? await link(back) : await enter(back);
  } catch (error) {
    if (error instanceof ProviderError) return refused(context, row, state, error);
    throw error;
  }
}

/** @throws Refusal `flow_expired`, of which the log is told what came */
async function stateOf(
  { hub, http, browser }: PageContext,
  row: ProviderRow,
  callback: URLSearchParams,
  isPosted: boolean,
): Promise<UpstreamState> {
  const states = callback.getAll("state");
  try {
    return await takeState(hub, states.length === 1 ? (states[0] ?? null) : null, browser, row.id, isPosted);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    hub.log.warn("provider.callback-refused", { request: http.id, provider: row.slug, refusal: error.code });
    throw error;
  }
}

/** What somebody can do something about, in the words of the page that they come back to. */
const SAID: Readonly<Partial<Record<ProviderErrorCode, string>>> = {
  access_denied: "access_denied",
  assertion_used: "provider_repeated",
};

/** Back to where the person came from, which says what happened; the provider's own words stay in the log. */
function refused(context: PageContext, row: ProviderRow, state: UpstreamState, error: ProviderError): Answer {
  context.hub.log.warn("provider.sign-in-failed", {
    request: context.http.id,
    provider: row.slug,
    refusal: error.code,
    error: error.cause,
  });
  noteFailure(error.code);
  const code = SAID[error.code] ?? "provider_failed";
  const address = state.intent === "connect" ? withQuery(state.returnTo, { error: code }) : signInAgain(state, code);
  return context.redirect(withQuery(address, { request: context.http.id }));
}
