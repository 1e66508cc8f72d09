/** A person of the hub as commands show one, and how commands name one: by username, or by id. */
import type { Reader } from "../db/database.ts";
import { FIRST_ORGANIZATION, findOrganization, organizationName } from "../hub/organizations/store.ts";
import { nameKey } from "../hub/users/names.ts";
import { findUser, findUserByLogin, type User } from "../hub/users/store.ts";
import { Refusal } from "../lib/errors.ts";
import { facts } from "./output.ts";

export const USER_OPERAND = {
  name: "PERSON",
  help: "A username of the first organization, organization/username, or an id.",
} as const;

/** @throws Refusal `not_found` */
export async function requirePerson(reader: Reader, named: string): Promise<User> {
  const slash = named.indexOf("/");
  const name = named.slice(slash + 1);
  const organization = await findOrganization(reader, slash === -1 ? FIRST_ORGANIZATION : named.slice(0, slash));
  const byName = organization && (await findUserByLogin(reader, organization.id, name));
  // An address is no name: what a command does is done to whom it names exactly.
  const user = byName?.nameKey === nameKey(name.trim()) ? byName : await findUser(reader, named);
  if (!user) throw new Refusal("not_found", `There is nobody called "${named}".`);
  return user;
}

/** How commands are told of each of them: with the organization where it is not the first. */
export async function callNames(reader: Reader, users: readonly User[]): Promise<(user: User) => string> {
  const ids = [...new Set(users.map(({ organizationId }) => organizationId))];
  const names = new Map<string, string>();
  for (const id of ids) names.set(id, await organizationName(reader, id));
  return ({ organizationId, name }) => {
    const organization = names.get(organizationId);
    return organization === undefined || organization === FIRST_ORGANIZATION ? name : `${organization}/${name}`;
  };
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

/** @param callName Where the person may be of another organization than the first. */
export const userFacts = (user: User, callName: string = user.name): string =>
  facts([
    ["Username", callName],
    ["Name", user.displayName],
    ["Id", user.id],
    ["E-mail", user.email === null ? "none" : `${user.email}${user.emailVerified ? "" : " (not verified)"}`],
    ["Password", user.passwordHash === null ? "none" : "set"],
    ["Standing", standing(user)],
    ["Made", timeOf(user.createdAt)],
    ["Last sign-in", lastSignIn(user)],
  ]);
