/** Gitea. Answers as the server's own API reference shows `GET /user`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const gitea: Shape = {
  tokenAuth: ["post", "basic"],
  tokenBodies: ["form", "json"],
  prefixes: { code: "gta_" },
  lifetime: 3600,
  refresh: { given: () => true, rotation: "renew" },
  schemes: ["Bearer", "token"],
  profile: ({ ids, person, settings }) => ({
    id: Number(ids.digits(6)),
    login: person.username,
    login_name: "",
    full_name: person.name,
    email: person.email ?? "",
    avatar_url: `${settings.giteaUrl}/avatars/${ids.hex(32, "avatar")}`,
    language: person.locale,
    is_admin: false,
    last_login: "2026-05-02T17:11:42Z",
    created: "2019-03-05T09:30:00Z",
    restricted: false,
    active: true,
    visibility: "public",
    username: person.username,
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { message: "token is required", url: "https://gitea.com/api/swagger" }) : null,
};
