/** Telegram. Claims as its page on Telegram Login lists them, and the fields of the widget as its own page does. */
import type { Shape } from "./shape.ts";

export const telegram: Shape = {
  scopes: ["openid", "profile", "phone", "telegram:bot_access"],
  tokenAuth: ["basic"],
  refresh: { given: () => false, rotation: "omit" },
  subject: ({ ids }) => ids.digits(10),
  idToken: ({ ids, person, scope }) =>
    scope.has("profile")
      ? {
          id: Number(ids.digits(9, "user")),
          name: person.name,
          preferred_username: person.username,
          picture: `https://cdn4.telesco.pe/file/${ids.hex(24, "picture")}.jpg`,
        }
      : {},
  variants: {
    widget: {
      profile: ({ ids, person, now }) => ({
        id: ids.digits(9, "user"),
        first_name: person.givenName,
        last_name: person.familyName,
        username: person.username,
        photo_url: `https://t.me/i/userpic/320/${ids.hex(24, "picture")}.jpg`,
        auth_date: String(now),
      }),
    },
  },
};
