/** A person's own name, address and language, changed by themselves. */
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
  /** In which our pages and letters speak to them (the claim `locale`, BCP 47); `null` for as the browser asks. */
  readonly locale: string | null;
}

export interface TypedProfile {
  readonly display_name: string;
  readonly email: string;
  readonly locale: string;
}

/**
 * @param typed What was typed; an empty address is none, and so is an empty language.
 * @param locales Those there are to choose from.
 * @throws Refusal `field_invalid` with `fields` `display_name`, `email` and `locale`
 */
export function readProfile(typed: TypedProfile, locales: readonly string[]): Profile {
  const displayName = readDisplayName(typed.display_name);
  const email = typed.email.trim() === "" ? null : readEmail(typed.email);
  const fields: Record<string, FieldFault> = {};
  if (displayName === null) fields.display_name = "required";
  if (email === null && typed.email.trim() !== "") fields.email = "invalid_email";
  const locale = typed.locale === "" ? null : typed.locale;
  if (locale !== null && !locales.includes(locale)) fields.locale = "invalid_choice";
  if (displayName === null || Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return { displayName, email, locale };
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
  const localeChanged = user.locale !== profile.locale;
  if (!emailChanged && !nameChanged && !localeChanged) return;
  await updateUser(tx, hub, user.id, {
    display_name: profile.displayName,
    locale: profile.locale,
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
    detail: {
      changed: [
        ...(nameChanged ? ["display_name"] : []),
        ...(emailChanged ? ["email"] : []),
        ...(localeChanged ? ["locale"] : []),
      ].join(" "),
    },
  });
}
