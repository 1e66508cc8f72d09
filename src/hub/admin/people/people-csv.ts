/**
 * People as a file (CSV): taken along, and brought in. A file is read whole and looked at first; what it would do, and what is
 * wrong with which line, is told before anything happens, and nothing does while a line is wrong.
 *
 * A file never takes an account over: whom it names by a username that is here already is given another name, address or standing
 * and nothing that opens the account; an address from a file counts as unverified; it changes no administrator and makes none. A
 * password comes in as a hash alone, and only with a new account.
 */
import { isUtf8 } from "node:buffer";
import type { Reader, Writer } from "../../../db/database.ts";
import { csvLine } from "../../../lib/csv.ts";
import { CsvFault, readCsv } from "../../../lib/csv-read.ts";
import { type FieldFault, type FieldFaults, Refusal } from "../../../lib/errors.ts";
import { legacyHash } from "../../../lib/legacy-passwords.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import { isMailOn } from "../../mail/settings.ts";
import { nameKey } from "../../users/names.ts";
import { findUserByEmail, findUserByLogin, readUser, type User } from "../../users/store.ts";
import { type Account, addAccount, changeAccount, readAccount } from "./accounts.ts";
import { inviteUser } from "./invitations.ts";
import { disableUser, enableUser } from "./people.ts";

type Deps = Pick<Hub, "clock" | "ids" | "vault" | "smtp">;

/** People in one file, and people that are changed in one transaction. */
export const MOST_ROWS = 20_000;
const BATCH = 250;

/** Columns that a file is read by; of the export's others nothing is taken. */
const READ = ["username", "name", "email", "enabled", "password_hash"] as const;
const TOLD = ["id", "email_verified", "administrator", "created_at", "last_sign_in_at"] as const;
type Column = (typeof READ)[number];

export interface PersonRow {
  readonly line: number;
  readonly username: string;
  /** Left out where the file has no such column. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly enabled: boolean | undefined;
  /** As it will be stored; `null` for none. */
  readonly passwordHash: string | null;
}

/** What a line comes to. */
export interface PlannedRow {
  readonly line: number;
  readonly username: string;
  readonly what: "create" | "change" | "same" | "fault";
  /** By the columns' names. */
  readonly faults: FieldFaults;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly people: readonly PersonRow[];
}

/** The file itself is wrong: not CSV, without usernames, with a column that is not known, or too long. */
const unreadable = (line: number, why: string): Refusal => new Refusal("bad_request", `Line ${line}: ${why}.`);

/** The text of a file. @throws Refusal `bad_request` for one that is not UTF-8, which would come in with letters that are none */
export function textOfFile(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  if (isUtf8(bytes)) return text;
  throw unreadable(text.slice(0, text.indexOf("\ufffd")).split("\n").length, "this is not UTF-8");
}

/** A hash that is verified here: Argon2 (PHC) or bcrypt. */
const keptHash = (text: string): string | null =>
  text.startsWith("$argon2")
    ? legacyHash({ scheme: "argon2", peppers: [""], hash: text })
    : legacyHash({ scheme: "bcrypt", sha256First: false, hash: text });

const YES = ["true", "1", "yes"];
const NO = ["false", "0", "no"];

type Read = { readonly row: PersonRow; readonly faults: Record<string, FieldFault> };

function readRow(line: number, cellOf: (column: Column) => string | undefined): Read {
  const faults: Record<string, FieldFault> = {};
  const enabled = cellOf("enabled")?.toLowerCase() ?? "";
  if (enabled !== "" && ![...YES, ...NO].includes(enabled)) faults.enabled = "invalid_choice";
  const hash = cellOf("password_hash") ?? "";
  const passwordHash = hash === "" ? null : keptHash(hash);
  if (hash !== "" && passwordHash === null) faults.password_hash = "invalid";
  const row: PersonRow = {
    line,
    username: cellOf("username") ?? "",
    name: cellOf("name"),
    email: cellOf("email"),
    enabled: enabled === "" ? undefined : YES.includes(enabled),
    passwordHash,
  };
  try {
    accountOf(row);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    Object.assign(faults, error.fields);
  }
  return { row, faults };
}

const accountOf = ({ username, name = "", email = "" }: PersonRow): Account =>
  readAccount({ username, display_name: name, email, password: null });

