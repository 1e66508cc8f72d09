/** The further entries as a list, in the order of their names. Whoever wants one of them imports that one instead. */
import type { Provider } from "../../provider.ts";
import * as entries from "./index.ts";

export const further: readonly Provider[] = Object.freeze(Object.values(entries));
