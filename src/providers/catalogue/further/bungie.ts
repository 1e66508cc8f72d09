/** Bungie.net: the players of Destiny. */
import { oauth2 } from "../../entry.ts";
import { readPath } from "../../path.ts";
import type { Answers } from "../../provider.ts";

const picture = ({ profile }: Answers): string | undefined => {
  const path = readPath(profile, "profilePicturePath");
  return typeof path === "string" && path.startsWith("/") ? `https://www.bungie.net${path}` : undefined;
};

export const bungie = oauth2({
  id: "bungie",
  name: "Bungie.net",
  register: "https://www.bungie.net/en/Application",
  docs: "https://github.com/Bungie-net/api/wiki/OAuth-Documentation",
  known: { sources: 1, date: "2026-11-20" },
  settings: { apiKey: { label: "API key", type: "secret", required: true } },
  authorize: "https://www.bungie.net/en/OAuth/Authorize",
  token: "https://www.bungie.net/platform/app/oauth/token/",
  userinfo: "https://www.bungie.net/Platform/User/GetMembershipsForCurrentUser/",
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  quirks: { profileHeaders: { "x-api-key": "{apiKey}" }, unwrap: "Response.bungieNetUser" },
  emailTrust: "never",
  claims: { sub: "membershipId", preferred_username: "uniqueName", name: "displayName", picture: picture },
});