/** @throws Refusal `bad_request` for a file that can't be read at all */
function readRows(text: string): Read[] {
  const rows: Read[] = [];
  let columns: readonly (Column | null)[] | undefined;
  try {
    for (const { line, cells } of readCsv(text)) {
      if (columns === undefined) {
        columns = readHead(line, cells);
        continue;
      }
      if (cells.length > columns.length) throw unreadable(line, "there are more cells than columns");
      if (rows.length === MOST_ROWS) throw unreadable(line, `a file holds at most ${MOST_ROWS} people`);
      const known = columns;
      rows.push(
        readRow(line, (column) => {
          const index = known.indexOf(column);
          return index === -1 ? undefined : (cells[index] ?? "").replaceAll("\u0000", "");
        }),
      );
    }
  } catch (error) {
    if (error instanceof CsvFault) throw unreadable(error.line, "a quote is never closed, or goes on after its end");
    throw error;
  }
  return rows;
}

function readHead(line: number, cells: readonly string[]): (Column | null)[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  if (!names.includes("username")) throw unreadable(line, 'the first line names the columns, and "username" is one');
  if (new Set(names).size !== names.length) throw unreadable(line, "a column stands there more than once");
  return names.map((name) => {
    const read = READ.find((each) => each === name);
    if (read === undefined && !TOLD.some((each) => each === name))
      throw unreadable(line, `there is no column "${name.slice(0, 40)}"`);
    return read ?? null;
  });
}

/** What a file would do. @throws Refusal `bad_request` for one that can't be read at all */
export async function planImport(reader: Reader, organizationId: string, text: string): Promise<ImportPlan> {
  const read = readRows(text);
  const seen = new Set<string>();
  const rows: PlannedRow[] = [];
  for (const { row, faults } of read) {
    const key = nameKey(row.username);
    if (seen.has(key)) faults.username ??= "taken";
    seen.add(key);
    const known = faults.username === undefined ? await namesake(reader, organizationId, row) : undefined;
    if (known?.isAdmin && changesOf(known, row) > 0) faults.username = "administrator";
    const wrong = Object.keys(faults).length > 0;
    const what = known === undefined ? "create" : changesOf(known, row) === 0 ? "same" : "change";
    rows.push({ line: row.line, username: row.username.slice(0, 100), what: wrong ? "fault" : what, faults });
  }
  return { rows, people: read.map(({ row }) => row) };
}

async function namesake(reader: Reader, organizationId: string, { username }: PersonRow): Promise<User | undefined> {
  const user = await findUserByLogin(reader, organizationId, username);
  // A name that is somebody's address finds them too; they are not whom the file names.
  return user?.nameKey === nameKey(username.trim()) ? user : undefined;
}

/** How somebody who is here is to be, as far as the file says anything of it. */
function wishFor(user: User, row: PersonRow): Omit<Account, "username"> {
  const { displayName, email } = accountOf(row);
  return {
    displayName: row.name === undefined || row.name.trim() === "" ? user.displayName : displayName,
    email: row.email === undefined ? user.email : email,
  };
}

function changesOf(user: User, row: PersonRow): number {
  const { displayName, email } = wishFor(user, row);
  const standing = row.enabled !== undefined && row.enabled !== (user.disabledAt === null);
  return Number(displayName !== user.displayName) + Number(email !== user.email) + Number(standing);
}

export interface Imported {
  readonly created: number;
  readonly changed: number;
  readonly invited: number;
}

/**
 * Does what was planned, some hundred people in a transaction, each with their rows in the audit log. What has changed meanwhile is
 * looked at anew; where a person can't be brought in any more, what came before them stays, and the file can be sent again.
 * @param invite Whether everybody new with an address and without a password gets a letter (`invitations.ts`).
 * @throws Refusal `bad_request` where the plan has faults, or for the line that can't be done any more; `mail_off`
 */
export async function importPeople(
  hub: Deps & Pick<Hub, "db">,
  actor: Actor,
  organizationId: string,
  { rows, people }: ImportPlan,
  invite = false,
): Promise<Imported> {
  const fault = rows.find(({ what }) => what === "fault");
  if (fault) throw unreadable(fault.line, "it has faults; nothing was changed");
  if (invite && !(await isMailOn(hub.db, hub))) throw new Refusal("mail_off");
  const results: Result[] = [];
  for (let from = 0; from < people.length; from += BATCH) {
    const batch = people.slice(from, from + BATCH);
    results.push(...(await hub.db.write((tx) => bringAllIn(tx, hub, actor, organizationId, batch, invite))));
  }
  return countOf(results);
}

