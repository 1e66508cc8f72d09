/**
 * The way back from a provider: `GET /accounts/<slug>/login/callback/`. In order: the provider is there and enabled, the
 * state is ours, this browser's, for this provider, and unused; the provider's answer is verified; and then the identity
 * (provider row, issuer, subject) alone says who it is.
 *
 *   known identity            → its user signs in
 *   unknown, sign-up allowed  → a new account; an e-mail address that belongs to somebody links nothing, it is pointed out
 *   unknown, otherwise        → refused
 *   linking                   → only for the very session that asked, still alive
 */
import { readBearer } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { IdentityConflictPage } from "../../pages/hub/identity-conflict.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Profile } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { finishSignIn } from "../../providers/sign-in.ts";
import { recordEvent } from "../audit/audit.ts";
import { findClientByRowId } from "../clients/store.ts";
import { noteInFlow, requireFlow } from "../flows/store.ts";
import { findIdentity, linkIdentity, refreshIdentity } from "../identities/store.ts";
import { keepTokens } from "../identities/tokens.ts";
import { finishLinking, takeState, type UpstreamState } from "../identities/upstream-state.ts";
import { FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { type ProviderRow, providerApp, requireProvider } from "../providers/store.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { readDisplayName, readEmail, usernameFrom, withRandomEnd } from "../users/names.ts";
import { createUser, someoneHasEmail, type User } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";

type Finished = Awaited<ReturnType<typeof finishSignIn>>;

export async function finishUpstream(context: PageContext): Promise<Answer> {
  const { hub, http, params, browser } = context;
  const row = await requireProvider(hub.db, params.slug ?? "");
  const callback = new URLSearchParams(http.query);
  const state = await takeState(
    hub,
    callback.getAll("state").length === 1 ? callback.get("state") : null,
    browser,
    row.id,
  );
  let finished: Finished;
  try {
    finished = await finishSignIn(providerApp(hub, row), state.pending, callback, {
      fetch: hub.upstream.fetch,
      now: () => seconds(hub.clock),
    });
  } catch (error) {
    if (error instanceof ProviderError) return refused(context, row, state, error);
    throw error;
  }
  return state.intent === "connect" ? link(context, row, state, finished) : enter(context, row, state, finished);
}

/** Back to where the person came from, which says what happened; the provider's own words stay in the log. */
function refused(context: PageContext, row: ProviderRow, state: UpstreamState, error: ProviderError): Answer {
  context.hub.log.warn("provider.sign-in-failed", {
    request: context.http.id,
    provider: row.slug,
    refusal: error.code,
    error: error.cause,
  });
  const code = error.code === "access_denied" ? "access_denied" : "provider_failed";
  return context.redirect(
    state.intent === "connect" ? withQuery(state.returnTo, { error: code }) : signInAgain(state, code),
  );
}

const flowOf = (state: UpstreamState): string | null =>
  new URLSearchParams(state.returnTo.split("?")[1] ?? "").get("flow");

function signInAgain(state: UpstreamState, error: string): string {
  const flow = flowOf(state);
  return withQuery("/sign-in", flow === null ? { next: state.returnTo, error } : { flow, error });
}

async function enter(
  context: PageContext,
  row: ProviderRow,
  state: UpstreamState,
  { profile, tokens }: Finished,
): Promise<Answer> {
  const { hub, occasion, sessionValue } = context;
  const known = await findIdentity(hub.db, row.id, profile);
  const place = known ? null : await placeForNew(context, row, state, profile);
  if (place && "answer" in place) return place.answer;
  const handle = flowOf(state);
  const flow = handle === null ? null : await requireFlow(hub.db, hub.clock, handle, context.browser).catch(() => null);
  try {
    const session = await hub.db.write(async (tx) => {
      let userId = known?.userId;
      if (known) await refreshIdentity(tx, hub, known.id, profile);
      if (known) await keepTokens(tx, hub, known.id, tokens);
      if (userId === undefined && place) {
        const user = await makeUser(context, tx, place.organizationId, profile);
        const identity = await linkIdentity(tx, hub, user.id, row.id, profile);
        await keepTokens(tx, hub, identity.id, tokens);
        await recordEvent(tx, hub, {
          action: "user.signed-up",
          actorId: user.id,
          subject: { kind: "user", id: user.id },
          clientId: state.clientRowId ?? undefined,
          occasion,
          detail: { way: `provider:${row.slug}` },
        });
        userId = user.id;
      }
      const value = await completeLogin(tx, hub, {
        userId: userId ?? "",
        amr: ["fed"],
        way: `provider:${row.slug}`,
        previousSession: sessionValue,
        clientId: state.clientRowId ?? undefined,
        occasion,
      });
      if (flow) await noteInFlow(tx, flow.id, "login", readBearer(value)?.id ?? 0);
      return value;
    });
    return context.redirect(state.returnTo, [context.cookies.signIn(session)]);
  } catch (error) {
    if (error instanceof Refusal && error.code === "account_disabled")
      return context.redirect(signInAgain(state, "account_disabled"));
    throw error;
  }
}

/** Where an unknown person may get an account, or the answer that tells them why not. */
async function placeForNew(
  context: PageContext,
  row: ProviderRow,
  state: UpstreamState,
  profile: Profile,
): Promise<{ readonly organizationId: string } | { readonly answer: Answer }> {
  const { hub, t, assets } = context;
  const client = state.clientRowId === null ? undefined : await findClientByRowId(hub.db, state.clientRowId);
  const organizationId = client?.organizationId ?? (await findOrganization(hub.db, FIRST_ORGANIZATION))?.id;
  const email = profile.email === undefined ? null : readEmail(profile.email);
  if (
    organizationId !== undefined &&
    email !== null &&
    profile.email_verified &&
    (await someoneHasEmail(hub.db, organizationId, email))
  ) {
    const provider = { name: row.displayName, colour: row.entry.colour ?? null };
    const page = (
      <IdentityConflictPage
        t={t}
        assets={assets}
        provider={provider}
        email={email}
        signInHref={signInAgain(state, "")}
      />
    );
    return { answer: context.html(renderPage(page), { status: 409 }) };
  }
  if (organizationId === undefined || !client?.allowSignUp || !row.allowSignUp) {
    return { answer: context.redirect(signInAgain(state, "sign_up_closed")) };
  }
  return { organizationId };
}

/** A new person with the least rights; where the name is taken, with a random end to it. */
async function makeUser(
  context: PageContext,
  tx: Parameters<typeof createUser>[0],
  organizationId: string,
  profile: Profile,
): Promise<User> {
  const email = profile.email === undefined ? null : readEmail(profile.email);
  const name = usernameFrom(profile.preferred_username, profile.name, profile.email);
  const person = {
    organizationId,
    displayName: readDisplayName(profile.name ?? "") ?? name,
    email,
    emailVerified: email !== null && profile.email_verified,
    passwordHash: null,
    isAdmin: false,
  };
  try {
    return await createUser(tx, context.hub, { ...person, name });
  } catch (error) {
    if (error instanceof Refusal && error.code === "username_taken")
      return createUser(tx, context.hub, { ...person, name: withRandomEnd(name) });
    throw error;
  }
}

async function link(
  context: PageContext,
  row: ProviderRow,
  state: UpstreamState,
  { profile, tokens }: Finished,
): Promise<Answer> {
  const { hub, signedIn, occasion } = context;
  if (!signedIn || signedIn.session.id !== state.sessionId) throw new Refusal("flow_expired");
  try {
    await hub.db.write(async (tx) => {
      await finishLinking(tx, state.id);
      const identity = await linkIdentity(tx, hub, signedIn.user.id, row.id, profile);
      await keepTokens(tx, hub, identity.id, tokens);
      await recordEvent(tx, hub, {
        action: "identity.linked",
        actorId: signedIn.user.id,
        subject: { kind: "identity", id: identity.id },
        occasion,
        detail: { provider: row.slug },
      });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "identity_linked_elsewhere") throw error;
    return context.redirect(withQuery(state.returnTo, { error: "linked_elsewhere" }));
  }
  return context.redirect(withQuery(state.returnTo, { notice: "linked" }));
}
