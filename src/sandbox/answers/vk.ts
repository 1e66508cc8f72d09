/** VK ID. Answers as its API description shows the token and `user_info`; errors come with status 200. */
import { oauthRefusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const vk: Shape = {
  clientId: () => "51234567",
  pkceRequired: true,
  scopes: ["email", "phone", "vkid.personal_info", "groups", "friends", "wall"],
  callback: ({ ids, authTime }) => ({
    type: "code_v2",
    device_id: ids.text(60, `device ${authTime}`),
    expires_in: "600",
    ext_id: "",
  }),
  prefixes: { code: "vk2.a.", access: "vk2.a.", refresh: "vk2.a." },
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { ids }) => ({ ...standard, user_id: Number(ids.digits(10)), state: "" }),
  profile: ({ ids, person, scope }) => ({
    user: {
      user_id: ids.digits(10),
      first_name: person.givenName,
      last_name: person.familyName,
      avatar: `https://sun1.userapi.com/${ids.hex(24, "picture")}.jpg`,
      ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
      sex: 1,
      verified: false,
      birthday: "",
    },
  }),
  reject: (rejection, place) => (place === "authorize" ? null : oauthRefusal(200, rejection.error, rejection.message)),
  variants: {
    oauth: {
      clientId: () => "51234567",
      scopes: ["email", "friends", "groups", "wall", "offline"],
      lifetime: 86_400,
      refresh: { given: () => false, rotation: "omit" },
      token: (standard, { ids, person, scope }) => ({
        ...standard,
        user_id: Number(ids.digits(10)),
        ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
      }),
      profile: ({ ids, person }) => ({
        response: [
          {
            id: Number(ids.digits(10)),
            first_name: person.givenName,
            last_name: person.familyName,
            screen_name: person.username,
            photo_medium: `https://sun1.userapi.com/${ids.hex(24, "picture")}_m.jpg`,
            photo_big: `https://sun1.userapi.com/${ids.hex(24, "picture")}.jpg`,
          },
        ],
      }),
    },
  },
};
