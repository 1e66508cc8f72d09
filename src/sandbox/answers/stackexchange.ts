/** Stack Exchange. Answers as version 2.3 of its API shows `/me`: a list with one item in an envelope. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const stackexchange: Shape = {
  demo: { key: "U4DMV*8nvpm3EOpvf69Rxw((" },
  scopes: ["read_inbox", "no_expiry", "write_access", "private_info"],
  responseTypeOptional: true,
  lifetime: 86_400,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token }) => ({ access_token: access_token ?? null, expires: 86_400 }),
  profile: ({ ids, person }) => ({
    items: [
      {
        account_id: Number(ids.digits(7)),
        user_id: Number(ids.digits(7, "site")),
        user_type: "registered",
        reputation: 101,
        display_name: person.username,
        link: `https://stackoverflow.com/users/${ids.digits(7, "site")}`,
        profile_image: `https://i.sstatic.net/${ids.hex(5, "picture")}.png?s=256`,
      },
    ],
    has_more: false,
    quota_max: 10_000,
    quota_remaining: 9998,
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(400, { error_id: 403, error_message: "Invalid access_token", error_name: "access_denied" })
      : null,
};
