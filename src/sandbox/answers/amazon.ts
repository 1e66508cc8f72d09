/** Login with Amazon. Answers as its developer documentation shows `GET /user/profile` and the errors of both endpoints. */
import { oauthRefusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const amazon: Shape = {
  scopes: ["profile", "profile:user_id", "postal_code"],
  prefixes: { access: "Atza|", refresh: "Atzr|" },
  refresh: { given: () => true, rotation: "keep" },
  token: ({ access_token, token_type, expires_in, refresh_token }) => ({
    access_token: access_token ?? null,
    token_type: String(token_type).toLowerCase(),
    expires_in: expires_in ?? null,
    refresh_token: refresh_token ?? null,
  }),
  profile: ({ ids, person, scope }) => ({
    user_id: `amzn1.account.${ids.text(28).toUpperCase()}`,
    ...(scope.has("profile") ? { name: person.name, ...(person.email === null ? {} : { email: person.email }) } : {}),
  }),
  needs: { profile: ["profile", "profile:user_id"] },
  reject(rejection, place) {
    if (place === "api")
      return oauthRefusal(400, "invalid_token", "The request has an invalid parameter : access_token");
    if (place !== "token") return null;
    if (rejection.code === "unknown_client") return oauthRefusal(401, "invalid_client", "Client authentication failed");
    return null;
  },
};
