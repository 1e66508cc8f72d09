/** Starling Bank: a bank in the United Kingdom. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const starling = oauth2({
  id: "starling",
  name: "Starling Bank",
  register: "https://developer.starlingbank.com/",
  docs: "https://developer.starlingbank.com/docs",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth.starlingbank.com/",
  token: "https://api.starlingbank.com/oauth/access-token",
  userinfo: "https://api.starlingbank.com/api/v2/identity/individual",
  extra: { holder: { url: "https://api.starlingbank.com/api/v2/account-holder", required: true } },
  scope: ["authorising-individual:read", "account-holder-type:read"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "$extra.holder.accountHolderUid",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
  },
});
