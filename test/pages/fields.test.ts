/** The names that forms send. They are a promise to the handlers, to scripts and to password managers. */
import { expect, test } from "vitest";
import { loadAssets } from "../../src/pages/assets.ts";
import { en } from "../../src/pages/text/index.ts";
import { gallery } from "./gallery.ts";
import { attr, byTag, elements, parse } from "./html.ts";

const { paths } = loadAssets();

const page = (name: string) => {
  const picture = gallery.find((candidate) => candidate.name === name);
  if (!picture) throw new Error(`There is no picture ${name}.`);
  return parse(picture.render(en, paths));
};

/** What one form of a page can send, each name once. */
const sent = (name: string, action: string): string[] => {
  const form = byTag(page(name), "form").find((candidate) => attr(candidate, "action") === action);
  if (!form) throw new Error(`${name} has no form to ${action}.`);
  return [...new Set(elements(form).flatMap((element) => attr(element, "name") ?? []))];
};

test.each([
  ["setup", "/setup", ["csrf", "token", "username", "display_name", "email", "password"]],
  ["sign-in", "/sign-in", ["csrf", "flow", "username", "password"]],
  ["sign-in-sandbox", "/sign-in", ["csrf", "username", "password"]],
  ["sign-up", "/sign-up", ["csrf", "flow", "username", "display_name", "email", "password"]],
  ["consent", "/consent", ["csrf", "flow", "consent"]],
  ["sign-out", "/sign-out", ["csrf", "client_id"]],
  ["account-profile", "/account", ["csrf", "display_name", "email", "locale"]],
  ["account-profile", "/account/picture", ["csrf", "picture"]],
  ["account-data", "/account/data/download", ["csrf"]],
  ["account-data", "/account/data/delete", ["csrf", "username"]],
  ["account-password", "/account/password", ["csrf", "username", "current_password", "new_password"]],
  ["account-password-first", "/account/password", ["csrf", "username", "new_password"]],
  ["account-identities", "/account/identities/unlink", ["csrf", "identity"]],
  ["account-identities", "/account/identities/google/link", ["csrf"]],
  ["account-sessions", "/account/sessions/end", ["csrf", "session"]],
  ["account-sessions", "/account/sessions/end-others", ["csrf"]],
  ["account-applications", "/account/applications/revoke", ["csrf", "application"]],
  ["account-tokens", "/account/tokens", ["csrf", "name", "scopes", "days"]],
  ["account-tokens", "/account/tokens/remove", ["csrf", "token"]],
  [
    "admin-application-new",
    "/admin/applications",
    [
      "csrf",
      "name",
      "type",
      "homepage",
      "redirect_uris",
      "grant_types",
      "password_sign_in",
      "email_sign_in",
      "sign_up",
      "consent",
      "scopes",
      "signing_alg",
      "access_token_seconds",
      "refresh_token_seconds",
      "required_groups",
      "required_roles",
      "auth_method",
      "jwks",
      "jwks_uri",
      "require_pushed_requests",
      "require_dpop",
      "response_types",
      "default_max_age",
      "custom_scopes",
      "resources",
      "exchange_from",
      "exchange_audiences",
      "token_format",
      "token_fields",
      "subject_type",
      "sector_identifier",
      "userinfo_signing_alg",
      "post_logout_redirect_uris",
      "backchannel_logout_uri",
      "backchannel_logout_session_required",
      "frontchannel_logout_uri",
      "frontchannel_logout_session_required",
      "initiate_login_uri",
      "dangerouslyAllowImplicit",
    ],
  ],
  [
    "admin-application",
    "/admin/applications",
    [
      "csrf",
      "name",
      "enabled",
      "homepage",
      "redirect_uris",
      "grant_types",
      "password_sign_in",
      "email_sign_in",
      "sign_up",
      "consent",
      "scopes",
      "signing_alg",
      "access_token_seconds",
      "refresh_token_seconds",
      "required_groups",
      "required_roles",
      "auth_method",
      "jwks",
      "jwks_uri",
      "require_pushed_requests",
      "require_dpop",
      "response_types",
      "default_max_age",
      "custom_scopes",
      "resources",
      "exchange_from",
      "exchange_audiences",
      "token_format",
      "token_fields",
      "subject_type",
      "sector_identifier",
      "userinfo_signing_alg",
      "post_logout_redirect_uris",
      "backchannel_logout_uri",
      "backchannel_logout_session_required",
      "frontchannel_logout_uri",
      "frontchannel_logout_session_required",
      "initiate_login_uri",
      "dangerouslyAllowCodeWithoutPkce",
      "dangerouslyAllowImplicit",
    ],
  ],
  ["admin-application", "/admin/applications/9f8c1de27ab34f5e/rotate", ["csrf"]],
  [
    "admin-provider-add",
    "/admin/providers/add/microsoft",
    [
      "csrf",
      "clientId",
      "clientSecret",
      "settings.tenant",
      "settings.loginUrl",
      "settings.cloud",
      "displayName",
      "scope",
      "furtherScope",
      "authorizeParams",
      "enabled",
      "allowSignUp",
      "linkPolicy",
      "verifiedEmail",
    ],
  ],
  ["admin-users", "/admin/users", ["q", "standing", "factor", "provider", "order"]],
  ["admin-keys", "/admin/keys/rotate", ["csrf"]],
])("%s sends to %s: %j", (name, action, names) => {
  expect(sent(name, action)).toEqual(names);
});

test("consent is answered by one of two buttons", () => {
  const answers = byTag(page("consent"), "button").map((button) => [attr(button, "name"), attr(button, "value")]);
  expect(answers).toEqual([
    ["consent", "deny"],
    ["consent", "allow"],
  ]);
});

test("password managers find the fields", () => {
  const hints = (name: string) =>
    byTag(page(name), "input").flatMap((input) =>
      attr(input, "type") === "hidden" ? [] : [[attr(input, "name"), attr(input, "autocomplete")]],
    );
  expect(hints("sign-in")).toEqual([
    ["username", "username webauthn"],
    ["password", "current-password"],
  ]);
  expect(hints("account-password")).toEqual([
    ["username", "username"],
    ["current_password", "current-password"],
    ["new_password", "new-password"],
  ]);
});

test("a wrong sign-in does not say which of the two was wrong", () => {
  const inputs = byTag(page("sign-in-wrong"), "input").filter((input) => attr(input, "type") !== "hidden");
  expect(inputs.map((input) => attr(input, "aria-describedby"))).toEqual(["form-error", "form-error"]);
  expect(inputs.map((input) => attr(input, "aria-invalid"))).toEqual([undefined, undefined]);
});

test("the detail of a server error is not shown", () => {
  expect(
    JSON.stringify(
      elements(page("error-internal")).map(({ children }) => children.filter((c) => typeof c === "string")),
    ),
  ).not.toContain("must not be shown");
});
