/** Windows Live. Answers as its reference showed `v5.0/me`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const windowslive: Shape = {
  scopes: ["wl.*"],
  refresh: { given: (scope) => scope.has("wl.offline_access"), rotation: "renew" },
  token: (standard, { ids }) => ({ ...standard, token_type: "bearer", user_id: ids.hex(32, "user") }),
  profile: ({ ids, person, scope }) => ({
    id: ids.hex(16),
    name: person.name,
    first_name: person.givenName,
    last_name: person.familyName,
    link: "https://profile.live.com/",
    ...(scope.has("wl.emails") && person.email !== null
      ? { emails: { preferred: person.email, account: person.email, personal: null, business: null } }
      : {}),
    locale: "en_US",
    updated_time: "2016-05-02T17:11:42+0000",
  }),
  needs: { profile: ["wl.basic", "wl.signin"] },
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { error: { code: "request_token_invalid", message: "The access token isn't valid." } })
      : null,
};
