/** Box. Answers as its API reference shows `GET /users/me`; a refused token gets an empty hand and a header. */
import type { Shape } from "./shape.ts";

export const box: Shape = {
  lifetime: 4169,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard) => ({ ...standard, restricted_to: [], token_type: "bearer" }),
  profile: ({ ids, person }) => ({
    type: "user",
    id: ids.digits(11),
    name: person.name,
    login: person.email ?? "",
    created_at: "2019-03-05T01:30:00-08:00",
    modified_at: "2026-05-02T10:11:42-07:00",
    language: person.locale.slice(0, 2),
    timezone: "Europe/Oslo",
    space_amount: 10_737_418_240,
    status: "active",
    job_title: "",
    phone: "",
    avatar_url: `https://app.box.com/api/avatar/large/${ids.digits(11)}`,
  }),
};
