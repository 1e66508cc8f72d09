/** Pinterest. Answers as version 5 of its reference shows `user_account` and its errors with their codes. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const pinterest: Shape = {
  scopes: ["user_accounts:read", "boards:*", "pins:*", "ads:*"],
  tokenAuth: ["basic"],
  prefixes: { access: "pina_", refresh: "pinr." },
  lifetime: 2_592_000,
  refresh: { given: () => true, rotation: "omit" },
  token: (standard) => ({
    ...standard,
    response_type: "authorization_code",
    token_type: "bearer",
    refresh_token_expires_in: 31_536_000,
  }),
  profile: ({ ids, person }) => ({
    account_type: "PINNER",
    id: ids.digits(18),
    profile_image: `https://i.pinimg.com/280x280_RS/${ids.hex(32, "picture")}.jpg`,
    website_url: "",
    username: person.username,
    business_name: null,
    board_count: 3,
    pin_count: 14,
  }),
  needs: { profile: ["user_accounts:read"] },
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { code: 2, message: "Authentication failed." }) : null,
};
