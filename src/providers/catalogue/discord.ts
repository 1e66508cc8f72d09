/** Discord. */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

export const discord = oauth2({
  id: "discord",
  name: "Discord",
  register: "https://discord.com/developers/applications",
  docs: "https://discord.com/developers/docs/topics/oauth2",
  known: { sources: 10, date: "2026-11-20" },
  authorize: "https://discord.com/oauth2/authorize",
  token: "https://discord.com/api/oauth2/token",
  userinfo: "https://discord.com/api/users/@me",
  revoke: "https://discord.com/api/oauth2/token/revoke",
  scope: ["identify", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: ["global_name", "username"],
    email: "email",
    email_verified: "verified",
    picture: ({ profile }) => {
      const [id, avatar] = [readPath(profile, "id"), readPath(profile, "avatar")];
      if (typeof id !== "string" || typeof avatar !== "string" || !/^\w+$/.test(id) || !/^\w+$/.test(avatar)) return;
      return `https://cdn.discordapp.com/avatars/${id}/${avatar}.${/^a_/.test(avatar) ? "gif" : "png"}`;
    },
    locale: "locale",
  },
  colour: "#5865f2",
});
