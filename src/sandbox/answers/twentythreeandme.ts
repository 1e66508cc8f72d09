/** 23andMe. Answers as its API documentation showed `GET /1/user/`: the address only with the scope `email`. */
import type { Shape } from "./shape.ts";

export const twentythreeandme: Shape = {
  scopes: ["basic", "email", "names", "profile:*", "genomes", "ancestry"],
  lifetime: 86_400,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person, scope }) => ({
    id: ids.hex(16),
    ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
    profiles: [{ genotyped: true, id: ids.hex(16, "profile") }],
  }),
  needs: { profile: ["basic"] },
};
