/** Mailchimp. Answers as its OAuth guide shows the metadata, which name the data centre of the account. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const mailchimp: Shape = {
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token }) => ({ access_token: access_token ?? null, expires_in: 0, scope: null }),
  profile: ({ ids, person }) => ({
    dc: "us6",
    role: "owner",
    accountname: person.name,
    user_id: Number(ids.digits(8)),
    login: {
      email: person.email,
      avatar: null,
      login_id: Number(ids.digits(8, "login")),
      login_name: person.username,
      login_email: person.email,
    },
    login_url: "https://login.mailchimp.com",
    api_endpoint: "https://us6.api.mailchimp.com",
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(401, { error: "invalid_token" }) : null),
};
