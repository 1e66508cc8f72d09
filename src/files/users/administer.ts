/**
 * What an administrator may do to whom, as AList has it: one guest for ever, nobody changes a role, administrators are neither
 * disabled as the last one nor deleted over the API. Whoever is disabled is out of everything at once, and what they held does
 * not come back to life when they are let in again.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { passwordFault } from "../../lib/passwords.ts";
import type { Files } from "../files.ts";
import { cleanPath } from "../fs/paths.ts";
import { endSessions } from "../sessions/store.ts";
import { applySsoId } from "./identities.ts";
import { readUsername } from "./names.ts";
import { everyPermission } from "./permissions.ts";
import { staticHash } from "./static-hash.ts";
import { createUser, findUser, lockAdministrators, setPasswordHash, updateUser } from "./store.ts";
import { type Role, roleNumber, type User } from "./user.ts";

/** What is stored for a password as typed. @throws Refusal `field_invalid`, `busy` */
export async function hashPassword(
  files: Pick<Files, "passwords">,
  password: string,
  username: string,
): Promise<string> {
  const fault = passwordFault(password, [username]);
  if (fault) throw fieldRefusal({ password: fault });
  return files.passwords.hash(staticHash(password));
}

/** @throws Refusal `field_invalid` */
export function readPermission(sum: number): number {
  if (!Number.isInteger(sum)) throw fieldRefusal({ permission: "invalid_number" });
  if (sum < 0 || sum > everyPermission) throw fieldRefusal({ permission: "out_of_range" });
  return sum;
}

/** @throws Refusal `field_invalid` */
export function readBasePath(text: string): string {
  if (text.length > 4096 || text.includes("\u0000") || !text.isWellFormed())
    throw fieldRefusal({ base_path: "invalid" });
  return cleanPath(text);
}

export interface PersonFields {
  readonly username: string;
  /** Empty: none, or the present one. */
  readonly password: string;
  readonly basePath: string;
  readonly permission: number;
  readonly disabled: boolean;
  /** AList's `sso_id` as it was sent (`applySsoId`); left out or null, nothing is asked for. */
  readonly ssoId?: string | null;
}

/** @throws Refusal `field_invalid`, `username_taken`, `busy` */
export async function makePerson(files: Files, fields: PersonFields, role: Role = "general"): Promise<User> {
  const username = readUsername(fields.username);
  const wish = {
    username,
    role,
    basePath: readBasePath(fields.basePath),
    permission: readPermission(fields.permission),
    disabled: fields.disabled,
    passwordHash: fields.password === "" ? null : await hashPassword(files, fields.password, username),
  };
  return files.db.write((tx) => createUser(tx, files, wish));
}

const notFound = (): Refusal => new Refusal("not_found", "failed find user: record not found");

/** @throws Refusal `last_administrator` */
async function switchOff(tx: Writer, files: Files, user: User): Promise<void> {
  if (user.role === "admin") {
    const others = (await lockAdministrators(tx)).filter((id) => id !== user.id);
    if (others.length === 0) throw new Refusal("last_administrator");
  }
  await updateUser(tx, files, user.id, { disabled_at: seconds(files.clock) });
}

/** What somebody holds is kept while they are disabled, so that their programs are told why; and goes before they are let in again. */
async function switchOn(tx: Writer, files: Files, user: User): Promise<void> {
  await endSessions(tx, user.id);
  await tx.query.deleteFrom("files_handovers").where("user_id", "=", user.id).execute();
  await tx.query.deleteFrom("files_app_passwords").where("user_id", "=", user.id).execute();
  await updateUser(tx, files, user.id, { disabled_at: null });
}

/**
 * Changes somebody. The guest has no password.
 * @throws Refusal `not_found`, `field_invalid`, `username_taken`, `last_administrator`, `identity_last`, `busy`
 */
export async function changePerson(files: Files, id: number, fields: PersonFields): Promise<void> {
  const username = readUsername(fields.username);
  const before = await findUser(files.db, id);
  if (!before) throw notFound();
  const passwordHash =
    fields.password === "" || before.role === "guest" ? null : await hashPassword(files, fields.password, username);
  const basePath = readBasePath(fields.basePath);
  const permission = readPermission(fields.permission);
  await files.db.write(async (tx) => {
    const user = await findUser(tx, id);
    if (!user) throw notFound();
    if (passwordHash !== null) await setPasswordHash(tx, files, user, passwordHash);
    const hasPassword = user.hasPassword || passwordHash !== null;
    if (typeof fields.ssoId === "string") await applySsoId(tx, { ...user, hasPassword }, fields.ssoId);
    await updateUser(tx, files, id, { username, base_path: basePath, permission });
    if (fields.disabled && user.disabledAt === null) await switchOff(tx, files, user);
    if (!fields.disabled && user.disabledAt !== null) await switchOn(tx, files, user);
  });
}

/** With everything that is theirs in the database; their files stay. @throws Refusal `not_found`, `forbidden` */
export async function deletePerson(files: Files, id: number): Promise<void> {
  await files.db.write(async (tx) => {
    const user = await findUser(tx, id);
    if (!user) throw notFound();
    if (user.role !== "general") throw new Refusal("forbidden", "cannot delete admin or guest");
    await tx.query.deleteFrom("files_handovers").where("user_id", "=", id).execute();
    await tx.query.deleteFrom("files_users").where("id", "=", id).where("role", "=", roleNumber.general).execute();
  });
}
