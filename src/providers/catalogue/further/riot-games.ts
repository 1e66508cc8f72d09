/** Riot Games: players' accounts. */
import { oidc } from "../../entry.ts";

export const riotGames = oidc({
  id: "riot_games",
  name: "Riot Games",
  register: "https://developer.riotgames.com/",
  docs: "https://developer.riotgames.com/docs/lol#rso-integration",
  note: "`sub` is another one at each application. The name has a call of its own, behind an API key.",
  known: { sources: 0, date: "2026-11-20" },
  issuer: "https://auth.riotgames.com",
  scope: ["openid"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "sub" },
});
