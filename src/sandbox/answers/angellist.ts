/** AngelList. Answers as its API documentation showed `GET /me`; a token did not expire. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const angellist: Shape = {
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  profile: ({ ids, person }) => ({
    name: person.name,
    id: Number(ids.digits(6)),
    bio: null,
    follower_count: 3,
    angellist_url: `https://angel.co/${person.username}`,
    image: `https://s3.amazonaws.com/photos.angel.co/users/${ids.digits(6)}-medium_jpg`,
    ...(person.email === null ? {} : { email: person.email }),
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { success: false, error: { type: "unauthorized", message: "Invalid token" } })
      : null,
};
