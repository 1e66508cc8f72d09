/** Steam: OpenID 2.0 at one fixed server, asked about each assertion; the profile by Steam's Web API. */
import { openid2 } from "../entry.ts";

export const steam = openid2({
  id: "steam",
  name: "Steam",
  register: "https://steamcommunity.com/dev/apikey",
  docs: "https://partner.steamgames.com/doc/features/auth#website",
  note: "The Web API key is client id and client secret both. There is no e-mail address.",
  known: { sources: 5, date: "2026-11-20" },
  callbackPath: "/steam/callback/",
  server: "https://steamcommunity.com/openid/login",
  claimedId: "https://steamcommunity\\.com/openid/id/(?<id>\\d{17})",
  stateless: true,
  userinfo: "https://api.steampowered.com/ISteamUser/GetPlayerSummaries/v0002/",
  scope: [],
  pkce: false,
  quirks: {
    tokenPlacement: "none",
    profileQuery: { key: "{clientSecret}", steamids: "{idToken.id}" },
    unwrap: "response.players[0]",
  },
  emailTrust: "never",
  claims: {
    sub: "$idToken.id",
    preferred_username: "personaname",
    name: ["realname", "personaname"],
    picture: ["avatarfull", "avatarmedium", "avatar"],
  },
  colour: "#171a21",
});
