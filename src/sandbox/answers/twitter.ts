/** X. Answers as version 2 of its API reference shows `users/me`, and errors as problems (RFC 9457). */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const twitter: Shape = {
  scopes: ["tweet.*", "users.read", "users.email", "offline.access", "follows.*", "like.*", "list.*", "space.read"],
  pkceRequired: true,
  tokenAuth: ["basic"],
  lifetime: 7200,
  refresh: { given: (scope) => scope.has("offline.access"), rotation: "spend" },
  token: (standard) => ({ ...standard, token_type: "bearer" }),
  profile: ({ ids, person, scope }) => ({
    data: {
      id: ids.digits(19),
      name: person.name,
      username: person.username,
      profile_image_url: `https://pbs.twimg.com/profile_images/${ids.digits(19, "picture")}/a_normal.jpg`,
      // An address that was not confirmed is not shown.
      ...(scope.has("users.email") && person.email !== null && person.emailVerified
        ? { confirmed_email: person.email }
        : {}),
    },
  }),
  needs: { profile: ["users.read"] },
  reject(rejection, place) {
    if (place === "api") {
      return refusal(401, { title: "Unauthorized", type: "about:blank", status: 401, detail: "Unauthorized" });
    }
    if (place !== "token" || rejection.code !== "wrong_secret") return null;
    return refusal(401, { error: "unauthorized_client", error_description: "Missing valid authorization header" });
  },
  variants: {
    oauth1: {
      token: (standard, { ids, person }) => ({ ...standard, user_id: ids.digits(19), screen_name: person.username }),
      profile: ({ ids, person }) => ({
        id: Number(ids.digits(19)),
        id_str: ids.digits(19),
        name: person.name,
        screen_name: person.username,
        profile_image_url_https: `https://pbs.twimg.com/profile_images/${ids.digits(19, "picture")}/a_normal.jpg`,
        ...(person.email === null ? {} : { email: person.email }),
      }),
    },
  },
};
