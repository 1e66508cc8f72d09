/**
 * DingTalk, sign-in for third-party websites. Answers as documented under "Obtain a user token" and "Get contact's
 * personal information" of the open platform: camelCase JSON, a token without a type, errors as `code`, `message` and
 * `requestid`.
 */
import { randomText } from "../../lib/random.ts";
import type { Json } from "../../providers/provider.ts";
import type { WireAnswer } from "../rejection.ts";
import type { AnswerContext, RejectContext, Shape } from "./shape.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

function profile({ ids, person }: AnswerContext): Json {
  return {
    nick: person.name,
    unionId: ids.text(22, "union"),
    openId: ids.text(22, "open"),
    avatarUrl: `https://static-legacy.dingtalk.com/media/${ids.hex(24, "avatar")}.jpg`,
    stateCode: "86",
    mobile: `139${ids.digits(8, "mobile")}`,
    ...(person.email === null ? {} : { email: person.email }),
    visitor: false,
  };
}

const error = (status: number, code: string, message: string, { requestId }: RejectContext): WireAnswer => ({
  status,
  json: { code, requestid: requestId.toUpperCase(), message },
});

export const dingtalk: Shape = {
  clientId: () => `ding${randomText(16, LETTERS)}`,
  clientSecret: () => randomText(64, MIXED),
  scopes: ["openid", "corpid"],
  authorizeRequires: { prompt: "consent" },
  faultsAsPages: true,
  // The code comes under both names.
  callback: (_context, code) => ({ code }),
  lifetime: 7200,
  refresh: { given: () => true, rotation: "spend" },
  token: ({ access_token, refresh_token, expires_in }, { scope, shared }) => ({
    expireIn: expires_in ?? null,
    accessToken: access_token ?? null,
    refreshToken: refresh_token ?? null,
    ...(scope.has("corpid") ? { corpId: `ding${shared.hex(32, "corp")}` } : {}),
  }),
  profile,
  reject(rejection, place, context) {
    if (place === "authorize") return null;
    if (place === "api") return error(400, "InvalidAuthentication", "不合法的access_token", context);
    switch (rejection.code) {
      case "unknown_client":
      case "wrong_secret":
      case "client_authentication":
        return error(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret", context);
      case "code_missing":
      case "code_unknown":
      case "code_expired":
      case "code_used":
        return error(400, "invalidParameter.authCode.notFound", "不存在的临时授权码", context);
      case "refresh_unknown":
        return error(400, "invalidParameter.refreshToken.notFound", "不合法的refreshToken", context);
      case "unsupported_media_type":
        return error(400, "Missingbody", "body is mandatory for this action.", context);
      case "method_not_allowed":
        return error(
          404,
          "InvalidAction.NotFound",
          "Specified api is not found, please check your url and method.",
          context,
        );
      default:
        return error(400, "invalidParameter", rejection.message, context);
    }
  },
};
