/** Naver. Answers as its guide shows `v1/nid/me`; the token endpoint tells of failures with status 200. */
import { oauthRefusal, refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const naver: Shape = {
  refresh: { given: () => true, rotation: "omit" },
  token: ({ access_token, refresh_token, expires_in }) => ({
    access_token: access_token ?? null,
    ...(refresh_token === undefined ? {} : { refresh_token }),
    token_type: "bearer",
    expires_in: String(expires_in),
  }),
  profile: ({ ids, person }) => ({
    resultcode: "00",
    message: "success",
    response: {
      id: ids.text(43),
      nickname: person.username,
      profile_image: `https://ssl.pstatic.net/static/pwe/address/${ids.hex(8, "picture")}.png`,
      ...(person.email === null ? {} : { email: person.email }),
      name: person.name,
    },
  }),
  reject(rejection, place) {
    if (place === "api") return refusal(401, { resultcode: "024", message: "Authentication failed" });
    if (place !== "token") return null;
    const client = rejection.code === "unknown_client" || rejection.code === "wrong_secret";
    return oauthRefusal(200, client ? "invalid_client" : "invalid_request", rejection.message);
  },
};
