/** Stocktwits. Answers as its developer documentation shows `account/verify` in an envelope with a status. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const stocktwits: Shape = {
  scopes: ["read", "watch_lists", "publish_messages", "publish_watch_lists", "direct_messages", "follow_users"],
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token, scope }, { ids, person }) => ({
    user_id: Number(ids.digits(6)),
    access_token: access_token ?? null,
    scope: scope ?? "",
    username: person.username,
  }),
  profile: ({ ids, person }) => ({
    response: { status: 200 },
    user: {
      id: Number(ids.digits(6)),
      username: person.username,
      name: person.name,
      avatar_url: `http://avatars.stocktwits.test/${ids.digits(6)}/thumb.png`,
      avatar_url_ssl: `https://s3.amazonaws.com/st-avatars/production/${ids.digits(6)}/thumb.png`,
      identity: "User",
    },
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { response: { status: 401 }, errors: [{ message: "Invalid access token" }] }) : null,
};
