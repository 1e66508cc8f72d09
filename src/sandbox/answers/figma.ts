/** Figma. Answers as its REST reference shows `GET /v1/me` and its errors. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const figma: Shape = {
  scopes: [
    "current_user:read",
    "file_content:read",
    "file_metadata:read",
    "file_comments:*",
    "files:read",
    "projects:read",
  ],
  tokenAuth: ["basic"],
  prefixes: { access: "figu_", refresh: "figur_" },
  lifetime: 7_776_000,
  refresh: { given: () => true, rotation: "omit" },
  token: (standard, { ids }) => ({ ...standard, user_id_string: ids.digits(18), token_type: "bearer" }),
  profile: ({ ids, person }) => ({
    id: ids.digits(18),
    handle: person.name,
    img_url: `https://s3-alpha.figma.com/profile/${ids.uuid("picture")}`,
    email: person.email ?? "",
  }),
  needs: { profile: ["current_user:read"] },
  reject: (_rejection, place) => (place === "api" ? refusal(403, { status: 403, err: "Invalid token" }) : null),
};
