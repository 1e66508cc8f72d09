/** SurveyMonkey: surveys. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const surveymonkey = oauth2({
  id: "surveymonkey",
  name: "SurveyMonkey",
  register: "https://developer.surveymonkey.com/apps/",
  docs: "https://api.surveymonkey.com/v3/docs",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.surveymonkey.com/oauth/authorize",
  token: "https://api.surveymonkey.com/oauth/token",
  userinfo: "https://api.surveymonkey.com/v3/users/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
