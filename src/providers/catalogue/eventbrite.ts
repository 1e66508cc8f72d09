/** Eventbrite. A person has several addresses, one of them primary. */
import { oauth2 } from "../entry.ts";
import { addressWith, marked } from "./claim-sources.ts";

export const eventbrite = oauth2({
  id: "eventbrite",
  name: "Eventbrite",
  register: "https://www.eventbrite.com/account-settings/apps",
  docs: "https://www.eventbrite.com/platform/docs/authentication",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://www.eventbrite.com/oauth/authorize",
  token: "https://www.eventbrite.com/oauth/token",
  userinfo: "https://www.eventbriteapi.com/v3/users/me/",
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "id",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: marked("emails", "primary", "email"),
    email_verified: marked("emails", "primary", "verified"),
    picture: addressWith(
      "https://img.evbuc.com/https%3A%2F%2Fcdn.evbuc.com%2Fimages%2F{}%2F1%2Foriginal.jpg",
      "image_id",
    ),
  },
});
