/** A person of the hub as commands show one, and how commands name one: by username, or by id. */
import type { Reader } from "../db/database.ts";
import { FIRST_ORGANIZATION, findOrganization } from "../hub/organizations/store.ts";
import { nameKey } from "../hub/users/names.ts";
import { findUser, findUserByLogin, type User } from "../hub/users/store.ts";
import { Refusal } from "../lib/errors.ts";
import { facts } from "./output.ts";

export const USER_OPERAND = { name: "PERSON", help: "A username of the first organization, or an id." } as const;

/** @throws Refusal `not_found` */
export async function requirePerson(reader: Reader, named: string): Promise<User> {
  const organization = await findOrganization(reader, FIRST_ORGANIZATION);
  const byName = organization && (await findUserByLogin(reader, organization.id, named));
  // An address is no name: what a command does is done to whom it names exactly.
  const user = byName?.nameKey === nameKey(named.trim()) ? byName : await findUser(reader, named);
  if (!user) throw new Refusal("not_found", `There is nobody called "${named}".`);
  return user;
}

/** The id of a row as it was typed. @throws Refusal `not_found` for what is none */
export function readRowId(typed: string): number {
  if (!/^\d{1,16}$/.test(typed)) throw new Refusal("not_found", `There is no "${typed}".`);
  return Number(typed);
}

export const userDocument = (user: User) => ({
  id: user.id,
  organization_id: user.organizationId,
  username: user.name,
  name: user.displayName,
  email: user.email,
  email_verified: user.emailVerified,
  administrator: user.isAdmin,
  enabled: user.disabledAt === null,
  has_password: user.passwordHash !== null,
  created_at: user.createdAt,
  last_sign_in_at: user.lastSignInAt === 0 ? null : user.lastSignInAt,
});

export const timeOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ");

export const standing = ({ disabledAt, isAdmin }: User): string =>
  [disabledAt === null ? "active" : "disabled", ...(isAdmin ? ["administrator"] : [])].join(", ");

export const lastSignIn = ({ lastSignInAt }: User): string => (lastSignInAt === 0 ? "-" : timeOf(lastSignInAt));

export const userFacts = (user: User): string =>
  facts([
    ["Username", user.name],
    ["Name", user.displayName],
    ["Id", user.id],
    ["E-mail", user.email === null ? "none" : `${user.email}${user.emailVerified ? "" : " (not verified)"}`],
    ["Password", user.passwordHash === null ? "none" : "set"],
    ["Standing", standing(user)],
    ["Made", timeOf(user.createdAt)],
    ["Last sign-in", lastSignIn(user)],
  ]);
