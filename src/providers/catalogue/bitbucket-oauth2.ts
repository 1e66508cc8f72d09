/** Bitbucket Cloud. Addresses come from a call of their own, each with the word on its proof. OAuth 1.0a is a variant. */
import { oauth1, oauth2 } from "../entry.ts";
import { joined, marked } from "./claim-sources.ts";

export const bitbucketOauth2 = oauth2({
  id: "bitbucket_oauth2",
  name: "Bitbucket",
  register: "https://bitbucket.org/account/settings/oauth-consumers/new",
  docs: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
  note: "What Bitbucket calls the key is the client id. The consumer needs the permissions Account: read and email.",
  known: { sources: 8, date: "2026-11-20" },
  authorize: "https://bitbucket.org/site/oauth2/authorize",
  token: "https://bitbucket.org/site/oauth2/access_token",
  userinfo: "https://api.bitbucket.org/2.0/user",
  extra: { emails: { url: "https://api.bitbucket.org/2.0/user/emails" } },
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: {
    // User names can be given up and taken by somebody else.
    sub: "uuid",
    preferred_username: ["username", "nickname"],
    name: "display_name",
    email: marked("$extra.emails.values", "is_primary", "email"),
    email_verified: marked("$extra.emails.values", "is_primary", "is_confirmed"),
    picture: "links.avatar.href",
  },
  variants: {
    oauth1: oauth1({
      id: "bitbucket_oauth2",
      name: "Bitbucket",
      note: "Version 1 of the API was switched off in 2019. It has no id of a person but the user name.",
      known: { sources: 8, date: "2026-11-20" },
      requestToken: "https://bitbucket.org/api/1.0/oauth/request_token",
      authorize: "https://bitbucket.org/api/1.0/oauth/authenticate",
      token: "https://bitbucket.org/api/1.0/oauth/access_token",
      userinfo: "https://bitbucket.org/api/1.0/user",
      extra: { emails: { url: "https://bitbucket.org/api/1.0/emails/" } },
      scope: [],
      pkce: false,
      quirks: { unwrap: "user" },
      emailTrust: "never",
      claims: {
        sub: "username",
        preferred_username: "username",
        name: joined("first_name", "last_name"),
        given_name: "first_name",
        family_name: "last_name",
        email: marked("$extra.emails", "primary", "email"),
        picture: "avatar",
      },
    }),
  },
});
