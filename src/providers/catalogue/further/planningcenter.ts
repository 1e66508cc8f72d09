/** Planning Center: the work of churches. */
import { oauth2 } from "../../entry.ts";

export const planningcenter = oauth2({
  id: "planningcenter",
  name: "Planning Center",
  register: "https://api.planningcenteronline.com/oauth/applications",
  docs: "https://developer.planning.center/docs/#/overview/authentication",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.planningcenteronline.com/oauth/authorize",
  token: "https://api.planningcenteronline.com/oauth/token",
  userinfo: "https://api.planningcenteronline.com/people/v2/me",
  scope: ["people"],
  pkce: false,
  quirks: { profileQuery: { include: "emails" } },
  emailTrust: "never",
  claims: {
    sub: "data.id",
    name: "data.attributes.name",
    given_name: "data.attributes.first_name",
    family_name: "data.attributes.last_name",
    email: "included[0].attributes.address",
    picture: "data.attributes.avatar",
  },
});
