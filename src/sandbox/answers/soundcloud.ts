/** SoundCloud. Answers as its API reference shows `GET /me`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const soundcloud: Shape = {
  pkceRequired: true,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    kind: "user",
    urn: `soundcloud:users:${ids.digits(9)}`,
    id: Number(ids.digits(9)),
    username: person.username,
    full_name: person.name,
    first_name: person.givenName,
    last_name: person.familyName,
    avatar_url: `https://i1.sndcdn.com/avatars-${ids.hex(12, "picture")}-large.jpg`,
    permalink_url: `https://soundcloud.com/${encodeURIComponent(person.username)}`,
    plan: "Free",
    primary_email_confirmed: person.emailVerified,
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { code: 401, message: "", status: "401 - Unauthorized", errors: [] }) : null,
  variants: {
    connect: {
      lifetime: null,
      refresh: { given: () => false, rotation: "omit" },
      profile: ({ ids, person }) => ({
        kind: "user",
        id: Number(ids.digits(9)),
        permalink: person.username,
        username: person.username,
        full_name: person.name,
        avatar_url: `https://i1.sndcdn.com/avatars-${ids.hex(12, "picture")}-large.jpg`,
        permalink_url: `https://soundcloud.com/${encodeURIComponent(person.username)}`,
      }),
    },
  },
};
