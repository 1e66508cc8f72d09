/** Exist. Answers as version 2 of its API documentation shows `accounts/profile/`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const exist: Shape = {
  lifetime: 31_535_999,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    // The name of the account, which this service keeps for good.
    username: `exist_${ids.text(8).toLowerCase()}`,
    first_name: person.givenName,
    last_name: person.familyName,
    avatar: `https://exist.io/static/media/avatars/${ids.hex(12, "avatar")}.png`,
    timezone: "Europe/Oslo",
    local_time: "2026-05-02T19:11:42.000+02:00",
    imperial_distance: false,
    trial: false,
    delinquent: false,
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(401, { detail: "Invalid token" }) : null),
  variants: {
    v1: {
      scopes: ["read", "write"],
      lifetime: 31_535_999,
      profile: ({ ids, person }) => ({
        id: Number(ids.digits(5)),
        username: `exist_${ids.text(8).toLowerCase()}`,
        first_name: person.givenName,
        last_name: person.familyName,
        bio: "",
        url: "",
        avatar: `https://exist.io/static/media/avatars/${ids.hex(12, "avatar")}.png`,
        timezone: "Europe/Oslo",
        private: true,
        imperial_units: false,
        attributes: [],
      }),
    },
  },
};
