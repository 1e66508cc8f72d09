/**
 * Which mail server there is: the configuration's, or else the one that an administrator gave in the console, whose address
 * holds a password and is sealed under `settings:mail:smtp_url`. Whoever needs mail asks `isMailOn` first, and says so plainly
 * where there is none.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { SmtpConfiguration } from "../../lib/configuration.ts";
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import { readMailbox, readSmtpAddress, smtpFault } from "../../lib/smtp-address.ts";
import type { Hub } from "../hub.ts";

const KEY = "mail";
const PLACE = "settings:mail:smtp_url";

interface Stored {
  readonly sealedUrl?: string;
  readonly from?: string;
  readonly newBrowserNotices?: boolean;
}

export interface MailSettings {
  /** Where letters go out; `null` where they don't. */
  readonly smtp: SmtpConfiguration | null;
  readonly source: "configuration" | "console" | "none";
  /** People are told of a sign-in with a browser that was not seen before. */
  readonly newBrowserNotices: boolean;
}

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("settings").select("value").where("key", "=", p("key")),
);

async function readStored(reader: Reader): Promise<Stored> {
  const row = await reader.first(byKey, { key: KEY });
  return row ? (JSON.parse(row.value) as Stored) : {};
}

export async function readMailSettings(reader: Reader, hub: Pick<Hub, "smtp" | "vault">): Promise<MailSettings> {
  const stored = await readStored(reader);
  const newBrowserNotices = stored.newBrowserNotices ?? true;
  if (hub.smtp) return { smtp: hub.smtp, source: "configuration", newBrowserNotices };
  if (stored.sealedUrl === undefined || stored.from === undefined)
    return { smtp: null, source: "none", newBrowserNotices };
  const url = hub.vault.open(stored.sealedUrl, PLACE);
  return { smtp: { url, from: stored.from, ca: undefined }, source: "console", newBrowserNotices };
}

export async function isMailOn(reader: Reader, hub: Pick<Hub, "smtp">): Promise<boolean> {
  if (hub.smtp) return true;
  const { sealedUrl, from } = await readStored(reader);
  return sealedUrl !== undefined && from !== undefined;
}

export interface MailWish {
  /** Empty: no mail server, unless `keepServer`. */
  readonly url: string;
  readonly from: string;
  /** An empty address leaves the one that is stored. */
  readonly keepServer: boolean;
  readonly newBrowserNotices: boolean;
}

/** @throws Refusal `field_invalid` with `fields` `smtp_url` and `smtp_from` */
export async function saveMailSettings(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  { url, from, keepServer, newBrowserNotices }: MailWish,
): Promise<void> {
  const known = await readStored(tx);
  const fields: Record<string, FieldFault> = {};
  if (url !== "" && smtpFault(url) !== null) fields.smtp_url = "invalid";
  const sealedUrl = url !== "" ? hub.vault.seal(url, PLACE) : keepServer ? known.sealedUrl : undefined;
  if (sealedUrl !== undefined && readMailbox(from) === null)
    fields.smtp_from = from === "" ? "required" : "invalid_email";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  const stored: Stored = { newBrowserNotices, ...(sealedUrl === undefined ? {} : { sealedUrl, from }) };
  const row = { value: JSON.stringify(stored), updated_at: seconds(hub.clock) };
  await tx.query
    .insertInto("settings")
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

/** The server's address without what is secret in it. */
export function shownServer({ url }: SmtpConfiguration): string {
  const { secure, host, port, user } = readSmtpAddress(url);
  return `${secure ? "smtps" : "smtp"}://${user === null ? "" : `${encodeURIComponent(user)}@`}${host.includes(":") ? `[${host}]` : host}:${port}`;
}
