/** IVAO: virtual aviation. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const ivao = oauth2({
  id: "ivao",
  name: "IVAO",
  docs: "https://wiki.ivao.aero/en/home/devops/api/documentation-v2",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://sso.ivao.aero/authorize",
  token: "https://api.ivao.aero/v2/oauth/token",
  userinfo: "https://api.ivao.aero/v2/users/me",
  scope: ["profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "publicNickname",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
  },
});
