/** DFN edu-ID: one identity for German universities. */
import { oidc } from "../../entry.ts";

export const dfnEduId = oidc({
  id: "dfn_edu_id",
  name: "DFN edu-ID",
  docs: "https://doku.tid.dfn.de/de:eduid",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://proxy.edu-id.dfn.de",
  scope: ["openid", "profile", "email"],
  pkce: false,
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
