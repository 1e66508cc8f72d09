/** GitLab. Answers as its REST reference shows `GET /user` for oneself. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const gitlab: Shape = {
  scopes: [
    "api",
    "read_api",
    "read_user",
    "read_repository",
    "write_repository",
    "openid",
    "profile",
    "email",
    "sudo",
    "ai_features",
  ],
  tokenAuth: ["post", "basic"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { now }) => ({ ...standard, created_at: now }),
  profile: ({ ids, person, settings }) => ({
    id: Number(ids.digits(7)),
    username: person.username,
    name: person.name,
    state: "active",
    avatar_url: `${settings.gitlabUrl}/uploads/-/system/user/avatar/${ids.digits(7)}/avatar.png`,
    web_url: `${settings.gitlabUrl}/${encodeURIComponent(person.username)}`,
    created_at: "2019-03-05T09:30:00.000Z",
    bio: "",
    public_email: "",
    confirmed_at: person.emailVerified ? "2019-03-05T09:31:00.000Z" : null,
    email: person.email,
    external: false,
    two_factor_enabled: false,
  }),
  needs: { profile: ["read_user", "api", "read_api"] },
  reject: (_rejection, place) => (place === "api" ? refusal(401, { message: "401 Unauthorized" }) : null),
};
