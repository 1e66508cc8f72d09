/** eBay: auctions. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const ebay = oauth2({
  id: "ebay",
  name: "eBay",
  register: "https://developer.ebay.com/my/keys",
  docs: "https://developer.ebay.com/api-docs/static/oauth-authorization-code-grant.html",
  note: "The callback address is registered under a name (RuName), and that name is what goes out as redirect_uri.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.ebay.com/oauth2/authorize",
  token: "https://api.ebay.com/identity/v1/oauth2/token",
  userinfo: "https://apiz.ebay.com/commerce/identity/v1/user",
  scope: ["https://api.ebay.com/oauth/api_scope/commerce.identity.readonly"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "userId",
    preferred_username: "username",
    name: joined("individualAccount.firstName", "individualAccount.lastName"),
    given_name: "individualAccount.firstName",
    family_name: "individualAccount.lastName",
  },
});
