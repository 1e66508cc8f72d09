/** Yandex. Answers as Yandex ID's documentation shows `info` with format=json. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const yandex: Shape = {
  scopes: ["login:info", "login:email", "login:avatar", "login:birthday", "login:default_phone"],
  tokenAuth: ["post", "basic"],
  prefixes: { access: "y0_" },
  lifetime: 31_536_000,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard) => ({ ...standard, token_type: "bearer" }),
  profile: ({ clientId, ids, person, scope }) => ({
    id: ids.digits(9),
    login: person.username,
    client_id: clientId,
    display_name: person.username,
    real_name: person.name,
    first_name: person.givenName,
    last_name: person.familyName,
    sex: null,
    ...(scope.has("login:email") && person.email !== null
      ? { default_email: person.email, emails: [person.email] }
      : {}),
    ...(scope.has("login:avatar")
      ? { default_avatar_id: `${ids.digits(5, "group")}-${ids.digits(9)}`, is_avatar_empty: false }
      : {}),
    psuid: `1.AA.${ids.text(40, "psuid")}`,
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(401, { error: "invalid_token" }) : null),
};
