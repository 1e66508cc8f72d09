/** OpenStreetMap. Answers as version 0.6 of its API documents `user/details.json`. */
import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const details = ({ ids, person }: AnswerContext): Json => ({
  version: "0.6",
  generator: "OpenStreetMap server",
  user: {
    id: Number(ids.digits(8)),
    display_name: person.username,
    account_created: "2019-03-05T09:30:00Z",
    description: "",
    img: { href: `https://www.openstreetmap.org/rails/active_storage/${ids.hex(16, "picture")}.png` },
    changesets: { count: 3 },
    languages: [person.locale],
  },
});

export const openstreetmap: Shape = {
  scopes: ["read_prefs", "write_prefs", "write_diary", "write_api", "read_gpx", "write_gpx", "write_notes", "openid"],
  tokenAuth: ["post", "basic"],
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: (standard, { now }) => ({ ...standard, created_at: now }),
  profile: details,
  needs: { profile: ["read_prefs"] },
  reject: (_rejection, place) => (place === "api" ? refusal(401, { error: "Couldn't authenticate you" }) : null),
  variants: {
    oauth1: { profile: details },
  },
};
