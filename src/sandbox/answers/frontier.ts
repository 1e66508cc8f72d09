/** Frontier. Answers as its developer documentation shows `/me`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const frontier: Shape = {
  scopes: ["auth", "capi"],
  pkceRequired: true,
  lifetime: 14_400,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    email: person.email ?? "",
    customer_id: ids.digits(7),
    firstname: person.givenName,
    lastname: person.familyName,
    platform: "frontier",
  }),
  needs: { profile: ["auth"] },
  reject: (_rejection, place) => (place === "api" ? refusal(401, { message: "Unauthorized" }) : null),
};
