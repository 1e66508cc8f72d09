/**
 * Somebody is back from a provider and wants in. The identity (provider row, issuer, subject) alone says who it is; what
 * happens to an unknown one is `decideLink`'s to say, and only carried out here.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { IdentityConflictPage } from "../../pages/hub/identity-conflict.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Profile, UpstreamTokens } from "../../providers/provider.ts";
import { recordEvent } from "../audit/audit.ts";
import { takeOverPicture } from "../avatars/take-over.ts";
import { findClientByRowId } from "../clients/store.ts";
import { requireFlow } from "../flows/store.ts";
import { type AddressOwner, decideLink, type LinkDecision } from "../identities/decide-link.ts";
import { linkAndTell } from "../identities/link.ts";
import { keepLinkProof } from "../identities/link-proof.ts";
import { findIdentity, type Identity, linkIdentity, refreshIdentity } from "../identities/store.ts";
import { keepTokens } from "../identities/tokens.ts";
import type { UpstreamState } from "../identities/upstream-state.ts";
import { allowsSignUp, FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { wayOf } from "../providers/options.ts";
import { rulesOfClient } from "../providers/rules.ts";
import type { ProviderRow } from "../providers/store.ts";
import { admit } from "../sessions/admit.ts";
import { readDisplayName, readEmail, usernameFrom } from "../users/names.ts";
import { createNewcomer } from "../users/newcomer.ts";
import { findUserByEmail, type User } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { asksForStrength, goOn, visitOf } from "./second-factor.ts";

/** A verified answer of a provider, with the sign-in that it belongs to. */
export interface Back {
  readonly context: PageContext;
  readonly row: ProviderRow;
  readonly state: UpstreamState;
  readonly profile: Profile;
  readonly tokens: UpstreamTokens;
}

const flowOf = (state: UpstreamState): string | null =>
  new URLSearchParams(state.returnTo.split("?")[1] ?? "").get("flow");

export function signInAgain(state: UpstreamState, error: string): string {
  const flow = flowOf(state);
  return withQuery("/sign-in", flow === null ? { next: state.returnTo, error } : { flow, error });
}

/** What somebody else may do at this very moment, so that one looks again: bring the same identity, or prove the same address. */
const OVERTAKEN: readonly Refusal["code"][] = ["identity_linked_elsewhere", "email_taken"];

export async function enter(back: Back): Promise<Answer> {
  try {
    return await act(back, await look(back));
  } catch (error) {
    if (!(error instanceof Refusal) || !OVERTAKEN.includes(error.code)) throw error;
    return act(back, await look(back));
  }
}

interface Looked {
  readonly decision: LinkDecision;
  readonly identity: Identity | undefined;
  /** Who has proven the address here. */
  readonly owner: User | undefined;
  /** Where an unknown person gets an account. */
  readonly organizationId: string;
}

/** Everything that counts, read afresh. @throws Refusal `provider_unknown` where the application does not take this provider */
async function look({ context, row, state, profile }: Back): Promise<Looked> {
  const { db } = context.hub;
  const client = state.clientRowId === null ? undefined : await findClientByRowId(db, state.clientRowId);
  const rule = (await rulesOfClient(db, state.clientRowId))(row.id);
  if (!rule.canSignIn) throw new Refusal("provider_unknown");
  const organizationId = client?.organizationId ?? (await findOrganization(db, FIRST_ORGANIZATION))?.id ?? "";
  const identity = await findIdentity(db, row.id, profile);
  const email = profile.email === undefined ? null : readEmail(profile.email);
  const addressVerified = email !== null && profile.email_verified;
  const owner = identity || !addressVerified ? undefined : await findUserByEmail(db, organizationId, email);
  const decision = decideLink({
    policy: row.linkPolicy,
    isLinked: identity !== undefined,
    addressVerified,
    isAuthoritative: !row.verifiedEmail && wayOf(row.entry, row.settings).emailTrust !== "never",
    owner: ownerKind(owner),
    maySignUp:
      client?.allowSignUp === true && row.allowSignUp && rule.canSignUp && (await allowsSignUp(db, organizationId)),
  });
  return { decision, identity, owner, organizationId };
}

function ownerKind(owner: User | undefined): AddressOwner {
  if (!owner) return "nobody";
  if (owner.disabledAt !== null) return "disabled";
  return owner.isAdmin ? "administrator" : "person";
}

