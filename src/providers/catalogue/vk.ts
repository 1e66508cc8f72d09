/** VK ID. PKCE is required; the callback names a device, which the token request repeats. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const vk = oauth2({
  id: "vk",
  name: "VK",
  register: "https://id.vk.ru/about/business/go",
  docs: "https://id.vk.ru/about/business/go/docs/ru/vkid/latest/vk-id/connection/api-description",
  status: "moved",
  note: "VK ID took the place of oauth.vk.com in 2024. The callback's host must use port 80 or 443.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://id.vk.ru/authorize",
  token: "https://id.vk.ru/oauth2/auth",
  userinfo: "https://id.vk.ru/oauth2/user_info",
  scope: ["email"],
  pkce: true,
  quirks: {
    tokenParams: { device_id: "{callback.device_id}", state: "{state}" },
    tokenPlacement: "none",
    profileBody: { form: { access_token: "{accessToken}", client_id: "{clientId}" } },
    unwrap: "user",
  },
  emailTrust: "never",
  claims: {
    sub: "user_id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatar",
    phone_number: "phone",
  },
  colour: "#0077ff",
  variants: {
    oauth: oauth2({
      id: "vk",
      name: "VK",
      docs: "https://dev.vk.com/en/api/access-token/authcode-flow-user",
      known: { sources: 9, date: "2026-11-20" },
      authorize: "https://oauth.vk.com/authorize",
      token: "https://oauth.vk.com/access_token",
      userinfo: "https://api.vk.com/method/users.get",
      scope: ["email"],
      pkce: false,
      quirks: {
        unwrap: "response[0]",
        tokenPlacement: { query: "access_token" },
        profileQuery: {
          v: "5.95",
          user_ids: "{token.user_id}",
          fields: "first_name,last_name,nickname,screen_name,photo_medium,photo_big",
        },
      },
      emailTrust: "never",
      claims: {
        sub: "id",
        // A person has the same number both ways.
        issuer: () => "https://id.vk.ru",
        preferred_username: "screen_name",
        name: joined("first_name", "last_name"),
        given_name: "first_name",
        family_name: "last_name",
        // The address stands beside the token, and nowhere else.
        email: "$token.email",
        picture: ["photo_big", "photo_medium"],
      },
    }),
  },
});
