/** Instagram with Instagram Login. Answers as its documentation shows `GET /me`; the token answer's id is a number. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const instagram: Shape = {
  scopes: ["instagram_business_*"],
  tokenBodies: ["form"],
  lifetime: 3600,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token }, { ids, scope }) => ({
    access_token: access_token ?? null,
    user_id: Number(ids.digits(15)),
    permissions: [...scope],
  }),
  profile: ({ ids, person }) => ({
    user_id: ids.digits(17),
    username: person.username,
    name: person.name,
    profile_picture_url: `https://scontent.cdninstagram.com/v/${ids.hex(20, "picture")}.jpg`,
    id: ids.digits(16, "app"),
  }),
  reject(_rejection, place) {
    if (place === "token") {
      return refusal(400, { error_type: "OAuthException", code: 400, error_message: "Invalid authorization code" });
    }
    const message = "Invalid OAuth access token - Cannot parse access token";
    return place === "api" ? refusal(400, { error: { message, type: "OAuthException", code: 190 } }) : null;
  },
  variants: {
    basic: {
      scopes: ["basic", "user_profile", "user_media"],
      tokenBodies: ["form"],
      refresh: { given: () => false, rotation: "omit" },
      token: ({ access_token }, { ids }) => ({ access_token: access_token ?? null, user_id: Number(ids.digits(15)) }),
      profile: ({ ids, person }) => ({ id: ids.digits(17), username: person.username }),
    },
  },
};
