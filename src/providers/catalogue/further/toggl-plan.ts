/** Toggl Plan: project plans, once Teamweek. */
import { oauth2 } from "../../entry.ts";

export const togglPlan = oauth2({
  id: "toggl_plan",
  name: "Toggl Plan",
  docs: "https://developers.plan.toggl.com/",
  status: "renamed",
  note: "Teamweek is called Toggl Plan since 2020.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", default: "https://teamweek.com" } },
  authorize: "{url}/oauth/login",
  token: "{url}/api/v4/authenticate/token",
  userinfo: "{url}/api/v4/me",
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "picture_url" },
});
