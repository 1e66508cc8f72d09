/** Zoho. Its data centres are services of their own, each with its own people. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const zoho = oauth2({
  id: "zoho",
  name: "Zoho",
  register: "https://api-console.zoho.com/add",
  docs: "https://www.zoho.com/accounts/protocol/oauth/web-apps.html",
  note: "Choose server-based applications, in the console of the data centre that your people are in.",
  known: { sources: 6, date: "2026-11-20" },
  settings: {
    dataCentre: {
      label: "Data centre",
      type: "choice",
      choices: [
        "zoho.com",
        "zoho.eu",
        "zoho.in",
        "zoho.com.au",
        "zoho.com.cn",
        "zoho.jp",
        "zoho.sa",
        "zoho.uk",
        "zohocloud.ca",
      ],
      default: "zoho.com",
    },
  },
  authorize: "https://accounts.{dataCentre}/oauth/v2/auth",
  token: "https://accounts.{dataCentre}/oauth/v2/token",
  userinfo: "https://accounts.{dataCentre}/oauth/user/info",
  scope: ["AaaServer.profile.READ"],
  scopeSeparator: ",",
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "ZUID",
    name: joined("First_Name", "Last_Name"),
    given_name: "First_Name",
    family_name: "Last_Name",
    email: "Email",
  },
});
