/** Basecamp. Answers as the API's page on authentication shows `authorization.json`; a token lives two weeks. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const basecamp: Shape = {
  responseTypeOptional: true,
  authorizeRequires: { type: "web_server" },
  lifetime: 1_209_600,
  refresh: { given: () => true, rotation: "omit" },
  token: ({ access_token, expires_in, refresh_token }) => ({
    access_token: access_token ?? null,
    expires_in: expires_in ?? null,
    ...(refresh_token === undefined ? {} : { refresh_token }),
  }),
  profile: ({ ids, person, shared }) => ({
    expires_at: "2026-12-05T17:11:42Z",
    identity: {
      id: Number(ids.digits(7)),
      first_name: person.givenName,
      last_name: person.familyName,
      email_address: person.email ?? "",
    },
    accounts: [
      {
        product: "bc3",
        id: Number(shared.digits(8)),
        name: "Sandbox",
        href: `https://3.basecampapi.com/${shared.digits(8)}`,
        app_href: `https://3.basecamp.com/${shared.digits(8)}`,
      },
    ],
  }),
  reject: (_rejection, place) => (place === "api" ? refusal(401, { error: "OAuth token expired or invalid" }) : null),
};
