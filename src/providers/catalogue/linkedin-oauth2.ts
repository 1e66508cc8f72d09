/**
 * LinkedIn, by OpenID Connect. It puts no nonce into its ID Tokens. Its two ways before are variants: OAuth 2.0 with version 2
 * of the profile API, and OAuth 1.0a with version 1.
 */
import { oauth1, oauth2, oidc } from "../entry.ts";
import type { Setting } from "../provider.ts";
import { joined } from "./claim-sources.ts";
import { displayImage, localized } from "./linkedin-v2.ts";

/** Fields and their parts, as the profile API lists them. */
const fields = (standard: string): Setting => ({
  label: "Profile fields",
  help: "What the profile call asks for, a comma between two.",
  type: "text",
  pattern: "[A-Za-z0-9:~_*,\\(\\)\\-]+",
  default: standard,
  allauth: "PROFILE_FIELDS",
});

export const linkedinOauth2 = oidc({
  id: "linkedin_oauth2",
  name: "LinkedIn",
  register: "https://www.linkedin.com/developers/apps",
  docs: "https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2",
  status: "moved",
  note: "Since August 2023 by OpenID Connect; r_liteprofile and r_emailaddress are closed to new applications.",
  known: { sources: 9, date: "2026-11-20" },
  issuer: "https://www.linkedin.com/oauth",
  issuerAliases: ["https://www.linkedin.com"],
  authorize: "https://www.linkedin.com/oauth/v2/authorization",
  token: "https://www.linkedin.com/oauth/v2/accessToken",
  userinfo: "https://api.linkedin.com/v2/userinfo",
  jwks: "https://www.linkedin.com/oauth/openid/jwks",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  idTokenAlgs: ["RS256"],
  quirks: { nonce: "unsupported", deniedErrors: ["user_cancelled_login", "user_cancelled_authorize"] },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
  colour: "#0a66c2",
  variants: {
    v2: oauth2({
      id: "linkedin_oauth2",
      name: "LinkedIn",
      docs: "https://learn.microsoft.com/en-us/linkedin/shared/integrations/people/profile-api",
      known: { sources: 9, date: "2026-11-20" },
      settings: {
        profileFields: fields("id,firstName,lastName,profilePicture(displayImage~:playableStreams)"),
        source: {
          label: "Source (x-li-src)",
          help: "msdk for tokens that LinkedIn's mobile SDK fetched.",
          type: "text",
          pattern: "[a-z]+",
          allauth: "HEADERS",
        },
      },
      authorize: "https://www.linkedin.com/oauth/v2/authorization",
      token: "https://www.linkedin.com/oauth/v2/accessToken",
      userinfo: "https://api.linkedin.com/v2/me",
      extra: {
        emails: {
          url: "https://api.linkedin.com/v2/emailAddress",
          query: { q: "members", projection: "(elements*(handle~))" },
        },
      },
      scope: ["r_liteprofile", "r_emailaddress"],
      pkce: false,
      quirks: {
        profileQuery: { projection: "({profileFields})" },
        profileHeaders: { "x-li-src": "{source}" },
        deniedErrors: ["user_cancelled_login", "user_cancelled_authorize"],
      },
      emailTrust: "never",
      claims: {
        sub: "id",
        given_name: localized("firstName"),
        family_name: localized("lastName"),
        email: "$extra.emails.elements[0].handle~.emailAddress",
        picture: displayImage,
      },
    }),
    oauth1: oauth1({
      id: "linkedin_oauth2",
      name: "LinkedIn",
      note: "Version 1 of the API was switched off in 2019.",
      known: { sources: 9, date: "2026-11-20" },
      settings: {
        profileFields: fields("id,first-name,last-name,email-address,picture-url,picture-urls::(original)"),
      },
      // Its punctuation stands in the path as it is.
      derived: { fieldList: ({ profileFields = "" }) => profileFields },
      requestToken: "https://api.linkedin.com/uas/oauth/requestToken",
      authorize: "https://www.linkedin.com/uas/oauth/authenticate",
      token: "https://api.linkedin.com/uas/oauth/accessToken",
      userinfo: "https://api.linkedin.com/v1/people/~:({fieldList})",
      scope: ["r_basicprofile", "r_emailaddress"],
      pkce: false,
      quirks: { profileHeaders: { "x-li-format": "json" } },
      emailTrust: "never",
      claims: {
        sub: "id",
        name: joined("firstName", "lastName"),
        given_name: "firstName",
        family_name: "lastName",
        email: "emailAddress",
        picture: ["pictureUrls.values[0]", "pictureUrl"],
      },
    }),
  },
});
