/** Every visit there is, in the order of the programs. */
import type { Seeded } from "./seeded.ts";
import { type Itinerary, plan } from "./visit.ts";
import { doorVisits } from "./visits-door.ts";
import { filesNoPages, filesVisits } from "./visits-files.ts";
import { hubNoPages, hubVisits } from "./visits-hub.ts";
import { sandboxNoPages, sandboxVisits } from "./visits-sandbox.ts";

export const itinerary = (town: Seeded): Itinerary =>
  plan(
    town,
    [...doorVisits, ...hubVisits, ...filesVisits, ...sandboxVisits],
    [...hubNoPages, ...filesNoPages, ...sandboxNoPages],
  );
