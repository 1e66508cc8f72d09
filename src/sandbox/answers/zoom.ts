/** Zoom. Answers as its API reference shows `GET /users/me`; errors are `code` and `message`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const zoom: Shape = {
  tokenAuth: ["basic"],
  lifetime: 3599,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard) => ({ ...standard, token_type: "bearer", scope: "user:read:user", api_url: "https://api.zoom.us" }),
  profile: ({ ids, person }) => ({
    id: ids.text(22),
    first_name: person.givenName,
    last_name: person.familyName,
    display_name: person.name,
    email: person.email ?? "",
    type: 1,
    role_name: "Member",
    pmi: 5_555_555_555,
    verified: person.emailVerified ? 1 : 0,
    pic_url: `https://us06web.zoom.us/p/v2/${ids.hex(32, "picture")}`,
    account_id: ids.text(22, "account"),
    language: person.locale,
    status: "active",
  }),
  reject(rejection, place) {
    if (place === "api") return refusal(401, { code: 124, message: "Invalid access token." });
    if (place !== "token") return null;
    const client = rejection.code === "unknown_client" || rejection.code === "wrong_secret";
    return client
      ? refusal(400, { reason: "Invalid client_id or client_secret", error: "invalid_client" })
      : refusal(400, { reason: "Invalid authorization code", error: "invalid_request" });
  },
};
