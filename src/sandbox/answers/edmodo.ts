/** Edmodo. Answers as its developer site showed `GET /users/me`. */
import type { Shape } from "./shape.ts";

export const edmodo: Shape = {
  scopes: ["basic", "read_groups", "read_connections", "read_user_email", "create_messages", "write_library_items"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person, scope }) => ({
    url: `https://api.edmodo.com/users/${ids.digits(8)}`,
    id: Number(ids.digits(8)),
    type: "teacher",
    username: person.username,
    first_name: person.givenName,
    last_name: person.familyName,
    ...(scope.has("read_user_email") && person.email !== null ? { email: person.email } : {}),
    avatars: {
      small: `https://api.edmodo.com/users/${ids.digits(8)}/avatar?type=small`,
      large: `https://api.edmodo.com/users/${ids.digits(8)}/avatar?type=large`,
    },
  }),
};
