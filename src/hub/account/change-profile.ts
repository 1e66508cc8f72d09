/** A person's own name and address, changed by themselves. */
import type { Writer } from "../../db/database.ts";
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { tellAddress } from "../mail/notices.ts";
import { readDisplayName, readEmail } from "../users/names.ts";
import { type User, updateUser } from "../users/store.ts";

export interface Profile {
  readonly displayName: string;
  readonly email: string | null;
}

/**
 * @param typed What was typed; an empty address is none.
 * @throws Refusal `field_invalid` with `fields` `display_name` and `email`
 */
export function readProfile(typed: { readonly display_name: string; readonly email: string }): Profile {
  const displayName = readDisplayName(typed.display_name);
  const email = typed.email.trim() === "" ? null : readEmail(typed.email);
  const fields: Record<string, FieldFault> = {};
  if (displayName === null) fields.display_name = "required";
  if (email === null && typed.email.trim() !== "") fields.email = "invalid_email";
  if (displayName === null || Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return { displayName, email };
}

/** Whether the address is another one, to the letter. */
export const changesEmail = (user: User, { email }: Profile): boolean => user.email !== email;

/** Stores a profile. An address that is not the one before is unverified. Nothing changed is nothing written. */
export async function changeProfile(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  user: User,
  profile: Profile,
): Promise<void> {
  const emailChanged = changesEmail(user, profile);
  const nameChanged = user.displayName !== profile.displayName;
  if (!emailChanged && !nameChanged) return;
  await updateUser(tx, hub, user.id, {
    display_name: profile.displayName,
    ...(emailChanged ? { email: profile.email, verified_email_key: null } : {}),
  });
  if (emailChanged && user.emailVerified && user.email !== null) {
    const old = { userId: user.id, address: user.email, language: user.locale };
    await tellAddress(tx, hub, "email-changed", old, actor.occasion);
  }
  await recordEvent(tx, hub, {
    action: "user.updated",
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    occasion: actor.occasion,
    detail: { changed: [...(nameChanged ? ["display_name"] : []), ...(emailChanged ? ["email"] : [])].join(" ") },
  });
}
