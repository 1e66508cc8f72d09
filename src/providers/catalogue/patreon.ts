/** Patreon, by version 2 of its API; version 1 is a variant. */
import { oauth2 } from "../entry.ts";

const USER = "email,first_name,full_name,image_url,is_email_verified,last_name,vanity";

const base = {
  id: "patreon",
  name: "Patreon",
  register: "https://www.patreon.com/portal/registration/register-clients",
  docs: "https://docs.patreon.com/#oauth",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://www.patreon.com/oauth2/authorize",
  token: "https://www.patreon.com/api/oauth2/token",
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "id",
    preferred_username: "attributes.vanity",
    name: "attributes.full_name",
    given_name: "attributes.first_name",
    family_name: "attributes.last_name",
    email: "attributes.email",
    email_verified: "attributes.is_email_verified",
    picture: ["attributes.image_url", "attributes.thumb_url"],
  },
} as const;

export const patreon = oauth2({
  ...base,
  note: "Version 1 of the API is deprecated; its scopes (pledges-to-me, users, my-campaign) are those of the variant v1.",
  userinfo: "https://www.patreon.com/api/oauth2/v2/identity",
  scope: ["identity", "identity[email]"],
  quirks: { unwrap: "data", profileQuery: { include: "memberships", "fields[user]": USER } },
  extra: {
    // What the person pledges, where the scopes campaigns and campaigns.members were granted.
    membership: {
      url: "https://www.patreon.com/api/oauth2/v2/members/{profile.relationships.memberships.data[0].id}",
      query: { include: "currently_entitled_tiers", "fields[tier]": "title" },
    },
  },
  variants: {
    v1: oauth2({
      ...base,
      userinfo: "https://www.patreon.com/api/oauth2/api/current_user",
      scope: ["pledges-to-me", "users", "my-campaign"],
      quirks: { unwrap: "data" },
    }),
  },
});
