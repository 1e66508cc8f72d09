/** Odnoklassniki. A third credential, the public key, goes with every call, and each call is signed. */
import { oauth2 } from "../entry.ts";

export const odnoklassniki = oauth2({
  id: "odnoklassniki",
  name: "Odnoklassniki",
  register: "https://apiok.ru/en/dev/app/create",
  docs: "https://apiok.ru/en/ext/oauth/server",
  status: "moved",
  note: "At connect.ok.ru and api.ok.ru. The permission GET_EMAIL has to be asked for from the service.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    publicKey: {
      label: "Public key",
      help: "The application's public key, beside id and secret key.",
      type: "text",
      pattern: "[A-Z0-9]+",
      required: true,
      allauth: "key",
    },
  },
  authorize: "https://connect.ok.ru/oauth/authorize",
  token: "https://api.ok.ru/oauth/token.do",
  userinfo: "https://api.ok.ru/fb.do",
  scope: ["VALUABLE_ACCESS", "GET_EMAIL"],
  scopeSeparator: ";",
  pkce: false,
  quirks: {
    tokenPlacement: { query: "access_token" },
    profileQuery: {
      application_key: "{publicKey}",
      fields: "uid,locale,first_name,last_name,name,email,pic_3,pic1024x768",
      format: "JSON",
      method: "users.getCurrentUser",
    },
    callSignature: {
      kind: "sortedMd5",
      parameter: "sig",
      pairs: "name=value",
      secret: "tokenAndClient",
      except: ["access_token"],
    },
    errorField: { path: "error_code", ok: [], message: "error_msg" },
  },
  emailTrust: "never",
  claims: {
    sub: "uid",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: ["pic_3", "pic1024x768"],
    locale: "locale",
  },
  colour: "#ee8208",
});
