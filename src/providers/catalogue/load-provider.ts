/** One entry of the catalogue by its id, loaded alone and once. */
import type { Provider } from "../provider.ts";
import { directory } from "./directory.ts";
import type { ListedProvider } from "./listed-provider.ts";

const byId: ReadonlyMap<string, ListedProvider> = new Map(directory.map((listed) => [listed.id, listed]));
const loaded = new Map<string, Provider>();

/** What the directory says of an entry, if the catalogue has it. */
export const findListed = (id: string): ListedProvider | undefined => byId.get(id);

/**
 * The entry with this id, if the catalogue has it.
 * @throws the loader's own error where its module can't be read
 */
export async function loadProvider(id: string): Promise<Provider | undefined> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const provider = await byId.get(id)?.load();
  if (provider !== undefined) loaded.set(id, provider);
  return provider;
}
