/** Grafana Cloud: dashboards. */
import { oauth2 } from "../../entry.ts";

export const grafana = oauth2({
  id: "grafana",
  name: "Grafana Cloud",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://grafana.com/oauth2/authorize",
  token: "https://grafana.com/api/oauth2/token",
  userinfo: "https://grafana.com/api/oauth2/user",
  scope: ["profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email" },
});
