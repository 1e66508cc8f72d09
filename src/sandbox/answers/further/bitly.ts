/** Bitly: the answer of `GET /v4/user`, with every address of the person and what is known of each. */
import type { Shape } from "../shape.ts";

export const bitly: Shape = {
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  profile: ({ person, ids }) => ({
    login: `o_${ids.hex(10)}`,
    name: person.name,
    is_active: true,
    created: "2018-03-05T12:34:56+0000",
    modified: "2018-03-05T12:34:56+0000",
    is_sso_user: false,
    is_2fa_enabled: false,
    default_group_guid: `B${ids.hex(10, "group")}`,
    emails: [
      { email: "second@example.org", is_primary: false, is_verified: true },
      ...(person.email === null ? [] : [{ email: person.email, is_primary: true, is_verified: person.emailVerified }]),
    ],
  }),
};
