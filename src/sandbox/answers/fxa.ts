/** Mozilla accounts. Answers as the platform's API documentation shows `GET /v1/profile` and errors with their numbers. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const fxa: Shape = {
  scopes: ["profile", "profile:*", "openid"],
  lifetime: 1_209_600,
  refresh: { given: (_scope, authorize) => authorize.get("access_type") === "offline", rotation: "omit" },
  token: (standard, { authTime }) => ({ ...standard, token_type: "bearer", auth_at: authTime }),
  profile: ({ ids, person }) => ({
    ...(person.email === null ? {} : { email: person.email }),
    locale: person.locale,
    amrValues: ["pwd", "email"],
    twoFactorAuthentication: false,
    uid: ids.hex(32),
    avatar: `https://profile.accounts.firefox.com/v1/avatar/${ids.hex(1, "avatar")}`,
    avatarDefault: true,
    displayName: person.name,
  }),
  reject: (rejection, place) =>
    place === "api"
      ? refusal(rejection.code === "insufficient_scope" ? 403 : 401, {
          code: 401,
          errno: 100,
          error: "Unauthorized",
          message: "Unauthorized",
        })
      : null,
};
