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
  variants: {
    v1: {
      scopes: ["basic", "email", "colleagues"],
      profile: ({ ids, person, scope }) => ({
        id: Number(ids.digits(7)),
        firstname: person.givenName,
        lastname: person.familyName,
        full_name: person.name,
        credentials: "MD",
        specialty: "Neurology",
        profile_photo: `https://s3.amazonaws.com/doximity_prod_uploads/${ids.hex(16, "picture")}.jpg`,
        verified: true,
        ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
      }),
    },
  },
};
