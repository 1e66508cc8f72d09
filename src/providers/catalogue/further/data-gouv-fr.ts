/** data.gouv.fr: the open data portal of France. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const dataGouvFr = oauth2({
  id: "data_gouv_fr",
  name: "data.gouv.fr",
  register: "https://www.data.gouv.fr/",
  docs: "https://doc.data.gouv.fr/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.data.gouv.fr/oauth/authorize",
  token: "https://www.data.gouv.fr/oauth/token",
  userinfo: "https://www.data.gouv.fr/api/1/me/",
  scope: ["default"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "slug",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatar",
  },
});
