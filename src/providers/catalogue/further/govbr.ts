/** gov.br: the state's sign-in of Brazil. */
import { oauth2 } from "../../entry.ts";

export const govbr = oauth2({
  id: "govbr",
  name: "gov.br",
  docs: "https://acesso.gov.br/roteiro-tecnico/",
  note: "`sub` is the tax number (CPF): treat it as the secret that people think it is.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["sso.acesso.gov.br", "sso.staging.acesso.gov.br"],
      default: "sso.acesso.gov.br",
    },
  },
  authorize: "https://{host}/authorize",
  token: "https://{host}/token",
  userinfo: "https://{host}/userinfo",
  scope: ["openid", "email", "profile"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified", picture: "picture" },
});
