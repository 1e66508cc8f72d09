/** ServiceChannel: facility management. */
import { oauth2 } from "../../entry.ts";

export const servicechannel = oauth2({
  id: "servicechannel",
  name: "ServiceChannel",
  docs: "https://developer.servicechannel.com/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.servicechannel.com/oauth/authorize",
  token: "https://login.servicechannel.com/oauth/token",
  userinfo: "https://api.servicechannel.com/v3/users/current/profile",
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "UserProfile" },
  emailTrust: "never",
  claims: { sub: "UserId", name: "UserName", email: "Email" },
});
