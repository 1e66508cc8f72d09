/** What has to be done so that a hub is as a document says: each step with how it reads and how it is done. */
import type { Writer } from "../../db/database.ts";
import type { MadeClient } from "../../hub/clients/store.ts";
import { isSame, type Values } from "../../hub/config/present.ts";
import type { Hub } from "../../hub/hub.ts";
import type { SecretOf } from "./file.ts";

export interface FieldChange {
  readonly field: string;
  /** Left out where something is created. */
  readonly from?: unknown;
  readonly to: unknown;
}

export interface Change {
  readonly action: "create" | "change" | "remove";
  readonly kind: "organization" | "provider" | "application" | "group" | "role";
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

export interface Step {
  readonly change: Change;
  /** In the transaction that the steps were found in. @returns an application that was made, with its secret */
  run(tx: Writer): Promise<MadeClient | undefined>;
}

export interface Planning {
  readonly hub: Hub;
  readonly secretOf: SecretOf;
  readonly prune: boolean;
}

/** What is shown in place of a secret. */
export const SECRET = "(secret)";

export const fieldChanges = (present: Values, wished: Values): FieldChange[] =>
  Object.entries(wished)
    .filter(([field, to]) => !isSame(present[field] ?? null, to ?? null))
    .map(([field, to]) => ({ field, from: present[field] ?? null, to }));

export const newFields = (wished: object): FieldChange[] =>
  Object.entries(wished).map(([field, to]: [string, unknown]) => ({
    field,
    to: field === "client_secret" ? SECRET : to,
  }));

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const SIGNS = { create: "+", change: "~", remove: "-" } as const;

/** A change as people read it. */
export const changeText = ({ action, kind, name, fields }: Change): string =>
  [
    `${SIGNS[action]} ${kind} ${name}`,
    ...fields.map(({ field, from, to }) =>
      from === undefined ? `    ${field}: ${shown(to)}` : `    ${field}: ${shown(from)} → ${shown(to)}`,
    ),
  ].join("\n");
