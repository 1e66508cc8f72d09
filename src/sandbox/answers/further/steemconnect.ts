/** SteemConnect: the answer of `/api/me`. The account's name is its place in the blockchain and never changes. */
import type { Shape } from "../shape.ts";

export const steemconnect: Shape = {
  profile: ({ person, ids }) => ({
    user: person.subject,
    _id: person.subject,
    name: person.subject,
    account: { id: Number(ids.digits(7)), name: person.subject },
    scope: ["login"],
  }),
};
