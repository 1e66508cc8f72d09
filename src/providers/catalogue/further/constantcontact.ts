/** Constant Contact: newsletters. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const constantcontact = oauth2({
  id: "constantcontact",
  name: "Constant Contact",
  register: "https://app.constantcontact.com/pages/dma/portal/",
  docs: "https://developer.constantcontact.com/api_guide/auth_overview.html",
  note: "The account is a company's; whoever may sign in to it is the same person here.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://authz.constantcontact.com/oauth2/default/v1/authorize",
  token: "https://authz.constantcontact.com/oauth2/default/v1/token",
  userinfo: "https://api.cc.email/v3/account/summary",
  scope: ["account_read"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "encoded_account_id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "contact_email",
  },
});
