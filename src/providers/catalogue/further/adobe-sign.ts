/** Adobe Acrobat Sign: electronic signatures, once EchoSign. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const adobeSign = oauth2({
  id: "adobe_sign",
  name: "Adobe Acrobat Sign",
  status: "renamed",
  note: "EchoSign is called Adobe Acrobat Sign; its version 6 has addresses for each shard.",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    shard: {
      label: "Shard",
      help: "The first part of your account's address, for example na1 or eu1.",
      type: "text",
      pattern: "[a-z]{2}[0-9]{1,2}",
      default: "na1",
    },
  },
  authorize: "https://secure.{shard}.adobesign.com/public/oauth/v2",
  token: "https://api.{shard}.adobesign.com/oauth/v2/token",
  userinfo: "https://api.{shard}.adobesign.com/api/rest/v6/users/me",
  scope: ["user_read:self"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
  },
});
