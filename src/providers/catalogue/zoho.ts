/** Zoho. A person's data lie in one of several data centres, which the callback names. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const zoho = oauth2({
  id: "zoho",
  name: "Zoho",
  register: "https://api-console.zoho.com/add",
  docs: "https://www.zoho.com/accounts/protocol/oauth/web-apps.html",
  note: "Choose server-based applications; for people of other data centres turn on multi-DC support.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://accounts.zoho.com/oauth/v2/auth",
  token: "{accounts}/oauth/v2/token",
  userinfo: "{accounts}/oauth/user/info",
  scope: ["AaaServer.profile.READ"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    parts: {
      // Where the person's data are: one of Zoho's own servers, and no other.
      accounts: {
        from: '$callback["accounts-server"]',
        pattern: "https://accounts\\.(?:zoho\\.(?:com|eu|in|com\\.au|com\\.cn|jp|sa|uk)|zohocloud\\.ca)",
        default: "https://accounts.zoho.com",
      },
    },
  },
  emailTrust: "never",
  claims: {
    sub: "ZUID",
    name: joined("First_Name", "Last_Name"),
    given_name: "First_Name",
    family_name: "Last_Name",
    email: "Email",
  },
});
