/** Reddit. Answers as its API documentation shows `api/v1/me`; the id is in base 36 and the icon's address is escaped. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const reddit: Shape = {
  scopes: ["identity", "edit", "history", "mysubreddits", "read", "save", "submit", "subscribe", "vote", "*"],
  tokenAuth: ["basic"],
  userAgentRequired: true,
  lifetime: 86_400,
  refresh: { given: (_scope, authorize) => authorize.get("duration") === "permanent", rotation: "keep" },
  token: (standard) => ({ ...standard, token_type: "bearer" }),
  profile: ({ ids, person }) => ({
    id: Number(ids.digits(10)).toString(36),
    name: person.username,
    icon_img: `https://styles.redditmedia.com/t5_sandbox/styles/profileIcon_${ids.hex(12, "picture")}.png?width=256&amp;s=1`,
    created_utc: 1_551_778_200,
    has_verified_email: person.emailVerified,
    link_karma: 1,
    comment_karma: 0,
    over_18: true,
    verified: true,
  }),
  needs: { profile: ["identity"] },
  reject: (_rejection, place) => (place === "api" ? refusal(401, { message: "Unauthorized", error: 401 }) : null),
};
