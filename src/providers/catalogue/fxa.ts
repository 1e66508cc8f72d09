/** Mozilla accounts, once Firefox Accounts. Mozilla decides which applications may use them. */
import { oauth2 } from "../entry.ts";

const OAUTH = "https://oauth.accounts.firefox.com/v1";

export const fxa = oauth2({
  id: "fxa",
  name: "Mozilla (Firefox) account",
  register: "https://mozilla.github.io/ecosystem-platform/relying-parties/tutorials/integration-with-fxa",
  docs: "https://mozilla.github.io/ecosystem-platform/api",
  status: "renamed",
  note: "Firefox Accounts have been called Mozilla accounts since 2023. Open to Mozilla's relying services alone.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    oauthEndpoint: { label: "OAuth endpoint", type: "url", default: OAUTH, allauth: "OAUTH_ENDPOINT" },
    profileEndpoint: {
      label: "Profile endpoint",
      type: "url",
      default: "https://profile.accounts.firefox.com/v1",
      allauth: "PROFILE_ENDPOINT",
    },
  },
  derived: {
    browser: ({ oauthEndpoint }) => (oauthEndpoint === OAUTH ? "https://accounts.firefox.com" : (oauthEndpoint ?? "")),
  },
  authorize: "{browser}/authorization",
  token: "{oauthEndpoint}/token",
  userinfo: "{profileEndpoint}/profile",
  scope: ["profile"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "uid", name: "displayName", email: "email", picture: "avatar", locale: "locale" },
});
