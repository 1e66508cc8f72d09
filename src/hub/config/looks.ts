/** How applications look, in a document: its shape, its reading, and what a hub has in its words. A logo is its file, inline. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { findLogo, findLook, type Look, type LookSettings, readLook, USUAL_LOOK } from "../clients/look.ts";
import { named } from "./named.ts";

const LOGO = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** What is left out is as usual. */
export const lookShape = z.strictObject({
  accent: z.string().nullable().default(null),
  terms_uri: z.string().nullable().default(null),
  policy_uri: z.string().nullable().default(null),
  allow_passkey: z.boolean().default(true),
  ways_in: z.array(z.string()).default([]),
  logo: z.string().regex(LOGO, "a logo is written data:image/png;base64,…").nullable().default(null),
});
export type LookDocument = z.output<typeof lookShape>;

export const lookValues = (look: LookSettings) => ({
  accent: look.accent,
  terms_uri: look.termsUri,
  policy_uri: look.policyUri,
  allow_passkey: look.allowPasskey,
  ways_in: look.waysIn,
});

/** @param name The application's. @throws Refusal `field_invalid` by the document's names */
export const lookSettings = (name: string, wish: LookDocument): LookSettings =>
  named(
    (field) => `applications.${name}.look.${field}`,
    () =>
      readLook({
        accent: wish.accent,
        termsUri: wish.terms_uri,
        policyUri: wish.policy_uri,
        allowPasskey: wish.allow_passkey,
        waysIn: wish.ways_in,
      }),
  );

export const logoFile = ({ logo }: LookDocument): Buffer | null =>
  logo === null ? null : Buffer.from(logo.split(",", 2)[1] ?? "", "base64");

export interface PresentLook {
  readonly look: Look;
  /** Its logo as a document has it. */
  readonly logo: string | null;
}

/** The looks that there are, by the clients' rows. */
export async function presentLooks(reader: Reader): Promise<ReadonlyMap<string, PresentLook>> {
  const rows = await reader.query.selectFrom("client_looks").select("client_id").execute();
  const looks = new Map<string, PresentLook>();
  for (const { client_id } of rows) {
    const look = await findLook(reader, client_id);
    const bytes = look.logo === null ? undefined : await findLogo(reader, look.logo);
    looks.set(client_id, {
      look,
      logo: bytes === undefined ? null : `data:image/webp;base64,${bytes.toString("base64")}`,
    });
  }
  return looks;
}

/** A look in a document, without what is as usual; `{}` where all of it is. */
export function exportedLook(present: PresentLook | undefined): { readonly look?: Readonly<Record<string, unknown>> } {
  if (!present) return {};
  const usual: Readonly<Record<string, unknown>> = lookValues(USUAL_LOOK);
  const said = Object.entries({ ...lookValues(present.look), logo: present.logo }).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(usual[field] ?? null),
  );
  return said.length === 0 ? {} : { look: Object.fromEntries(said) };
}
