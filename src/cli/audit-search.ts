/** The options by which commands search the audit log, and the filter that they make. */
import type { Reader } from "../db/database.ts";
import type { AuditFilter } from "../hub/audit/filter.ts";
import { type AuditWish, readAuditWish } from "../hub/audit/wish.ts";
import type { OptionValues } from "./command.ts";

export const auditOptions = {
  action: { kind: "text", value: "ACTION", help: "Events of that code: user.signed-in, client.created …" },
  by: { kind: "text", value: "WHO", help: "Who did it: a username, a client id, or an id." },
  on: { kind: "text", value: "WHAT", help: "What it was done to: a username, an application, a provider, or an id." },
  application: { kind: "text", value: "CLIENT_ID", help: "The application that it was about." },
  address: { kind: "text", value: "ADDRESS", help: "Where it came from." },
  request: { kind: "text", value: "ID", help: "The request that it was part of." },
  from: { kind: "text", value: "TIME", help: "Since then: 2026-11-21, 2026-11-21T14:30 (UTC), or Unix seconds." },
  to: { kind: "text", value: "TIME", help: "Until then; of a date alone its whole day." },
} as const;

/** By the fields' names: how each option is written. */
export const AUDIT_FLAGS = Object.fromEntries(Object.keys(auditOptions).map((name) => [name, `--${name}`]));

/** What was said of them, and nothing else. */
export const auditWish = (options: OptionValues<typeof auditOptions>): AuditWish =>
  Object.fromEntries(
    (Object.keys(auditOptions) as (keyof typeof auditOptions)[])
      .filter((name) => options[name] !== undefined)
      .map((name) => [name, options[name]]),
  );

/** @throws Refusal `field_invalid` by the options' names */
export const auditFilter = (reader: Reader, options: OptionValues<typeof auditOptions>): Promise<AuditFilter> =>
  readAuditWish(reader, auditWish(options));