async function act(back: Back, looked: Looked): Promise<Answer> {
  const { context, state } = back;
  const { decision, owner } = looked;
  switch (decision.outcome) {
    case "refuse":
      return context.redirect(signInAgain(state, "sign_up_closed"));
    case "tell":
      return pointOut(back, signInAgain(state, ""), false);
    case "prove":
      return owner ? ask(back, owner, decision) : context.redirect(signInAgain(state, "sign_up_closed"));
    default:
      return signIn(back, looked);
  }
}

/** The page that says that the address is known here. */
function pointOut({ context, row, profile }: Back, signInHref: string, connects: boolean): Answer {
  const { t, assets } = context;
  const page = (
    <IdentityConflictPage
      t={t}
      assets={assets}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null, entry: row.entry.id }}
      email={profile.email ?? ""}
      signInHref={signInHref}
      connects={connects}
    />
  );
  return context.html(renderPage(page), { status: 409 });
}

/** The identity waits; whoever signs in to the account that the address belongs to may link it. */
async function ask(back: Back, owner: User, { rule }: LinkDecision): Promise<Answer> {
  const { context, row, state, profile, tokens } = back;
  const { hub, browser } = context;
  const { returnTo, clientRowId } = state;
  const proof = { userId: owner.id, providerId: row.id, profile, tokens, rule, returnTo, clientRowId, browser };
  const handle = await hub.db.write((tx) => keepLinkProof(tx, hub, proof));
  const next = withQuery("/account/identities/connect", { proof: handle });
  return pointOut(back, withQuery("/sign-in", { next, confirm: "1" }), true);
}

async function signIn(back: Back, looked: Looked): Promise<Answer> {
  const { context, row, state } = back;
  const { hub, signedIn } = context;
  const handle = flowOf(state);
  const flow = handle === null ? null : await requireFlow(hub.db, hub.clock, handle, context.browser).catch(() => null);
  try {
    const { admission, userId } = await hub.db.write(async (tx) => {
      const userId = await userOf(tx, back, looked);
      const confirming = signedIn?.user.id === userId || asksForStrength(flow);
      const proven = { userId, amr: ["fed"], way: `provider:${row.slug}`, confirming };
      const clientId = state.clientRowId ?? undefined;
      const at = { flowId: flow?.id, clientId, returnTo: state.returnTo };
      return { admission: await admit(tx, hub, { ...visitOf(context), ...at, ...proven }), userId };
    });
    if (looked.decision.outcome === "sign-up") {
      const { organizationId } = looked;
      await takeOverPicture(hub, { userId, organizationId, address: back.profile.picture });
    }
    return goOn(context, admission, state.returnTo);
  } catch (error) {
    if (error instanceof Refusal && error.code === "account_disabled")
      return context.redirect(signInAgain(state, "account_disabled"));
    throw error;
  }
}

type Tx = Parameters<typeof createNewcomer>[0];

/** Whose identity it is now: known, linked at this moment to the address's owner, or a new person's. */
async function userOf(tx: Tx, back: Back, { decision, identity, owner, organizationId }: Looked): Promise<string> {
  const { context, row, state, profile, tokens } = back;
  const { hub, occasion } = context;
  if (identity) {
    await refreshIdentity(tx, hub, identity.id, profile);
    await keepTokens(tx, hub, identity.id, tokens);
    return identity.userId;
  }
  if (decision.outcome === "link" && owner) {
    const linking = { userId: owner.id, provider: row, profile, tokens, ground: decision.rule, occasion };
    await linkAndTell(tx, hub, linking);
    return owner.id;
  }
  const user = await makeUser(context, tx, organizationId, profile);
  const made = await linkIdentity(tx, hub, user.id, row.id, profile);
  await keepTokens(tx, hub, made.id, tokens);
  await recordEvent(tx, hub, {
    action: "user.signed-up",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    clientId: state.clientRowId ?? undefined,
    occasion,
    detail: { way: `provider:${row.slug}`, rule: decision.rule },
  });
  return user.id;
}

/** A new person with the least rights. @throws Refusal `email_taken` */
function makeUser(context: PageContext, tx: Tx, organizationId: string, profile: Profile): Promise<User> {
  const email = profile.email === undefined ? null : readEmail(profile.email);
  const name = usernameFrom(profile.preferred_username, profile.name, profile.email);
  return createNewcomer(tx, context.hub, {
    organizationId,
    name,
    displayName: readDisplayName(profile.name ?? "") ?? name,
    email,
    emailVerified: email !== null && profile.email_verified,
    passwordHash: null,
    isAdmin: false,
  });
}
