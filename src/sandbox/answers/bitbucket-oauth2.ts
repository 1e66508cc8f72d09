/** Bitbucket Cloud. Answers as its REST reference shows `GET /2.0/user` and `GET /2.0/user/emails`. */
import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

function emails({ person }: AnswerContext): Json {
  const values =
    person.email === null
      ? []
      : [{ type: "email", email: person.email, is_primary: true, is_confirmed: person.emailVerified }];
  return { pagelen: 10, page: 1, size: values.length, values };
}

export const bitbucketOauth2: Shape = {
  tokenAuth: ["post", "basic"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "keep" },
  profile: ({ ids, person }) => ({
    type: "user",
    uuid: `{${ids.uuid()}}`,
    account_id: `557058:${ids.uuid("account")}`,
    username: person.username,
    nickname: person.username,
    display_name: person.name,
    links: { avatar: { href: `https://bitbucket.org/account/${ids.hex(8, "avatar")}/avatar/` } },
    created_on: "2019-03-05T09:30:00+00:00",
  }),
  extra: { emails },
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { type: "error", error: { message: "Access token expired or invalid." } }) : null,
  variants: {
    oauth1: {
      profile: ({ ids, person }) => ({
        repositories: [],
        user: {
          username: `bitbucket_${ids.text(8).toLowerCase()}`,
          first_name: person.givenName,
          last_name: person.familyName,
          display_name: person.name,
          is_team: false,
          avatar: `https://bitbucket.org/account/${ids.hex(8, "avatar")}/avatar/32/`,
          resource_uri: "/1.0/users/sandbox",
        },
      }),
      extra: {
        emails: ({ person }) =>
          person.email === null ? [] : [{ active: person.emailVerified, email: person.email, primary: true }],
      },
    },
  },
};
