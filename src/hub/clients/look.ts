/**
 * How an application looks to people on the way to it: its logo, its colour, its terms, and by which ways in and in which order they are
 * asked. Owns `client_looks`; whether passwords, mail and sign-up are open is among the client's settings, which providers are is
 * `providers/rules.ts`'s. A logo is a picture of our own encoder's making (`lib/picture.ts`), named by the hash of its bytes.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldFaults, fieldRefusal } from "../../lib/errors.ts";
import { type Picture, readPicture } from "../../lib/picture.ts";
import type { Hub } from "../hub.ts";

/** Ways in that are not a provider's; a provider's is written `provider:` and its slug. */
export const OWN_WAYS = ["passkey", "password", "email"] as const;
export type OwnWay = (typeof OWN_WAYS)[number];
export type WayIn = OwnWay | `provider:${string}`;

export interface LookSettings {
  /** `#rrggbb`, lower case; `null` for the hub's own colour. */
  readonly accent: string | null;
  readonly termsUri: string | null;
  readonly policyUri: string | null;
  readonly allowPasskey: boolean;
  /** The ways in that come first, in this order; those that are not named follow as usual. It opens none that is closed. */
  readonly waysIn: readonly WayIn[];
}

export interface Look extends LookSettings {
  /** The hash that names its logo; `null` where it has none. */
  readonly logo: string | null;
}

const WAY = /^(?:passkey|password|email|provider:[A-Za-z0-9][A-Za-z0-9._-]{0,99})$/;
const isWay = (text: string): text is WayIn => WAY.test(text);

const address = z
  .url({ protocol: /^https?$/ })
  .max(2000, "too_long")
  .nullable()
  .default(null);

const shape = z.strictObject({
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "invalid_colour")
    .nullable()
    .default(null),
  termsUri: address,
  policyUri: address,
  allowPasskey: z.boolean().default(true),
  waysIn: z
    .array(z.string().refine(isWay, "invalid_choice"))
    .max(200, "too_long")
    .refine((ways) => new Set(ways).size === ways.length, "taken")
    .default([]),
});

export const USUAL_LOOK: Look = { ...shape.parse({}), logo: null };
export const LOOK_SETTINGS = Object.keys(shape.shape) as readonly (keyof LookSettings)[];

const isFault = (text: string): text is FieldFault => Object.hasOwn(fieldFaults, text);

/**
 * @param input What somebody wishes, of whatever form it is; what is left out is as usual.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readLook(input: { readonly [name in keyof LookSettings]?: unknown }): LookSettings {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path: [name = ""], message, code }) => {
    const fault: FieldFault = isFault(message) ? message : code === "invalid_format" ? "invalid_url" : "invalid";
    return [String(name), fault] as const;
  });
  throw fieldRefusal(Object.fromEntries(fields));
}

/** @param clientRowId The client's row. */
export async function findLook(reader: Reader, clientRowId: string): Promise<Look> {
  const row = await reader.query
    .selectFrom("client_looks")
    .select(["accent", "terms_uri", "policy_uri", "allow_passkey", "ways_in", "logo"])
    .where("client_id", "=", clientRowId)
    .executeTakeFirst();
  return row === undefined
    ? USUAL_LOOK
    : {
        accent: row.accent,
        termsUri: row.terms_uri,
        policyUri: row.policy_uri,
        allowPasskey: row.allow_passkey === 1,
        waysIn: (JSON.parse(row.ways_in) as string[]).filter(isWay),
        logo: row.logo,
      };
}

/** The looks of several clients, by their rows; one without a look of its own is not among them. */
export async function findLogos(reader: Reader, clientRowIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (clientRowIds.length === 0) return new Map();
  const rows = await reader.query
    .selectFrom("client_looks")
    .select(["client_id", "logo"])
    .where("client_id", "in", clientRowIds)
    .where("logo", "is not", null)
    .execute();
  return new Map(rows.flatMap(({ client_id, logo }) => (logo === null ? [] : [[client_id, logo]])));
}

/** @param settings Read by `readLook`. */
export async function saveLook(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  clientRowId: string,
  { accent, termsUri, policyUri, allowPasskey, waysIn }: LookSettings,
): Promise<void> {
  const values = {
    accent,
    terms_uri: termsUri,
    policy_uri: policyUri,
    allow_passkey: allowPasskey ? (1 as const) : (0 as const),
    ways_in: JSON.stringify(waysIn),
    updated_at: seconds(hub.clock),
  };
  await tx.query
    .insertInto("client_looks")
    .values({ client_id: clientRowId, ...values, logo: null, logo_source: null, logo_data: null })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(values))
    .execute();
}

/** Bytes that somebody's file of a logo may have. */
export const LOGO_FILE_BYTES = 2_000_000;
/** Pixels of its longer side: three for each of the largest tile that it is shown in. */
const LOGO_SIDE = 192;

export interface Logo {
  /** Names it: SHA-256 of its bytes, 32 hexadecimal digits. */
  readonly name: string;
  /** SHA-256 of the file that it was made of, so that the same file brings no other picture. */
  readonly source: string;
  readonly picture: Picture;
}

const digest = (bytes: Uint8Array): string => hash("sha256", bytes, "hex").slice(0, 32);

/** A logo of a PNG, JPEG or WebP file. @throws Refusal `field_invalid`, `busy` */
export async function makeLogo(file: Uint8Array, field = "logo"): Promise<Logo> {
  const picture = await readPicture(file, { most: LOGO_FILE_BYTES, side: LOGO_SIDE, field });
  return { name: digest(picture.bytes), source: digest(file), picture };
}

/** Whether the client's logo is this file, or was made of it. */
export async function isLogo(reader: Reader, clientRowId: string, file: Uint8Array): Promise<boolean> {
  const row = await reader.query
    .selectFrom("client_looks")
    .select(["logo", "logo_source"])
    .where("client_id", "=", clientRowId)
    .executeTakeFirst();
  const name = digest(file);
  return row !== undefined && row.logo !== null && (row.logo === name || row.logo_source === name);
}

/** @param logo `null` takes it away. */
export async function saveLogo(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  clientRowId: string,
  logo: Logo | null,
): Promise<void> {
  const values = {
    logo: logo?.name ?? null,
    logo_source: logo?.source ?? null,
    logo_data: logo === null ? null : Buffer.from(logo.picture.bytes).toString("base64"),
    updated_at: seconds(hub.clock),
  };
  await tx.query
    .insertInto("client_looks")
    .values({ client_id: clientRowId, ...values })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(values))
    .execute();
}

/** The bytes of a logo, WebP. */
export async function findLogo(reader: Reader, name: string): Promise<Buffer | undefined> {
  const row = await reader.query
    .selectFrom("client_looks")
    .select("logo_data")
    .where("logo", "=", name)
    .limit(1)
    .executeTakeFirst();
  return row?.logo_data == null ? undefined : Buffer.from(row.logo_data, "base64");
}
