/** Trello. Answers as its REST reference shows a member; the address only with the scope account. */
import type { Shape } from "./shape.ts";

export const trello: Shape = {
  scopes: ["read", "write", "account"],
  clientId: () => "0123456789abcdef0123456789abcdef",
  profile: ({ ids, person, scope }) => ({
    id: ids.hex(24),
    username: person.username,
    fullName: person.name,
    avatarHash: ids.hex(32, "avatar"),
    avatarUrl: `https://trello-members.s3.amazonaws.com/${ids.hex(24)}/${ids.hex(32, "avatar")}`,
    initials: person.givenName.slice(0, 1),
    memberType: "normal",
    ...(scope.has("account") ? { email: person.email } : {}),
    url: `https://trello.com/${encodeURIComponent(person.username)}`,
  }),
};
