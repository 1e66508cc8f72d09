/** Xing. Answers as its API documentation showed `users/me`: a list of one. */
import type { Shape } from "./shape.ts";

export const xing: Shape = {
  token: (standard, { ids }) => ({ ...standard, user_id: `${ids.digits(8)}_${ids.hex(6, "tail")}` }),
  profile: ({ ids, person }) => ({
    users: [
      {
        id: `${ids.digits(8)}_${ids.hex(6, "tail")}`,
        active_email: person.email ?? "",
        first_name: person.givenName,
        last_name: person.familyName,
        display_name: person.name,
        page_name: person.username,
        permalink: `https://www.xing.com/profile/${encodeURIComponent(person.username)}`,
        photo_urls: { large: `https://x1.xingassets.com/img/users/${ids.hex(12, "picture")}.140x185.jpg` },
      },
    ],
  }),
};