/** People that are brought in by one transaction of a program's. */
export const MOST_AT_ONCE = 500;

/**
 * As `importPeople`, in the caller's transaction.
 * @throws Refusal `bad_request` for too many people, for a plan with faults and for a line that can't be done; `mail_off`
 */
export async function importAtOnce(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  organizationId: string,
  { rows, people }: ImportPlan,
  invite: boolean,
): Promise<Imported> {
  const fault = rows.find(({ what }) => what === "fault");
  if (fault) throw unreadable(fault.line, "it has faults; nothing was changed");
  if (people.length > MOST_AT_ONCE)
    throw new Refusal("bad_request", `At most ${MOST_AT_ONCE} people at once; nothing was changed.`);
  if (invite && !(await isMailOn(tx, hub))) throw new Refusal("mail_off");
  return countOf(await bringAllIn(tx, hub, actor, organizationId, people, invite));
}

async function bringAllIn(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  organizationId: string,
  people: readonly PersonRow[],
  invite: boolean,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of people) results.push(await bringIn(tx, hub, actor, organizationId, row, invite));
  return results;
}

const countOf = (results: readonly Result[]): Imported => ({
  created: results.filter((result) => result === "created" || result === "invited").length,
  changed: results.filter((result) => result === "changed").length,
  invited: results.filter((result) => result === "invited").length,
});

type Result = "created" | "invited" | "changed" | "same";

async function bringIn(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  organizationId: string,
  row: PersonRow,
  invite: boolean,
): Promise<Result> {
  try {
    const known = await namesake(tx, organizationId, row);
    if (known === undefined) {
      const made = await addAccount(tx, hub, actor, organizationId, accountOf(row), row.passwordHash);
      if (row.enabled === false) await disableUser(tx, hub, actor, made.id);
      const isInvited = invite && row.enabled !== false && made.passwordHash === null && (await isFree(tx, made));
      if (isInvited) await inviteUser(tx, hub, actor, made.id);
      return isInvited ? "invited" : "created";
    }
    if (changesOf(known, row) === 0) return "same";
    if (known.isAdmin) throw new Refusal("forbidden");
    await changeAccount(tx, hub, actor, known.id, wishFor(known, row));
    if (row.enabled !== undefined) await (row.enabled ? enableUser : disableUser)(tx, hub, actor, known.id);
    return "changed";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal("bad_request", `Line ${row.line}: ${error.message}`, { cause: error });
  }
}

/** Whether there is an address, and it is nobody else's proven one. */
const isFree = async (reader: Reader, { organizationId, email }: User): Promise<boolean> =>
  email !== null && (await findUserByEmail(reader, organizationId, email)) === undefined;

const HEAD = csvLine([
  "id",
  "username",
  "name",
  "email",
  "email_verified",
  "enabled",
  "administrator",
  "created_at",
  "last_sign_in_at",
]);

const time = (at: number): string => new Date(at * 1000).toISOString();

const lineOf = (user: User): string =>
  csvLine([
    user.id,
    user.name,
    user.displayName,
    user.email,
    user.emailVerified,
    user.disabledAt === null,
    user.isAdmin,
    time(user.createdAt),
    user.lastSignInAt === 0 ? null : time(user.lastSignInAt),
  ]);

/** People in one reading of the export. */
const READ_AT_ONCE = 1000;

/** Everybody, or everybody of one organization, by their ids; read a thousand at a time, and no password among it. */
export async function* exportedPeople(reader: Reader, organizationId?: string): AsyncGenerator<string> {
  yield HEAD;
  let after = "";
  for (;;) {
    let rows = reader.query.selectFrom("users").selectAll().where("id", ">", after).orderBy("id").limit(READ_AT_ONCE);
    if (organizationId !== undefined) rows = rows.where("organization_id", "=", organizationId);
    const users = (await rows.execute()).map(readUser);
    const last = users.at(-1);
    if (last === undefined) return;
    yield users.map(lineOf).join("");
    after = last.id;
  }
}

/** Notes that somebody takes everybody's data along. */
export const noteExport = (tx: Writer, hub: Pick<Hub, "clock" | "ids">, actor: Actor): Promise<void> =>
  recordEvent(tx, hub, { action: "users.exported", actorId: actor.userId, occasion: actor.occasion, detail: {} });
