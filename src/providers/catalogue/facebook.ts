/**
 * Facebook, by redirect or by its JavaScript SDK. Each call of the Graph API carries a proof that the caller knows the app's
 * secret; a token of the SDK is looked up before it is used, as Facebook's page on checking them says.
 */
import { oauth2 } from "../entry.ts";

export const facebook = oauth2({
  id: "facebook",
  name: "Facebook",
  register: "https://developers.facebook.com/apps/",
  docs: "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow",
  note: "A user id is one per app. An address may be missing: people sign up with a telephone number.",
  known: { sources: 8, date: "2026-11-20" },
  settings: {
    version: {
      label: "Graph API version",
      type: "text",
      pattern: "v\\d{1,3}\\.\\d{1,2}",
      default: "v24.0",
      allauth: "VERSION",
    },
    fields: {
      label: "Fields",
      help: "What is asked of the profile. id has to be among them.",
      type: "text",
      pattern: "[a-z_,.\\(\\)\\{\\}0-9]*",
      default: "id,name,first_name,last_name,email,picture",
      allauth: "FIELDS",
    },
    method: {
      label: "Method",
      help: "js_sdk signs people in by Facebook's script on a page of ours; who runs no scripts goes by redirect. The address \
that takes the script's token is for that page alone and not for applications on telephones.",
      type: "choice",
      choices: ["oauth2", "js_sdk"],
      default: "oauth2",
      allauth: "METHOD",
    },
    sdkUrl: {
      label: "Script of the SDK",
      help: "Where js_sdk loads it from, if not from Facebook's usual address. {locale} stands for the locale.",
      type: "text",
      pattern: "(?:https:)?\\/\\/[a-z0-9.\\-]+\\/[\\w.\\/\\{\\}\\-]*",
      allauth: "SDK_URL",
    },
    initParams: {
      label: "Options of FB.init",
      help: "For js_sdk: cookie=true, xfbml=false. appId and version are set already.",
      type: "text",
      pattern: "[A-Za-z]+=[\\w.\\-]+(?:, *[A-Za-z]+=[\\w.\\-]+)*",
      allauth: "INIT_PARAMS",
    },
    exchangeToken: {
      label: "Long-lived token",
      help: "For js_sdk: exchange the script's token for one that lives about sixty days, and keep that.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "EXCHANGE_TOKEN",
    },
    localeFunc: {
      label: "Locale of the SDK",
      help: "One locale for everybody, as in en_US, where the allauth page has a function.",
      type: "text",
      pattern: "[a-z]{2,3}_[A-Z]{2}",
      default: "en_US",
      allauth: "LOCALE_FUNC",
    },
  },
  derived: { locale: ({ localeFunc = "" }) => localeFunc },
  authorize: "https://www.facebook.com/{version}/dialog/oauth",
  token: "https://graph.facebook.com/{version}/oauth/access_token",
  userinfo: "https://graph.facebook.com/{version}/me",
  scriptSignIn: {
    when: { setting: "method", value: "js_sdk" },
    script: "https://connect.facebook.net/{locale}/sdk.js",
    scriptSetting: "sdkUrl",
    object: "FB",
    ready: "fbAsyncInit",
    init: { appId: "{clientId}", version: "{version}" },
    initSetting: "initParams",
    answer: "authResponse.accessToken",
    origins: ["https://www.facebook.com"],
    inspection: {
      url: "https://graph.facebook.com/{version}/debug_token",
      query: { input_token: "{accessToken}", access_token: "{clientId}|{clientSecret}" },
      expect: { "data.is_valid": true, "data.app_id": "{clientId}", "data.type": "USER" },
      subject: "data.user_id",
      expires: "data.expires_at",
    },
    exchange: {
      when: { setting: "exchangeToken", value: "true" },
      parameters: { grant_type: "fb_exchange_token", fb_exchange_token: "{accessToken}" },
    },
  },
  scope: ["email", "public_profile"],
  scopeSeparator: ",",
  pkce: false,
  actions: { reauthenticate: { auth_type: "reauthenticate" }, rerequest: { auth_type: "rerequest" } },
  quirks: {
    profileQuery: { fields: "{fields}" },
    callSignature: { kind: "tokenHmac", parameter: "appsecret_proof" },
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "picture.data.url",
  },
  colour: "#1877f2",
});
