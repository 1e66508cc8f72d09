/**
 * An invitation, taken up (`mail/invitations.ts`):
 *
 *   GET /invitation?link= ──button──▶ GET|POST /invitation/password ──spent──▶ /sign-in
 *
 * Opening the link changes nothing, because mail programs open links by themselves. The new password proves the address that the
 * letter went to. Where nobody had proven it before, whatever opened the account ends, linked identities, passkeys and the
 * authenticator too: a stranger may have laid it out under that address (`addresses/prove-address.ts`). Nobody is signed in by it.
 */
import type { Reader, Writer } from "../../db/database.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFault, Refusal } from "../../lib/errors.ts";
import { passwordFault, passwordRules } from "../../lib/passwords.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { InvitationPage } from "../../pages/hub/mail/invitation.tsx";
import { NewPasswordPage } from "../../pages/hub/mail/new-password.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { dropWhatPredates, isFirstProof } from "../addresses/prove-address.ts";
import { recordEvent } from "../audit/audit.ts";
import { dropIdentities } from "../identities/store.ts";
import {
  claimInvitation,
  type Invitation,
  openInvitation,
  requireInvitation,
  spendInvitation,
} from "../mail/invitations.ts";
import { emailKey } from "../users/names.ts";
import { findUser, findUserByEmail, holdUser, type User, updateUser } from "../users/store.ts";
import { resetSecondFactors } from "../ways/second-factor.ts";
import { INVITATION_LINK } from "../web/letter.ts";
import type { PageContext } from "../web/route.ts";

export const INVITATION_PASSWORD = `${INVITATION_LINK}/password`;

/** The account that an invitation opens. @throws Refusal `link_invalid` where it has changed since, or was switched off */
async function invited(reader: Reader, { userId, address }: Invitation): Promise<User> {
  const user = await findUser(reader, userId);
  if (!user || user.disabledAt !== null || user.email !== address) throw new Refusal("link_invalid");
  if (user.isAdmin && !user.emailVerified) throw new Refusal("link_invalid");
  return user;
}

export async function showInvitation(context: PageContext): Promise<Answer> {
  const { hub, t, assets, csrf, query } = context;
  const link = query.get("link") ?? "";
  const user = await invited(hub.db, await openInvitation(hub.db, hub, link));
  const page = (
    <InvitationPage t={t} assets={assets} username={user.name} action={INVITATION_LINK} csrf={csrf} hidden={{ link }} />
  );
  return context.html(renderPage(page));
}

export async function takeInvitation(context: PageContext): Promise<Answer> {
  const { hub, form, browser } = context;
  const handle = await hub.db.write(async (tx) => {
    const invitation = await openInvitation(tx, hub, form.get("link"));
    await invited(tx, invitation);
    return claimInvitation(tx, hub, invitation, browser);
  });
  return context.redirect(withQuery(INVITATION_PASSWORD, { invitation: handle }));
}

function draw(context: PageContext, user: User, handle: string, fieldError: FieldFault | null = null): Answer {
  const { t, assets, csrf } = context;
  const page = (
    <NewPasswordPage
      t={t}
      assets={assets}
      kind="invitation"
      username={user.name}
      passwordMinimum={passwordRules.shortest}
      fieldError={fieldError}
      action={INVITATION_PASSWORD}
      csrf={csrf}
      hidden={{ invitation: handle }}
    />
  );
  return context.html(renderPage(page), { status: fieldError === null ? 200 : 422 });
}

export async function showInvitationPassword(context: PageContext): Promise<Answer> {
  const { hub, query, browser } = context;
  const handle = query.get("invitation") ?? "";
  return draw(context, await invited(hub.db, await requireInvitation(hub.db, hub, handle, browser)), handle);
}

export async function saveInvitationPassword(context: PageContext): Promise<Answer> {
  const { hub, form, browser } = context;
  const handle = form.get("invitation");
  const invitation = await requireInvitation(hub.db, hub, handle, browser);
  const user = await invited(hub.db, invitation);
  const wish = form.get("new_password");
  const fault = passwordFault(wish, [user.name, user.displayName, invitation.address.split("@", 1)[0] ?? ""]);
  if (fault) return draw(context, user, handle, fault);
  const passwordHash = await hub.passwords.hash(wish);
  await hub.db.write((tx) => takeUp(tx, context, invitation, passwordHash));
  // Whoever was signed in here is out as well.
  return context.redirect(withQuery("/sign-in", { notice: "password_changed" }), [context.cookies.signOut()]);
}

/** @throws Refusal `link_invalid` where it is spent, or the account has changed since; `email_taken` */
async function takeUp(
  tx: Writer,
  { hub, occasion }: PageContext,
  invitation: Invitation,
  passwordHash: string,
): Promise<void> {
  await spendInvitation(tx, hub, invitation);
  // Held, so that no other address is written there before this one counts as proven.
  await holdUser(tx, invitation.userId);
  const user = await invited(tx, invitation);
  const { address } = invitation;
  const owner = await findUserByEmail(tx, user.organizationId, address);
  if (owner && owner.id !== user.id) throw new Refusal("email_taken");
  const isFirst = isFirstProof(user, address);
  await updateUser(tx, hub, user.id, { password_hash: passwordHash, verified_email_key: emailKey(address) });
  const waysIn = isFirst
    ? { ...(await resetSecondFactors(tx, user.id)), links: await dropIdentities(tx, hub, user.id) }
    : {};
  const dropped = await dropWhatPredates(tx, hub, user.id, "all");
  const whose = { actorId: user.id, subject: { kind: "user", id: user.id }, occasion };
  if (isFirst)
    await recordEvent(tx, hub, { action: "user.email-verified", ...whose, detail: { invited: true, ...waysIn } });
  await recordEvent(tx, hub, {
    action: "user.password-changed",
    ...whose,
    detail: { first: user.passwordHash === null, way: "invitation", ...dropped },
  });
}
