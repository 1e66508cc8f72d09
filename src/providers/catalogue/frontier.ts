/** Frontier, the maker of Elite Dangerous. PKCE is expected. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const frontier = oauth2({
  id: "frontier",
  name: "Frontier",
  register: "https://user.frontierstore.net/",
  docs: "https://user.frontierstore.net/developer/docs",
  note: "Access has to be applied for. What Frontier calls the shared key is the client secret.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.frontierstore.net/auth",
  token: "https://auth.frontierstore.net/token",
  userinfo: "https://auth.frontierstore.net/me",
  scope: ["auth", "capi"],
  authorizeParams: { audience: "frontier,steam,epic" },
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "customer_id",
    name: joined("firstname", "lastname"),
    given_name: "firstname",
    family_name: "lastname",
    email: "email",
  },
});
