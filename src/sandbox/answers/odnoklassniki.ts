/** Odnoklassniki. Answers as its REST reference shows users.getCurrentUser; refusals have status 200 and `error_code`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const odnoklassniki: Shape = {
  demo: { publicKey: "CBAJJJABABABABABA" },
  scopes: ["VALUABLE_ACCESS", "GET_EMAIL", "LONG_ACCESS_TOKEN", "PHOTO_CONTENT", "GROUP_CONTENT"],
  lifetime: 1800,
  refresh: { given: () => true, rotation: "omit" },
  token: ({ access_token, refresh_token, expires_in }) => ({
    access_token: access_token ?? null,
    token_type: "session",
    ...(refresh_token === undefined ? {} : { refresh_token }),
    expires_in: String(expires_in),
  }),
  profile: ({ ids, person, scope }) => ({
    uid: ids.digits(12),
    locale: "en",
    first_name: person.givenName,
    last_name: person.familyName,
    name: person.name,
    ...(scope.has("GET_EMAIL") && person.email !== null ? { email: person.email } : {}),
    pic_3: `https://i.mycdn.me/image?id=${ids.digits(12, "picture")}&t=0`,
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(200, { error_code: 102, error_msg: "PARAM_SESSION_EXPIRED : Session expired", error_data: null })
      : null,
};
