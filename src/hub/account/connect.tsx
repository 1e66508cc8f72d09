/**
 * An identity that waits to be linked (`identities/link-proof.ts`): `GET|POST /account/identities/connect?proof=…`. Whoever is
 * here has signed in to the account that the identity's address belongs to; the link is made by a form, in a fresh sign-in,
 * and then the sign-in goes on to where it was going.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { ConnectIdentityPage } from "../../pages/hub/account/connect.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { noteInFlow, requireFlow } from "../flows/store.ts";
import { linkAndTell } from "../identities/link.ts";
import { type LinkProof, requireLinkProof, spendLinkProof } from "../identities/link-proof.ts";
import { findProviderRow } from "../providers/store.ts";
import { holdSession } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";
import { requireSignedIn, SECTIONS } from "./frame.ts";

export const CONNECT = `${SECTIONS.identities}/connect`;

const proofFor = ({ hub, browser, signedIn }: PageContext, handle: string | undefined): Promise<LinkProof> =>
  requireLinkProof(hub.db, hub, handle, browser, signedIn?.user.id ?? "");

export async function showConnect(context: PageContext): Promise<Answer> {
  const { hub, t, assets, csrf, query } = context;
  const { user } = requireSignedIn(context);
  const proof = await proofFor(context, query.get("proof"));
  const row = await findProviderRow(hub.db, proof.providerId);
  const page = (
    <ConnectIdentityPage
      t={t}
      assets={assets}
      csrf={csrf}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null }}
      identity={proof.profile.preferred_username ?? proof.profile.name ?? proof.profile.email ?? proof.profile.sub}
      account={user.name}
      action={CONNECT}
      hidden={{ proof: query.get("proof") ?? null }}
      skipHref={proof.returnTo}
    />
  );
  // Where the sign-in goes on to may be a client.
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

export async function connect(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user, session } = requireSignedIn(context);
  const proof = await proofFor(context, form.get("proof"));
  const provider = await findProviderRow(hub.db, proof.providerId);
  if (provider.disabledAt !== null) throw new Refusal("provider_unknown");
  try {
    await hub.db.write(async (tx) => {
      await holdSession(tx, session.id);
      await spendLinkProof(tx, hub, proof.id);
      const { profile, tokens } = proof;
      await linkAndTell(tx, hub, { userId: user.id, provider, profile, tokens, ground: "proved-account", occasion });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "identity_linked_elsewhere") throw error;
    return context.redirect(withQuery(SECTIONS.identities, { error: "linked_elsewhere" }));
  }
  await noteSignIn(context, proof);
  return context.redirect(proof.returnTo);
}

/** An authorization request that asked for a sign-in has had one, if the person signed in since it came. */
async function noteSignIn(context: PageContext, { returnTo }: LinkProof): Promise<void> {
  const { hub, browser } = context;
  const { session } = requireSignedIn(context);
  const handle = new URLSearchParams(returnTo.split("?")[1] ?? "").get("flow");
  if (handle === null) return;
  const flow = await requireFlow(hub.db, hub.clock, handle, browser).catch(() => null);
  if (flow && session.authenticatedAt >= flow.createdAt)
    await hub.db.write((tx) => noteInFlow(tx, flow.id, "login", session.id));
}
