/** Sage Accounting: bookkeeping. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const sage = oauth2({
  id: "sage",
  name: "Sage Accounting",
  register: "https://developerselfservice.sageone.com/",
  docs: "https://developer.sage.com/accounting/guides/authenticating/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.sageone.com/oauth2/auth/central?filter=apiv3.1",
  token: "https://oauth.accounting.sage.com/token",
  userinfo: "https://api.accounting.sage.com/v3.1/user",
  scope: ["full_access"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
