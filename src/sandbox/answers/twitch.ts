/** Twitch. Answers as its API reference shows "Get Users"; scopes of the token answer are a list. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const twitch: Shape = {
  lifetime: 14_124,
  refresh: { given: () => true, rotation: "keep" },
  token: (standard, { scope }) => ({ ...standard, token_type: "bearer", scope: [...scope] }),
  profile: ({ ids, person, scope }) => ({
    data: [
      {
        id: ids.digits(9),
        login: person.username,
        display_name: person.name,
        type: "",
        broadcaster_type: "",
        description: "",
        profile_image_url: `https://static-cdn.jtvnw.net/jtv_user_pictures/${ids.uuid("picture")}-300x300.png`,
        offline_image_url: "",
        view_count: 0,
        // An address that was not proved is not shown.
        ...(scope.has("user:read:email") && person.email !== null && person.emailVerified
          ? { email: person.email }
          : {}),
        created_at: "2019-03-05T09:30:00Z",
      },
    ],
  }),
  reject(rejection, place) {
    if (place === "api") return refusal(401, { error: "Unauthorized", status: 401, message: "Invalid OAuth token" });
    if (place !== "token") return null;
    const client = rejection.code === "wrong_secret";
    return refusal(client ? 403 : 400, {
      status: client ? 403 : 400,
      message: client ? "invalid client secret" : "Invalid authorization code",
    });
  },
};
