/**
 * Accounts that an administrator makes and changes: each is one function in the caller's transaction, with its row in the audit
 * log. An address from an administrator is nobody's proof, so it stays unverified until its person proves it.
 */
import type { Writer } from "../../../db/database.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { passwordFault } from "../../../lib/passwords.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import { tellAddress } from "../../mail/notices.ts";
import { readDisplayName, readEmail, readUsername } from "../../users/names.ts";
import { createUser, findUser, type User, updateUser } from "../../users/store.ts";

type Deps = Pick<Hub, "clock" | "ids">;

/** What was typed, field by field. */
export interface TypedAccount {
  readonly username: string;
  readonly display_name: string;
  readonly email: string;
  /** `null` for an account without one: its person comes in by a provider, or by a letter to a proven address. */
  readonly password: string | null;
}

export interface Account {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
}

const refuse = (fields: Readonly<Record<string, FieldFault | null>>): void => {
  const faults = Object.entries(fields).filter((entry): entry is [string, FieldFault] => entry[1] !== null);
  if (faults.length > 0) throw fieldRefusal(Object.fromEntries(faults));
};

const emailFault = (typed: string): FieldFault | null =>
  typed.trim() === "" || readEmail(typed) !== null ? null : "invalid_email";

/** @throws Refusal `field_invalid` with `fields`: `username`, `email`, `password` */
export function readAccount({ username, display_name, email, password }: TypedAccount): Account {
  const name = readUsername(username);
  refuse({
    username: name !== null ? null : username.trim() === "" ? "required" : "invalid_username",
    email: emailFault(email),
    password:
      password === null ? null : passwordFault(password, [username, email.split("@", 1)[0] ?? "", display_name]),
  });
  return {
    username: name ?? "",
    displayName: readDisplayName(display_name) ?? name ?? "",
    email: email.trim() === "" ? null : readEmail(email),
  };
}

/**
 * Makes an account, with the hash of a password or without one.
 * @throws Refusal `username_taken`
 */
export async function addAccount(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  organizationId: string,
  account: Account,
  passwordHash: string | null,
): Promise<User> {
  const user = await createUser(tx, hub, {
    organizationId,
    name: account.username,
    displayName: account.displayName,
    email: account.email,
    emailVerified: false,
    passwordHash,
    isAdmin: false,
  });
  await recordEvent(tx, hub, {
    action: "user.created",
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    occasion: actor.occasion,
    detail: { name: user.name, administrator: false },
  });
  return user;
}

/** @throws Refusal `field_invalid` with `fields`: `display_name`, `email` */
export function readChange({
  display_name,
  email,
}: Pick<TypedAccount, "display_name" | "email">): Omit<Account, "username"> {
  const displayName = readDisplayName(display_name);
  refuse({ display_name: displayName === null ? "required" : null, email: emailFault(email) });
  return { displayName: displayName ?? "", email: email.trim() === "" ? null : readEmail(email) };
}

/**
 * Changes the name and the address of somebody. Nothing changed is nothing written; another address is unverified.
 * @throws Refusal `not_found`, `forbidden` for the address of another administrator: it is a way to them
 */
export async function changeAccount(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  userId: string,
  { displayName, email }: Omit<Account, "username">,
): Promise<void> {
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  const changed = [
    ...(user.displayName === displayName ? [] : ["display_name"]),
    ...(user.email === email ? [] : ["email"]),
  ];
  if (changed.length === 0) return;
  const emailChanged = user.email !== email;
  if (emailChanged && user.isAdmin && user.id !== actor.userId) throw new Refusal("forbidden");
  await updateUser(tx, hub, user.id, {
    display_name: displayName,
    ...(emailChanged ? { email, verified_email_key: null } : {}),
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
    detail: { name: user.name, changed: changed.join(" ") },
  });
}
