/** The catalogue as a whole, in its order. Whoever needs a few entries loads those (`load-provider.ts`). */
import type { Provider } from "../provider.ts";
import { allauthPage } from "./allauth-page.ts";
import { directory } from "./directory.ts";
import * as entries from "./entries.ts";

const byId: ReadonlyMap<string, Provider> = new Map(Object.values(entries).map((provider) => [provider.id, provider]));

/** Every entry: the allauth page's in its order, then the others. */
export const catalogue: readonly Provider[] = Object.freeze(directory.flatMap(({ id }) => byId.get(id) ?? []));

/** The providers of the django-allauth page, in its order. */
export const allauthProviders: readonly Provider[] = Object.freeze(catalogue.slice(0, allauthPage.length));

/** The entry with this id, if the catalogue has it. */
export const findProvider = (id: string): Provider | undefined => byId.get(id);
