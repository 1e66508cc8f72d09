/** Telegram, by OpenID Connect; the login widget, whose fields the bot's token signs, is a variant. */
import { oidc, signed } from "../entry.ts";
import { joined } from "./claim-sources.ts";

const base = {
  id: "telegram",
  name: "Telegram",
  register: "https://t.me/BotFather",
  known: { sources: 4, date: "2026-11-20" },
  callbackPath: "/telegram/login/",
  pkce: true,
  emailTrust: "never",
  colour: "#26a5e4",
} as const;

export const telegram = oidc({
  ...base,
  docs: "https://core.telegram.org/bots/telegram-login",
  status: "moved",
  note: "OpenID Connect since 2025, with id and secret from BotFather's Web Login. For the variant widget the client id \
is the bot's number and the client secret its whole token.",
  issuer: "https://oauth.telegram.org",
  authorize: "https://oauth.telegram.org/auth",
  token: "https://oauth.telegram.org/token",
  jwks: "https://oauth.telegram.org/.well-known/jwks.json",
  scope: ["openid", "profile"],
  tokenAuth: "basic",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    picture: "picture",
    phone_number: "phone_number",
  },
  variants: {
    widget: signed({
      ...base,
      docs: "https://core.telegram.org/widgets/login",
      settings: {
        authDateValidity: {
          label: "Age",
          help: "Seconds that a sign-in at Telegram is good for.",
          type: "text",
          pattern: "[1-9]\\d{0,5}",
          default: "30",
        },
      },
      authorize: "https://oauth.telegram.org/auth",
      callbackBy: "fragment",
      scope: [],
      pkce: false,
      request: {
        bot_id: "{clientId}",
        origin: "{origin}",
        embed: "0",
        request_access: "write",
        return_to: "{callbackAddress}",
      },
      proof: {
        kind: "lines",
        parameter: "hash",
        time: "auth_date",
        maxAge: "authDateValidity",
        packed: "tgAuthResult",
      },
      claims: {
        sub: "id",
        preferred_username: "username",
        name: joined("first_name", "last_name"),
        given_name: "first_name",
        family_name: "last_name",
        picture: "photo_url",
      },
    }),
  },
});
