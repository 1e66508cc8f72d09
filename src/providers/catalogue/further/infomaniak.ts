/** Infomaniak: hosting and mail from Switzerland. */
import { oauth2 } from "../../entry.ts";

export const infomaniak = oauth2({
  id: "infomaniak",
  name: "Infomaniak",
  register: "https://manager.infomaniak.com/v3/ng/products/cloud/auth",
  docs: "https://developer.infomaniak.com/docs",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.infomaniak.com/authorize",
  token: "https://login.infomaniak.com/token",
  userinfo: "https://login.infomaniak.com/oauth2/userinfo",
  scope: ["openid", "email", "profile"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
