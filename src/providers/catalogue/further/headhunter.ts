/** HeadHunter: jobs in Russia. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const headhunter = oauth2({
  id: "headhunter",
  name: "HeadHunter",
  register: "https://dev.hh.ru/",
  docs: "https://api.hh.ru/openapi/redoc",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://hh.ru/oauth/authorize",
  token: "https://api.hh.ru/token",
  userinfo: "https://api.hh.ru/me",
  scope: [],
  pkce: false,
  quirks: { tokenHeaders: { "hh-user-agent": "Alldoor" }, profileHeaders: { "hh-user-agent": "Alldoor" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
