/** Battle.net: one host for the world and one for China, whose ids are their own. */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

const host = (region: string | undefined): string =>
  region === "cn" ? "https://oauth.battlenet.com.cn" : "https://oauth.battle.net";

export const battlenet = oauth2({
  id: "battlenet",
  name: "Battle.net",
  register: "https://develop.battle.net/access/clients/create",
  docs: "https://develop.battle.net/documentation/guides/using-oauth",
  status: "moved",
  note: "Since 2022 all regions but China share oauth.battle.net. A battletag holds a # and can be changed.",
  known: { sources: 9, date: "2026-11-20" },
  settings: {
    region: {
      label: "Region",
      type: "choice",
      choices: ["apac", "cn", "eu", "kr", "sea", "tw", "us"],
      default: "us",
      perSignIn: true,
      allauth: "REGION",
    },
  },
  derived: { host: ({ region }) => host(region) },
  authorize: "{host}/authorize",
  token: "{host}/token",
  userinfo: "{host}/userinfo",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    // The ids of China and of the world are two series.
    sub: ({ profile, settings }) => {
      const id = readPath(profile, "id");
      return settings.region === "cn" && typeof id === "number" ? `${id}-cn` : id;
    },
    preferred_username: "battletag",
  },
});
