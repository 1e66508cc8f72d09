/** Slack, by OpenID Connect. A person is a user of one workspace. */
import { oidc } from "../entry.ts";
import { readPath } from "../path.ts";

export const slack = oidc({
  id: "slack",
  name: "Slack",
  register: "https://api.slack.com/apps/new",
  docs: "https://api.slack.com/authentication/sign-in-with-slack",
  status: "moved",
  note: "Since 2021 by OpenID Connect; oauth.access and users.identity are the old way.",
  known: { sources: 10, date: "2026-11-20" },
  issuer: "https://slack.com",
  authorize: "https://slack.com/openid/connect/authorize",
  token: "https://slack.com/api/openid.connect.token",
  userinfo: "https://slack.com/api/openid.connect.userInfo",
  jwks: "https://slack.com/openid/connect/keys",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  idTokenAlgs: ["RS256"],
  emailTrust: "claim",
  claims: {
    sub: ({ profile }) => {
      const [team, user] = ["team_id", "user_id"].map((name) => readPath(profile, `["https://slack.com/${name}"]`));
      return typeof team === "string" && typeof user === "string" ? `${team}_${user}` : undefined;
    },
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
  colour: "#4a154b",
});
