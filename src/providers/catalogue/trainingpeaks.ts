/** TrainingPeaks: its own sandbox, unless production is chosen. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const trainingpeaks = oauth2({
  id: "trainingpeaks",
  name: "TrainingPeaks",
  register: "https://api.trainingpeaks.com/request-access",
  docs: "https://github.com/TrainingPeaks/PartnersAPI/wiki",
  note: "For approved partners. Ask for the scope athlete:profile.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    useProduction: {
      label: "Production",
      help: "false signs in at TrainingPeaks' own sandbox.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "USE_PRODUCTION",
    },
  },
  derived: {
    domain: ({ useProduction }) => (useProduction === "true" ? "trainingpeaks.com" : "sandbox.trainingpeaks.com"),
  },
  authorize: "https://oauth.{domain}/OAuth/Authorize",
  token: "https://oauth.{domain}/oauth/token",
  userinfo: "https://api.{domain}/v1/athlete/profile",
  scope: ["athlete:profile"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "Id",
    name: joined("FirstName", "LastName"),
    given_name: "FirstName",
    family_name: "LastName",
    email: "Email",
  },
});
