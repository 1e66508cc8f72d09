/** Kakao. The address is proved where it is both valid and verified. */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

export const kakao = oauth2({
  id: "kakao",
  name: "Kakao",
  register: "https://developers.kakao.com/console/app",
  docs: "https://developers.kakao.com/docs/latest/en/kakaologin/rest-api",
  note: "The client id is the REST API key; a client secret is used where it is turned on.",
  known: { sources: 8, date: "2026-11-20" },
  authorize: "https://kauth.kakao.com/oauth/authorize",
  token: "https://kauth.kakao.com/oauth/token",
  userinfo: "https://kapi.kakao.com/v2/user/me",
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "id",
    name: ["kakao_account.profile.nickname", "properties.nickname"],
    email: "kakao_account.email",
    email_verified: ({ profile }) =>
      readPath(profile, "kakao_account.is_email_valid") === true &&
      readPath(profile, "kakao_account.is_email_verified") === true,
    picture: ["kakao_account.profile.profile_image_url", "properties.profile_image"],
  },
  colour: "#fee500",
});
