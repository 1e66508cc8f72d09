/** IFSP: the federal institute of São Paulo, by SUAP. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const ifsp = oauth2({
  id: "ifsp",
  name: "IFSP",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://suap.ifsp.edu.br/o/authorize/",
  token: "https://suap.ifsp.edu.br/o/token/",
  userinfo: "https://suap.ifsp.edu.br/comum/user_info/",
  scope: ["read"],
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
