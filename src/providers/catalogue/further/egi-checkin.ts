/** EGI Check-in: the identity proxy of European research computing. */
import { oidc } from "../../entry.ts";

export const egiCheckin = oidc({
  id: "egi_checkin",
  name: "EGI Check-in",
  register: "https://aai.egi.eu/federation",
  docs: "https://docs.egi.eu/providers/check-in/sp/",
  note: "People bring an identity of their own university; `sub` is the proxy's and stays.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://aai.egi.eu/auth/realms/egi",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
