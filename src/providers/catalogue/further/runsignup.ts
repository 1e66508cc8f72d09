/** RunSignup: races. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const runsignup = oauth2({
  id: "runsignup",
  name: "RunSignup",
  docs: "https://runsignup.com/API",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["runsignup.com", "test.runsignup.com"],
      default: "runsignup.com",
    },
  },
  authorize: "https://{host}/Profile/OAuth2/RequestGrant",
  token: "https://{host}/Rest/v2/auth/auth-code-redemption.json",
  userinfo: "https://{host}/Rest/User",
  scope: [],
  pkce: true,
  quirks: { profileQuery: { format: "json" }, unwrap: "user" },
  emailTrust: "never",
  claims: {
    sub: "user_id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "profile_image_url",
  },
});
