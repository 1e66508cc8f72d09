/**
 * settings: what administrators choose, by AList's keys. A row is there only where a value was set; the rest is as
 * `definitions.ts` says. Secret values are sealed; they come out for whoever in the program needs one, and never to a page or an API.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { type Kept, statement } from "../../db/statement.ts";
import { sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomToken } from "../../lib/random.ts";
import type { SealedAt } from "../../lib/seal.ts";
import type { Files } from "../files.ts";
import { definitions, type Setting, type SettingKey } from "./definitions.ts";

const known: ReadonlyMap<string, Setting> = new Map(definitions.map((each) => [each.key, each]));

export const settingOf = (key: string): Setting | undefined => known.get(key);

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("files_settings").selectAll().where("key", "=", p("key")),
);

const keptByKey: Kept<{ key: string }, { value: string }, { readonly value: string }> = {
  statement: byKey,
  table: "files_settings",
  key: "key",
  read: ({ value }) => ({ value }),
};

const at = (key: string): SealedAt => `files_settings:value:${key}`;

type Services = Pick<Files, "db" | "vault">;

/** A setting's value as text. */
export async function settingText(files: Services, key: SettingKey): Promise<string> {
  const row = await files.db.firstKept(keptByKey, { key });
  const setting = known.get(key);
  if (row === undefined) return setting?.value ?? "";
  return setting?.isSecret ? files.vault.open(row.value, at(key)) : row.value;
}

/** AList takes `1` for true, too. */
const isTrue = (text: string): boolean => text === "true" || text === "1";

export const settingFlag = async (files: Services, key: SettingKey): Promise<boolean> =>
  isTrue(await settingText(files, key));

/** A setting of whole numbers; 0 for what is none. */
export async function settingNumber(files: Services, key: SettingKey): Promise<number> {
  const text = await settingText(files, key);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : 0;
}

/** The values that have been set, secret ones sealed as they are. */
export async function storedSettings(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query.selectFrom("files_settings").selectAll().execute();
  return new Map(rows.filter(({ key }) => known.has(key)).map(({ key, value }) => [key, value]));
}

const LONGEST = 65_536;

/**
 * The value as it is kept.
 * @throws Refusal `bad_request` where it is none of the setting's type
 */
export function readSettingValue(setting: Setting, given: string): string {
  const { key, type, value: preset, options = [], others, range } = setting;
  const wrong = (what: string): Refusal => new Refusal("bad_request", `${key} ${what}`);
  if (given.length > LONGEST || given.includes("\u0000")) throw wrong("is too long or has a NUL in it");
  if (type === "bool") {
    if (!["true", "false", "1", "0", ""].includes(given)) throw wrong("must be true or false");
    return String(isTrue(given));
  }
  if (type === "number") {
    const number = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    const [least, most] = range ?? [0, Number.MAX_SAFE_INTEGER];
    if (!(number >= least && number <= most)) throw wrong(`must be a whole number from ${least} to ${most}`);
    return String(number);
  }
  if (type === "select" && !options.includes(given) && !others?.test(given) && !(given === "" && preset === ""))
    throw wrong(`must be one of ${options.join(", ")}`);
  if (type === "string" && /[\r\n]/.test(given)) throw wrong("must be a single line");
  return given;
}

/** Sets a value that `readSettingValue` has read. */
export async function saveSetting(
  tx: Writer,
  files: Pick<Files, "vault" | "clock">,
  key: SettingKey,
  value: string,
): Promise<void> {
  const kept = known.get(key)?.isSecret && value !== "" ? files.vault.seal(value, at(key)) : value;
  if (known.get(key)?.isSecret && value === "") {
    await tx.query.deleteFrom("files_settings").where("key", "=", key).execute();
    return;
  }
  const row = { value: kept, updated_at: seconds(files.clock) };
  await tx.query
    .insertInto("files_settings")
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

/** Replaces the API's own token, which ends every signed link. @returns the new one, to be shown once. */
export async function resetToken(tx: Writer, files: Pick<Files, "vault" | "clock">): Promise<string> {
  const token = `alldoor-${randomToken(32)}`;
  await saveSetting(tx, files, "token", token);
  return token;
}

const PROBE = "encryption-probe";
const PLAIN = "alldoor files";

/**
 * Tells a wrong encryption key before anything is served, and makes what must be there from the first start on.
 * @throws Refusal `encryption_key_wrong`
 */
export async function prepareSettings(files: Pick<Files, "db" | "vault" | "clock">): Promise<void> {
  const sealed = await files.db.write(async (tx) => {
    const row = { key: PROBE, value: files.vault.seal(PLAIN, at(PROBE)), updated_at: seconds(files.clock) };
    await tx.query
      .insertInto("files_settings")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
    const stored = await tx.first(byKey, { key: PROBE });
    if (!(await tx.first(byKey, { key: "token" }))) await resetToken(tx, files);
    return stored?.value ?? "";
  });
  if (files.vault.open(sealed, at(PROBE)) !== PLAIN) throw new Refusal("encryption_key_wrong");
}

/** Whether it is the API's own token. Compared in constant time. */
export const isApiToken = async (files: Services, presented: string): Promise<boolean> => {
  const token = await settingText(files, "token");
  return sameSecret(token, presented);
};
