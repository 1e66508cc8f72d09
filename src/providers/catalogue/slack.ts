/**
 * Slack, by OpenID Connect; by `users.identity` as a variant. A person is a user of one workspace, and the same both ways.
 */
import { oauth2, oidc } from "../entry.ts";
import { readPath } from "../path.ts";
import type { ClaimSource } from "../provider.ts";

/** A user's id is one of its workspace's. */
const memberOf =
  (teamPath: string, userPath: string): ClaimSource =>
  ({ profile }) => {
    const [team, user] = [readPath(profile, teamPath), readPath(profile, userPath)];
    return typeof team === "string" && typeof user === "string" ? `${team}_${user}` : undefined;
  };

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
    sub: memberOf('["https://slack.com/team_id"]', '["https://slack.com/user_id"]'),
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
  colour: "#4a154b",
  variants: {
    identity: oauth2({
      id: "slack",
      name: "Slack",
      docs: "https://api.slack.com/methods/users.identity",
      known: { sources: 10, date: "2026-11-20" },
      authorize: "https://slack.com/oauth/authorize",
      token: "https://slack.com/api/oauth.access",
      userinfo: "https://slack.com/api/users.identity",
      scope: ["identity.basic", "identity.email", "identity.avatar"],
      pkce: false,
      emailTrust: "never",
      claims: {
        sub: memberOf("team.id", "user.id"),
        issuer: () => "https://slack.com",
        name: "user.name",
        email: "user.email",
        picture: "user.image_192",
      },
    }),
  },
});
