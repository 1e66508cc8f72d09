/** Foursquare: places. */
import { oauth2 } from "../../entry.ts";
import { readPath } from "../../path.ts";
import type { Answers } from "../../provider.ts";
import { joined } from "../claim-sources.ts";

const photo = ({ profile }: Answers): string | undefined => {
  const [prefix, suffix] = [readPath(profile, "photo.prefix"), readPath(profile, "photo.suffix")];
  return typeof prefix === "string" && typeof suffix === "string" ? `${prefix}original${suffix}` : undefined;
};

export const foursquare = oauth2({
  id: "foursquare",
  name: "Foursquare",
  register: "https://foursquare.com/developers/",
  docs: "https://docs.foursquare.com/developer/reference/authentication",
  note: "`v` is the date of the API's version that is asked for.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://foursquare.com/oauth2/authenticate",
  token: "https://foursquare.com/oauth2/access_token",
  userinfo: "https://api.foursquare.com/v2/users/self",
  scope: [],
  pkce: false,
  quirks: { profileQuery: { v: "20240101" }, unwrap: "response.user", tokenPlacement: { query: "oauth_token" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "contact.email",
    picture: photo,
  },
});
