/**
 * DingTalk. Its token endpoint speaks JSON in camelCase, the code comes back as `authCode`, and the token goes out in a
 * header of its own. A person is `unionId`: `openId` is another one in each of an organization's applications.
 */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

export const dingtalk = oauth2({
  id: "dingtalk",
  name: "DingTalk",
  register: "https://open-dev.dingtalk.com/",
  docs: "https://open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://login.dingtalk.com/oauth2/auth",
  token: "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
  userinfo: "https://api.dingtalk.com/v1.0/contact/users/me",
  scope: ["openid", "corpid"],
  authorizeParams: { prompt: "consent" },
  pkce: false,
  quirks: {
    codeParameter: "authCode",
    tokenBody: "json",
    tokenNames: {
      client_id: "clientId",
      client_secret: "clientSecret",
      grant_type: "grantType",
      refresh_token: "refreshToken",
    },
    tokenOmit: ["redirect_uri"],
    tokenAnswer: { access_token: "accessToken", refresh_token: "refreshToken", expires_in: "expireIn" },
    tokenPlacement: { header: "x-acs-dingtalk-access-token" },
  },
  emailTrust: "never",
  claims: {
    sub: "unionId",
    name: "nick",
    email: "email",
    picture: "avatarUrl",
    phone_number: ({ profile }) => {
      const [country, mobile] = [readPath(profile, "stateCode"), readPath(profile, "mobile")];
      if (typeof mobile !== "string" || mobile === "") return;
      return typeof country === "string" && country !== "" ? `+${country}${mobile}` : mobile;
    },
  },
});
