/** Bitrix24: an office suite with a portal for each customer. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const bitrix24 = oauth2({
  id: "bitrix24",
  name: "Bitrix24",
  docs: "https://apidocs.bitrix24.com/api-reference/oauth/index.html",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    portal: {
      label: "Portal",
      help: "The portal's address, for example https://example.bitrix24.com.",
      type: "url",
      required: true,
    },
  },
  authorize: "{portal}/oauth/authorize/",
  token: "https://oauth.bitrix.info/oauth/token/",
  userinfo: "{portal}/rest/user.current",
  scope: [],
  pkce: false,
  quirks: { unwrap: "result", tokenPlacement: { query: "auth" } },
  emailTrust: "never",
  claims: {
    sub: "ID",
    name: joined("NAME", "LAST_NAME"),
    given_name: "NAME",
    family_name: "LAST_NAME",
    email: "EMAIL",
  },
});
