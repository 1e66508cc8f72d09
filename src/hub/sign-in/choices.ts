/** The provider buttons of a sign-in or sign-up page. */
import type { ProviderChoice } from "../../pages/parts/provider-button.tsx";
import type { Hub } from "../hub.ts";
import { rulesOfClient } from "../providers/rules.ts";
import { listProviders } from "../providers/store.ts";
import { logoPath } from "../web/dress.ts";
import type { Destination } from "./destination.ts";

/** @param forNew Only those through which an unknown person may get an account. */
export async function providerChoices(hub: Hub, destination: Destination, forNew = false): Promise<ProviderChoice[]> {
  const { waysIn } = destination.look;
  const placeOf = (slug: string): number => {
    const place = waysIn.indexOf(`provider:${slug}`);
    return place === -1 ? waysIn.length : place;
  };
  const rows = await listProviders(hub.db);
  const ruleOf = await rulesOfClient(hub.db, destination.client?.id ?? null);
  return rows
    .filter((row) => row.disabledAt === null && row.entry.status !== "closed" && ruleOf(row.id).canSignIn)
    .filter((row) => !forNew || (row.allowSignUp && ruleOf(row.id).canSignUp))
    .sort((one, other) => placeOf(one.slug) - placeOf(other.slug))
    .map((row) => ({
      id: row.slug,
      name: row.displayName,
      colour: row.entry.colour ?? null,
      entry: row.entry.id,
      href: destination.carriedTo(`/accounts/${row.slug}/login/`),
      sandbox: hub.upstream.sandbox !== undefined,
    }));
}

export const applicationOf = ({ client, look }: Destination) =>
  client ? { name: client.name, logo: logoPath(look.logo) } : null;
