/** Doximity. Claims as its developer documentation lists them by scope. */
import type { Shape } from "./shape.ts";

export const doximity: Shape = {
  scopes: ["openid", "profile:read:*"],
  pkceRequired: true,
  tokenAuth: ["basic"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "spend" },
  idToken: (context) => ({ auth_time: context.authTime }),
  profile: ({ ids, person, scope }) => ({
    sub: ids.uuid(),
    ...(scope.has("profile:read:basic")
      ? {
          name: person.name,
          given_name: person.givenName,
          family_name: person.familyName,
          credentials: "MD",
          specialty: "Neurology",
          profile_photo_url: `https://res.cloudinary.com/sandbox/${ids.hex(16, "picture")}.jpg`,
        }
      : {}),
    ...(scope.has("profile:read:email") && person.email !== null ? { primary_email: person.email } : {}),
  }),
};
