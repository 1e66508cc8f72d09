/** Vimeo. Answers as version 3.4 of its API reference shows `GET /me`; the token answer shows the user too. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const vimeoOauth2: Shape = {
  scopes: ["public", "private", "purchased", "create", "edit", "delete", "interact", "upload", "stats", "video_files"],
  tokenAuth: ["basic"],
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: (standard, { person }) => ({ ...standard, token_type: "bearer", user: { name: person.name } }),
  profile: ({ ids, person }) => ({
    uri: `/users/${ids.digits(8)}`,
    name: person.name,
    link: `https://vimeo.com/user${ids.digits(8)}`,
    capabilities: { hasLiveSubscription: false },
    location: "",
    pictures: {
      uri: `/users/${ids.digits(8)}/pictures/1`,
      active: true,
      type: "custom",
      base_link: `https://i.vimeocdn.com/portrait/${ids.digits(8, "picture")}`,
      sizes: [],
    },
    account: "free",
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { error: "You must provide a valid authenticated access token.", error_code: 8003 })
      : null,
};
