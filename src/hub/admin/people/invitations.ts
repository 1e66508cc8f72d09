/**
 * Inviting people by mail: somebody whose account an administrator made, or who came from a file, gets a letter by which they
 * choose a password. The letter goes to the address that the account has, and using it proves that address.
 */
import type { Writer } from "../../../db/database.ts";
import { fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import { listIdentities } from "../../identities/store.ts";
import { sendInvitation } from "../../mail/invitations.ts";
import { isMailOn } from "../../mail/settings.ts";
import { findOrganizationById } from "../../organizations/store.ts";
import { groupsHeld, rolesHeld } from "../../roles/memberships.ts";
import { findUser, findUserByEmail, type User } from "../../users/store.ts";
import { listPasskeys } from "../../ways/passkeys.ts";

type Deps = Pick<Hub, "clock" | "ids" | "vault" | "smtp">;

/**
 * Sends a person the letter by which they choose a password.
 * @throws Refusal `not_found`, `mail_off`, `account_disabled`, `email_taken` where another account has proven the address,
 *   `too_many_attempts` within ten minutes of the one before; `field_invalid` for an account without address; `forbidden` for an
 *   administrator whose address is not proven: it is a way to them
 */
export async function inviteUser(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<void> {
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  if (!(await isMailOn(tx, hub))) throw new Refusal("mail_off");
  if (user.disabledAt !== null) throw new Refusal("account_disabled");
  if (user.email === null) throw fieldRefusal({ email: "required" });
  if (user.isAdmin && !user.emailVerified) throw new Refusal("forbidden");
  const owner = await findUserByEmail(tx, user.organizationId, user.email);
  if (owner && owner.id !== user.id) throw new Refusal("email_taken");
  const organization = await findOrganizationById(tx, user.organizationId);
  const language = user.locale ?? organization?.defaultLocale ?? actor.occasion?.language ?? "en";
  await sendInvitation(tx, hub, { userId: user.id, address: user.email, language });
  await recordEvent(tx, hub, {
    action: "user.invited",
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    occasion: actor.occasion,
    detail: { name: user.name },
  });
}

/**
 * Whether nothing opens the account yet. An application may invite nobody else but whoever has proven their address: it can
 * change an address, and would open somebody's account with it.
 */
export async function isUnopened(tx: Writer, user: User): Promise<boolean> {
  if (user.passwordHash !== null || user.lastSignInAt !== 0) return false;
  // When somebody last signed in is not known of sign-ins that are long over.
  return (await listIdentities(tx, user.id)).length === 0 && (await listPasskeys(tx, user.id)).length === 0;
}

/** Whether somebody is in a group or has a role: what applications make of that goes with the account. */
export const isSomebody = async (tx: Writer, { id }: User): Promise<boolean> =>
  (await groupsHeld(tx, id)).length > 0 || (await rolesHeld(tx, id)).length > 0;
