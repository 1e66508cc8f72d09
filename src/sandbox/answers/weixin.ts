/** Weixin. Answers as the open platform documents the token and `sns/userinfo`; errors are `errcode` and `errmsg`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

const codes: Readonly<Record<string, readonly [number, string]>> = {
  unknown_client: [40_013, "invalid appid"],
  wrong_secret: [40_125, "invalid appsecret"],
  code_unknown: [40_029, "invalid code"],
  code_expired: [40_029, "invalid code"],
  code_used: [40_163, "code been used"],
  token_expired: [42_001, "access_token expired"],
};

const common: Shape = {
  clientId: () => "wx0123456789abcdef",
  scopes: ["snsapi_login", "snsapi_base", "snsapi_userinfo"],
  lifetime: 7200,
  refresh: { given: () => true, rotation: "keep" },
  token: (standard, { ids }) => ({
    access_token: standard.access_token ?? null,
    expires_in: standard.expires_in ?? null,
    refresh_token: standard.refresh_token ?? null,
    openid: ids.text(28, "open"),
    scope: standard.scope ?? "",
    unionid: ids.text(28),
  }),
  profile: ({ ids, person }) => ({
    openid: ids.text(28, "open"),
    nickname: person.name,
    sex: 0,
    language: "",
    city: "",
    province: "",
    country: "",
    headimgurl: `https://thirdwx.qlogo.cn/mmopen/vi_32/${ids.text(40, "picture")}/132`,
    privilege: [],
    unionid: ids.text(28),
  }),
  reject(rejection, place) {
    if (place === "authorize") return null;
    const [errcode, errmsg] = codes[rejection.code] ?? [40_001, "invalid credential"];
    return refusal(200, { errcode, errmsg });
  },
};

export const weixin: Shape = { ...common, variants: { official: common } };
