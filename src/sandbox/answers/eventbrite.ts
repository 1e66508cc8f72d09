/** Eventbrite. Answers as its platform documentation shows `GET /users/me/` and its errors; a token does not expire. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const eventbrite: Shape = {
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token }) => ({ access_token: access_token ?? null, token_type: "bearer" }),
  profile: ({ ids, person }) => ({
    id: ids.digits(12),
    name: person.name,
    first_name: person.givenName,
    last_name: person.familyName,
    is_public: false,
    image_id: ids.digits(9, "image"),
    emails: person.email === null ? [] : [{ email: person.email, verified: person.emailVerified, primary: true }],
  }),
  reject: (rejection, place) =>
    place === "api"
      ? refusal(401, {
          status_code: 401,
          error: rejection.code === "token_missing" ? "NO_AUTH" : "INVALID_AUTH",
          error_description: "The OAuth token you provided was invalid.",
        })
      : null,
};
