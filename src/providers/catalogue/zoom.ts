/** Zoom. Whether the address is proved is said as 0 or 1. */
import { oauth2 } from "../entry.ts";
import { firstOf, flag, joined } from "./claim-sources.ts";

export const zoom = oauth2({
  id: "zoom",
  name: "Zoom",
  register: "https://marketplace.zoom.us/develop/create",
  docs: "https://developers.zoom.us/docs/integrations/oauth/",
  note: "Choose the scope user:read:user when you register the application.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://zoom.us/oauth/authorize",
  token: "https://zoom.us/oauth/token",
  userinfo: "https://api.zoom.us/v2/users/me",
  revoke: "https://zoom.us/oauth/revoke",
  scope: [],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "id",
    name: firstOf("display_name", joined("first_name", "last_name")),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    email_verified: flag("verified", 1, true),
    picture: "pic_url",
    phone_number: "phone_number",
    locale: "language",
  },
  colour: "#0b5cff",
});
