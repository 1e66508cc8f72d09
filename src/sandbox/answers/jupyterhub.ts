/** JupyterHub. Answers as its REST reference shows `GET /user`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const jupyterhub: Shape = {
  demo: { apiUrl: "https://jupyter.sandbox.test" },
  clientId: () => "service-alldoor",
  lifetime: 1_209_600,
  refresh: { given: () => false, rotation: "omit" },
  schemes: ["Bearer", "token"],
  profile: ({ ids }) => ({
    kind: "user",
    name: `u${ids.digits(7)}`,
    admin: false,
    groups: [],
    session_id: null,
    scopes: ["read:users:name!user", "read:users:groups!user"],
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(403, { status: 403, message: "Forbidden" }) : null),
};
