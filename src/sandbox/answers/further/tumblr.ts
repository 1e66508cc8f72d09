/** Tumblr: the answer of `/v2/user/info`, the same for both protocols. Blogs have names that change and ids that don't. */
import type { Shape } from "../shape.ts";

export const tumblr: Shape = {
  profile: ({ person, ids }) => ({
    meta: { status: 200, msg: "OK" },
    response: {
      user: {
        name: person.username,
        likes: 12,
        following: 3,
        default_post_format: "html",
        blogs: [
          { name: `${person.username}-2`, primary: false, uuid: `t:${ids.text(22, "second")}`, followers: 1 },
          { name: person.username, primary: true, uuid: `t:${ids.text(22)}`, followers: 4 },
        ],
      },
    },
  }),
};
