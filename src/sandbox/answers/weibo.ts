/** Weibo. Answers as its wiki shows the token and `users/show`; refusals carry `error_code`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const weibo: Shape = {
  lifetime: 157_679_999,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token, expires_in }, { ids }) => ({
    access_token: access_token ?? null,
    remind_in: String(expires_in),
    expires_in: expires_in ?? null,
    uid: ids.digits(10),
    isRealName: "true",
  }),
  profile: ({ ids, person }) => ({
    id: Number(ids.digits(10)),
    idstr: ids.digits(10),
    screen_name: person.username,
    name: person.name,
    province: "11",
    description: "",
    profile_image_url: `https://tvax1.sinaimg.cn/crop.0.0.50.50/${ids.hex(16, "picture")}.jpg`,
    profile_url: `u/${ids.digits(10)}`,
    avatar_large: `https://tvax1.sinaimg.cn/crop.0.0.180.180/${ids.hex(16, "picture")}.jpg`,
    verified: false,
  }),
  reject(_rejection, place) {
    if (place === "authorize") return null;
    if (place === "api") {
      return refusal(403, { error: "invalid_access_token", error_code: 21_332, request: "/2/users/show.json" });
    }
    return refusal(400, {
      error: "invalid_grant",
      error_code: 21_325,
      error_description: "invalid authorization code",
    });
  },
};
