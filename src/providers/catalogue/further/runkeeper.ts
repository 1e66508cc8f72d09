/** Runkeeper: runs, by the Health Graph. */
import { oauth2 } from "../../entry.ts";

export const runkeeper = oauth2({
  id: "runkeeper",
  name: "Runkeeper",
  status: "closed",
  note: "Health Graph API closed.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://runkeeper.com/apps/authorize",
  token: "https://runkeeper.com/apps/token",
  userinfo: "https://api.runkeeper.com/user",
  scope: [],
  pkce: false,
  quirks: { profileHeaders: { accept: "application/vnd.com.runkeeper.User+json" } },
  emailTrust: "never",
  claims: { sub: "userID" },
});
