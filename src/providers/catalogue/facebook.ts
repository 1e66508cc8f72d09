/** Facebook. Each call of the Graph API carries a proof that the caller knows the app's secret. */
import { oauth2 } from "../entry.ts";

export const facebook = oauth2({
  id: "facebook",
  name: "Facebook",
  register: "https://developers.facebook.com/apps/",
  docs: "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow",
  note: "A user id is one per app. An address may be missing: people sign up with a telephone number.",
  known: { sources: 8, date: "2026-11-20" },
  settings: {
    version: {
      label: "Graph API version",
      type: "text",
      pattern: "v\\d{1,3}\\.\\d{1,2}",
      default: "v24.0",
      allauth: "VERSION",
    },
    fields: {
      label: "Fields",
      help: "What is asked of the profile. id has to be among them.",
      type: "text",
      pattern: "[a-z_,.\\(\\)\\{\\}0-9]*",
      default: "id,name,first_name,last_name,email,picture",
      allauth: "FIELDS",
    },
  },
  authorize: "https://www.facebook.com/{version}/dialog/oauth",
  token: "https://graph.facebook.com/{version}/oauth/access_token",
  userinfo: "https://graph.facebook.com/{version}/me",
  scope: ["email", "public_profile"],
  scopeSeparator: ",",
  pkce: false,
  actions: { reauthenticate: { auth_type: "reauthenticate" }, rerequest: { auth_type: "rerequest" } },
  quirks: {
    profileQuery: { fields: "{fields}" },
    callSignature: { kind: "tokenHmac", parameter: "appsecret_proof" },
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "picture.data.url",
  },
  colour: "#1877f2",
});
