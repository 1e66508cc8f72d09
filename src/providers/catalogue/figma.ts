/** Figma. */
import { oauth2 } from "../entry.ts";

export const figma = oauth2({
  id: "figma",
  name: "Figma",
  register: "https://www.figma.com/developers/apps",
  docs: "https://www.figma.com/developers/api#oauth2",
  status: "moved",
  note: "Since 2024 the token endpoint is at api.figma.com and scopes are fine: file_read became file_content:read.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://www.figma.com/oauth",
  token: "https://api.figma.com/v1/oauth/token",
  userinfo: "https://api.figma.com/v1/me",
  scope: ["current_user:read"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", name: "handle", email: "email", picture: "img_url" },
});
