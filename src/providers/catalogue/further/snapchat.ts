/** Snapchat: pictures that vanish. */
import { oauth2 } from "../../entry.ts";

export const snapchat = oauth2({
  id: "snapchat",
  name: "Snapchat",
  register: "https://kit.snapchat.com/manage",
  docs: "https://developers.snap.com/api/marketing-api/Ads-API/authentication",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://accounts.snapchat.com/accounts/oauth2/auth",
  token: "https://accounts.snapchat.com/accounts/oauth2/token",
  userinfo: "https://api.snapkit.com/v1/me",
  scope: [
    "https://auth.snapchat.com/oauth2/api/user.external_id",
    "https://auth.snapchat.com/oauth2/api/user.display_name",
    "https://auth.snapchat.com/oauth2/api/user.bitmoji.avatar",
  ],
  pkce: true,
  tokenAuth: "basic",
  quirks: {
    profileBody: { json: { query: "{ me { externalId displayName bitmoji { avatar } } }" } },
    unwrap: "data.me",
  },
  emailTrust: "never",
  claims: { sub: "externalId", name: "displayName", picture: "bitmoji.avatar" },
});
