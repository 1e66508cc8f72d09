/** How applications look, each after the steps that make or change the application itself. */
import type { Reader, Writer } from "../../db/database.ts";
import { changeLook } from "../../hub/admin/applications/looks.ts";
import { findLook, isLogo, type Logo, makeLogo, USUAL_LOOK } from "../../hub/clients/look.ts";
import { type Client, findClient, readClient } from "../../hub/clients/store.ts";
import type { ApplicationDocument } from "../../hub/config/document.ts";
import { type LookDocument, logoFile, lookSettings, lookValues } from "../../hub/config/looks.ts";
import { namedLater } from "../../hub/config/named.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, type Planning, type Step } from "./steps.ts";

/** Logos by how they stand in the document: made before the transaction that they are stored in. */
export type MadeLogos = ReadonlyMap<string, Logo>;

/** @throws Refusal `field_invalid` by the document's names */
export async function makeLogos(wishes: readonly ApplicationDocument[] = []): Promise<MadeLogos> {
  const logos = new Map<string, Logo>();
  for (const { name, look } of wishes) {
    const file = look ? logoFile(look) : null;
    if (!look?.logo || file === null || logos.has(look.logo)) continue;
    const logo = await namedLater(
      (field) => `applications.${name}.look.${field}`,
      () => makeLogo(file),
    );
    logos.set(look.logo, logo);
  }
  return logos;
}

async function clientOf(reader: Reader, wish: ApplicationDocument): Promise<Client | undefined> {
  if (wish.client_id !== undefined) return findClient(reader, wish.client_id);
  const row = await reader.query
    .selectFrom("clients")
    .innerJoin("organizations", "organizations.id", "clients.organization_id")
    .selectAll("clients")
    .where("clients.name", "=", wish.name)
    .where("organizations.name", "=", wish.organization)
    .executeTakeFirst();
  return row && readClient(row);
}

export async function lookSteps(
  { hub }: Planning,
  reader: Reader,
  wishes: readonly ApplicationDocument[],
  logos: MadeLogos,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const wish of wishes) if (wish.look) steps.push(...(await stepOf(hub, reader, wish, wish.look, logos)));
  return steps;
}

async function stepOf(
  hub: Planning["hub"],
  reader: Reader,
  wish: ApplicationDocument,
  look: LookDocument,
  logos: MadeLogos,
): Promise<Step[]> {
  const settings = lookSettings(wish.name, look);
  const known = await clientOf(reader, wish);
  const present = known ? await findLook(reader, known.id) : USUAL_LOOK;
  const file = logoFile(look);
  const isSameLogo =
    file === null ? present.logo === null : known !== undefined && (await isLogo(reader, known.id, file));
  const fields = [
    ...fieldChanges(lookValues(present), lookValues(settings)),
    ...(isSameLogo ? [] : [{ field: "logo", from: present.logo, to: file === null ? null : "(a picture)" }]),
  ].map(({ field, ...change }) => ({ field: `look.${field}`, ...change }));
  if (fields.length === 0) return [];
  const logo = isSameLogo ? undefined : look.logo === null ? null : (logos.get(look.logo) ?? null);
  return [
    {
      change: { action: "change", kind: "application", name: `${wish.organization}/${wish.name}`, fields },
      async run(tx: Writer) {
        const client = await clientOf(tx, wish);
        if (!client) throw fieldRefusal({ [`applications.${wish.name}.look`]: "invalid_choice" });
        await changeLook(tx, hub, COMMAND_LINE, client.id, settings, logo);
        return undefined;
      },
    },
  ];
}
