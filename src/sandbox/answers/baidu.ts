/** Baidu. Answers as its platform documents `passport/users/getInfo`; refusals of the API come with status 200. */
import { oauthRefusal, refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const baidu: Shape = {
  scopes: ["basic", "super_msg", "netdisk"],
  lifetime: 2_592_000,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    openid: ids.text(28),
    username: person.username,
    portrait: ids.hex(30, "portrait"),
    is_bind_mobile: "1",
    is_realname: "0",
  }),
  reject(rejection, place) {
    if (place === "api") {
      return refusal(200, { error_code: 110, error_msg: "Access token invalid or no longer valid" });
    }
    if (place !== "token") return null;
    if (rejection.code === "unknown_client") return oauthRefusal(401, "invalid_client", "unknown client id");
    if (rejection.code === "wrong_secret") return oauthRefusal(401, "invalid_client", "Client authentication failed");
    return null;
  },
};
