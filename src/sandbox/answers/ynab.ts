/** YNAB. Answers as its API documentation shows `GET /user` and its errors. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const ynab: Shape = {
  scopes: ["read-only"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { now }) => ({ ...standard, token_type: "bearer", created_at: now }),
  profile: ({ ids }) => ({ data: { user: { id: ids.uuid() } } }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { error: { id: "401", name: "unauthorized", detail: "Unauthorized" } }) : null,
};
