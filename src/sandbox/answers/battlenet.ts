/** Battle.net. Answers as its guide shows userinfo: id and battletag, no address. A token lives a day and is not renewed. */
import { oauthRefusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const battlenet: Shape = {
  scopes: ["openid", "wow.profile", "sc2.profile", "d3.profile", "d3.profile.*"],
  tokenAuth: ["post", "basic"],
  lifetime: 86_399,
  refresh: { given: () => false, rotation: "omit" },
  token: (standard, { ids }) => ({ ...standard, sub: ids.digits(9) }),
  profile: ({ ids, person }) => ({
    sub: ids.digits(9),
    id: Number(ids.digits(9)),
    battletag: `${person.username}#${ids.digits(4, "tag")}`,
  }),
  reject: (_rejection, place) => (place === "api" ? oauthRefusal(401, "invalid_token", "Invalid access token") : null),
};
