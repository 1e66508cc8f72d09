/** Dropbox. Answers as its HTTP documentation shows `/users/get_current_account` and errors as `error_summary`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const dropbox: Shape = {
  scopes: ["account_info.*", "files.*", "sharing.*", "file_requests.*", "contacts.*", "openid", "email", "profile"],
  tokenAuth: ["post", "basic"],
  prefixes: { access: "sl." },
  lifetime: 14_400,
  refresh: { given: (_scope, authorize) => authorize.get("token_access_type") === "offline", rotation: "omit" },
  token: (standard, { ids }) => ({
    ...standard,
    token_type: "bearer",
    uid: ids.digits(8),
    account_id: `dbid:${ids.text(35)}`,
  }),
  profile: ({ ids, person }) => ({
    account_id: `dbid:${ids.text(35)}`,
    name: {
      given_name: person.givenName,
      surname: person.familyName,
      familiar_name: person.givenName,
      display_name: person.name,
      abbreviated_name: person.givenName.slice(0, 1),
    },
    email: person.email ?? "",
    email_verified: person.emailVerified,
    disabled: false,
    locale: person.locale.slice(0, 2),
    referral_link: "https://www.dropbox.com/referrals/sandbox",
    is_paired: false,
    account_type: { ".tag": "basic" },
    country: "NO",
  }),
  needs: { profile: ["account_info.read"] },
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { error_summary: "invalid_access_token/..", error: { ".tag": "invalid_access_token" } })
      : null,
};
