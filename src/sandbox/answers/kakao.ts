/** Kakao. Answers as its REST guide shows `v2/user/me`; errors of the API have a code below zero. */
import { oauthRefusal, refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const kakao: Shape = {
  scopes: ["profile_nickname", "profile_image", "account_email", "openid"],
  lifetime: 21_599,
  refresh: { given: () => true, rotation: "omit" },
  token: (standard) => ({ ...standard, token_type: "bearer", refresh_token_expires_in: 5_183_999 }),
  profile: ({ ids, person }) => ({
    id: Number(ids.digits(10)),
    connected_at: "2026-05-02T17:11:42Z",
    kakao_account: {
      profile_nickname_needs_agreement: false,
      profile: {
        nickname: person.name,
        profile_image_url: `https://k.kakaocdn.net/dn/${ids.hex(20, "picture")}/img_640x640.jpg`,
        is_default_image: false,
      },
      has_email: person.email !== null,
      ...(person.email === null
        ? {}
        : { is_email_valid: true, is_email_verified: person.emailVerified, email: person.email }),
    },
  }),
  reject(rejection, place) {
    if (place === "api") return refusal(401, { msg: "this access token does not exist", code: -401 });
    if (place === "token" && rejection.code === "unknown_client") {
      return oauthRefusal(401, "invalid_client", "Not exist client_id");
    }
    return null;
  },
};
