/** TripIt: travel plans. */
import { oauth1 } from "../../entry.ts";

export const tripit = oauth1({
  id: "tripit",
  name: "TripIt",
  register: "https://www.tripit.com/developer/create",
  docs: "https://tripit.github.io/api/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  requestToken: "https://api.tripit.com/oauth/request_token",
  authorize: "https://www.tripit.com/oauth/authorize",
  token: "https://api.tripit.com/oauth/access_token",
  userinfo: "https://api.tripit.com/v1/get/profile/format/json",
  scope: [],
  pkce: false,
  quirks: { unwrap: "Profile" },
  emailTrust: "never",
  claims: {
    sub: '["@attributes"].ref',
    preferred_username: "screen_name",
    name: "public_display_name",
    email: "ProfileEmailAddresses.ProfileEmailAddress.address",
    picture: "photo_url",
  },
});
