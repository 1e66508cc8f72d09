/** MusicBrainz: a database of music. */
import { oauth2 } from "../../entry.ts";

export const musicbrainz = oauth2({
  id: "musicbrainz",
  name: "MusicBrainz",
  register: "https://musicbrainz.org/account/applications",
  docs: "https://musicbrainz.org/doc/Development/OAuth2",
  note: "`sub` there is the user name, which can change; the number is the person.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://musicbrainz.org/oauth2/authorize",
  token: "https://musicbrainz.org/oauth2/token",
  userinfo: "https://musicbrainz.org/oauth2/userinfo",
  scope: ["profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "metabrainz_user_id",
    preferred_username: "sub",
    name: "sub",
    email: "email",
    email_verified: "email_verified",
  },
});
