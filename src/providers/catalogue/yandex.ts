/** Yandex. The token goes out after the word `OAuth`. */
import { oauth2 } from "../entry.ts";
import { addressWith } from "./claim-sources.ts";

export const yandex = oauth2({
  id: "yandex",
  name: "Yandex",
  register: "https://oauth.yandex.com/client/new",
  docs: "https://yandex.com/dev/id/doc/en/",
  note: "Tick access to the address, and to name, surname and gender. An address need not be Yandex's own.",
  known: { sources: 8, date: "2026-11-20" },
  authorize: "https://oauth.yandex.com/authorize",
  token: "https://oauth.yandex.com/token",
  userinfo: "https://login.yandex.ru/info",
  scope: ["login:info", "login:email", "login:avatar"],
  pkce: true,
  quirks: { profileQuery: { format: "json" }, tokenPlacement: { header: "authorization", scheme: "OAuth" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: ["real_name", "display_name"],
    given_name: "first_name",
    family_name: "last_name",
    email: ["default_email", "emails[0]"],
    picture: addressWith("https://avatars.yandex.net/get-yapic/{}/islands-200", "default_avatar_id"),
  },
  colour: "#fc3f1d",
});
