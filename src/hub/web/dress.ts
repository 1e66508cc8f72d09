/** The look of an application as pages take it: addresses on our own origin, so that nobody else learns who signs in where. */
import type { Reader } from "../../db/database.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import type { PageAssets } from "../../pages/layout.tsx";
import { findLook, type Look } from "../clients/look.ts";
import { findRegistration } from "../clients/registration.ts";

export const LOGOS = "/logos";
export const ACCENTS = "/accents";

/** @param name The hash that names it. */
export const logoPath = (name: string | null): string | null => (name === null ? null : `${LOGOS}/${name}.webp`);

/** @param accent `#rrggbb`, lower case. */
const accentPath = (accent: string | null): string | null =>
  accent === null ? null : `${ACCENTS}/${accent.slice(1)}.css`;

export interface DressedClient {
  readonly id: string;
  readonly name: string;
}

/** The assets of a page that is shown on the way to an application. */
const dressedIn = (assets: AssetPaths, name: string, look: Look): PageAssets => ({
  ...assets,
  look: {
    name,
    logo: logoPath(look.logo),
    stylesheet: accentPath(look.accent),
    terms: look.termsUri,
    policy: look.policyUri,
  },
});

/**
 * The same, with the look read; as they were where no application is known. What a client that registered itself says of its terms
 * counts where an administrator has said nothing.
 * @param known The look, where the caller has read it.
 */
export async function dressed(
  reader: Reader,
  assets: AssetPaths,
  client: DressedClient | null,
  known?: Look,
): Promise<PageAssets> {
  if (client === null) return assets;
  const look = known ?? (await findLook(reader, client.id));
  const isSaid = look.termsUri !== null && look.policyUri !== null;
  const registration = isSaid ? undefined : await findRegistration(reader, client.id);
  const said = registration?.metadata;
  return dressedIn(assets, client.name, {
    ...look,
    termsUri: look.termsUri ?? said?.tos_uri ?? null,
    policyUri: look.policyUri ?? said?.policy_uri ?? null,
  });
}
