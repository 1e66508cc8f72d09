/** Webex: meetings and messages, by Cisco. */
import { oauth2 } from "../../entry.ts";

export const webex = oauth2({
  id: "webex",
  name: "Webex",
  register: "https://developer.webex.com/my-apps",
  docs: "https://developer.webex.com/docs/integrations",
  status: "renamed",
  note: "Cisco Spark is called Webex since 2018.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://webexapis.com/v1/authorize",
  token: "https://webexapis.com/v1/access_token",
  userinfo: "https://webexapis.com/v1/people/me",
  scope: ["spark:people_read", "spark:kms"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "displayName",
    given_name: "firstName",
    family_name: "lastName",
    email: "emails[0]",
    picture: "avatar",
  },
});
