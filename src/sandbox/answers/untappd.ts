/** Untappd. Answers as its API documentation shows the token and `user/info`: meta beside response. */
import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

const envelope = (code: number, response: Json): Json => ({ meta: { code, http_code: code }, response });

export const untappd: Shape = {
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token }) => ({
    meta: { http_code: 200 },
    response: { access_token: access_token ?? null },
  }),
  profile: ({ ids, person }) =>
    envelope(200, {
      user: {
        uid: Number(ids.digits(7)),
        id: Number(ids.digits(7)),
        user_name: person.username,
        first_name: person.givenName,
        last_name: person.familyName,
        user_avatar: `https://gravatar.com/avatar/${ids.hex(32, "picture")}?size=100`,
        is_private: 0,
        settings: { ...(person.email === null ? {} : { email_address: person.email }) },
      },
    }),
  reject: (rejection, place) =>
    place === "authorize"
      ? null
      : refusal(401, {
          meta: { code: 401, error_detail: rejection.message, error_type: "invalid_auth" },
          response: [],
        }),
};
