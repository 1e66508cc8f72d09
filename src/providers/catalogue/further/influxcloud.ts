/** InfluxCloud: time series, version 1. */
import { oauth2 } from "../../entry.ts";

export const influxcloud = oauth2({
  id: "influxcloud",
  name: "InfluxCloud",
  status: "closed",
  note: "InfluxCloud 1 was retired.",
  known: { sources: 2, date: "2026-11-20" },
  settings: { domain: { label: "Host", type: "host", required: true } },
  authorize: "https://{domain}/oauth/authorize",
  token: "https://{domain}/oauth/token",
  userinfo: "https://{domain}/api/v1/user",
  scope: ["read:org"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email", picture: "picture" },
});
