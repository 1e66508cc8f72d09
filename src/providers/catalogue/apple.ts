/**
 * Apple. The client secret is a JWT signed with the developer's key; the callback is a form that Apple's page posts; the
 * name comes once, beside the first code.
 */
import { oidc } from "../entry.ts";
import { isJsonObject, parseJson } from "../json.ts";
import { readPath } from "../path.ts";
import type { Answers, Json } from "../provider.ts";
import { flag } from "./claim-sources.ts";

/** What Apple posts as `user` at the first consent: not signed, and good for nothing but a name. */
function posted({ callback }: Answers): Json {
  const user = parseJson(callback.user ?? "null");
  return isJsonObject(user) ? user : null;
}

const part =
  (name: "firstName" | "lastName") =>
  (answers: Answers): Json | undefined =>
    readPath(posted(answers), `name.${name}`);

export const apple = oidc({
  id: "apple",
  name: "Apple",
  register: "https://developer.apple.com/account/resources/identifiers/list/serviceId",
  docs: "https://developer.apple.com/documentation/signinwithapplerestapi",
  note: "The client id is the Services ID. Addresses that end in @privaterelay.appleid.com are forwarded by Apple.",
  known: { sources: 10, date: "2026-11-20" },
  settings: {
    teamId: {
      label: "Team ID",
      help: "The App ID prefix, at the top right of your account.",
      type: "text",
      pattern: "[A-Z0-9]{10}",
      required: true,
      allauth: "key",
    },
    keyId: {
      label: "Key ID",
      help: "Of the key that you registered; the key's file (.p8) is the client secret.",
      type: "text",
      pattern: "[A-Z0-9]{10}",
      required: true,
      allauth: "secret",
    },
  },
  issuer: "https://appleid.apple.com",
  authorize: "https://appleid.apple.com/auth/authorize",
  token: "https://appleid.apple.com/auth/token",
  jwks: "https://appleid.apple.com/auth/keys",
  revoke: "https://appleid.apple.com/auth/revoke",
  callbackBy: "form",
  scope: ["openid", "name", "email"],
  pkce: true,
  idTokenAlgs: ["RS256"],
  quirks: {
    clientSecret: { kind: "jwt", audience: "https://appleid.apple.com", issuer: "teamId", keyId: "keyId" },
    deniedErrors: ["user_cancelled_authorize"],
  },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: (answers) =>
      [part("firstName")(answers), part("lastName")(answers)].filter((word) => typeof word === "string").join(" "),
    given_name: part("firstName"),
    family_name: part("lastName"),
    email: "email",
    email_verified: flag("email_verified", true, "true"),
  },
  colour: "#000000",
});
