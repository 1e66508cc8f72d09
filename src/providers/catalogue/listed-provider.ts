/**
 * The catalogue as it is looked through: what a list of providers shows of each, and how its entry is loaded. A program that
 * signs people in with three providers loads three entries.
 */
import type { Provider } from "../provider.ts";

export interface ListedProvider
  extends Pick<Provider, "id" | "name" | "protocol" | "status" | "colour" | "callbackPath"> {
  /** The entry, or a variant of it, comes back by a form of the provider's site. */
  readonly comesByForm?: true;
  /** Loads the entry. Each call gives the same one. */
  load(): Promise<Provider>;
}
