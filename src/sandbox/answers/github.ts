/**
 * GitHub, OAuth apps. Answers as documented under "Authorizing OAuth apps", "Troubleshooting OAuth app access token
 * request errors" and the REST reference of `GET /user` and `GET /user/emails`. The token endpoint reports errors with
 * status 200 and form-encodes unless JSON is asked for; the API wants a User-Agent.
 */
import { randomText } from "../../lib/random.ts";
import type { Json } from "../../providers/provider.ts";
import type { Rejection, WireAnswer } from "../rejection.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const DOCS = "https://docs.github.com/apps/managing-oauth-apps";
const REST = "https://docs.github.com/rest";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

const id = ({ ids }: AnswerContext): number => Number(ids.digits(8));

function profile(context: AnswerContext): Json {
  const { person, ids } = context;
  const server = context.settings.githubUrl ?? "https://github.com";
  return {
    login: person.username,
    id: id(context),
    node_id: `U_${ids.text(12, "node")}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id(context)}?v=4`,
    gravatar_id: "",
    html_url: `${server}/${encodeURIComponent(person.username)}`,
    type: "User",
    user_view_type: "public",
    site_admin: false,
    name: person.name,
    company: null,
    blog: "",
    location: null,
    // The public address of the profile: private unless its owner chose to show it.
    email: null,
    hireable: null,
    bio: null,
    public_repos: 3,
    followers: 1,
    following: 2,
    created_at: "2019-03-05T09:30:00Z",
    updated_at: "2026-05-02T17:11:42Z",
  };
}

function emails(context: AnswerContext): Json {
  const { person } = context;
  const hidden = `${id(context)}+${person.subject}@users.noreply.github.com`;
  const own: Json[] = [];
  if (person.email !== null) {
    own.push({ email: person.email, primary: true, verified: person.emailVerified, visibility: "private" });
  }
  return [...own, { email: hidden, primary: false, verified: true, visibility: null }];
}

/** Our objection → GitHub's error, description and anchor. */
const tokenErrors: Readonly<Record<string, readonly [string, string]>> = {
  unknown_client: ["incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."],
  wrong_secret: ["incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."],
  client_authentication: ["incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."],
  code_redirect_uri: [
    "redirect_uri_mismatch",
    "The redirect_uri MUST match the registered callback URL for this application.",
  ],
  code_missing: ["bad_verification_code", "The code passed is incorrect or expired."],
  code_unknown: ["bad_verification_code", "The code passed is incorrect or expired."],
  code_expired: ["bad_verification_code", "The code passed is incorrect or expired."],
  code_used: ["bad_verification_code", "The code passed is incorrect or expired."],
  verifier_missing: ["bad_verification_code", "The code passed is incorrect or expired."],
  verifier_mismatch: ["bad_verification_code", "The code passed is incorrect or expired."],
  refresh_unknown: ["bad_refresh_token", "The refresh token passed is incorrect or expired."],
  unsupported_grant_type: ["unsupported_grant_type", "The grant_type passed is not supported."],
};

function apiError(rejection: Rejection): WireAnswer {
  const at = (status: number, message: string): WireAnswer => ({
    status,
    json: { message, documentation_url: REST, status: String(status) },
  });
  switch (rejection.code) {
    case "user_agent_missing":
      return at(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
      );
    case "token_missing":
      return at(401, "Requires authentication");
    case "token_invalid":
    case "token_expired":
      return at(401, "Bad credentials");
    default:
      return at(404, "Not Found");
  }
}

export const github: Shape = {
  clientId: () => `Ov23li${randomText(14, LETTERS)}`,
  clientSecret: () => randomText(40, HEX),
  scopes: [
    "user",
    "user:*",
    "read:*",
    "write:*",
    "admin:*",
    "repo",
    "repo:*",
    "repo_deployment",
    "public_repo",
    "gist",
    "notifications",
    "workflow",
    "codespace",
    "project",
    "delete_repo",
    "delete:packages",
    "security_events",
  ],
  unknownScope: "drop",
  responseTypeOptional: true,
  faultsAsPages: true,
  refusedCallback: ({ error }) => ({
    error,
    error_description: "The user has denied your application access.",
    error_uri: "https://docs.github.com/apps/troubleshooting-authorization-request-errors/#access-denied",
  }),
  tokenBodies: ["form", "json"],
  tokenFormat: "accept",
  tokenRedirectUri: "optional",
  prefixes: { access: "gho_" },
  lifetime: null,
  refresh: { given: () => false, rotation: "spend" },
  token: ({ access_token, token_type, scope }, context) => ({
    access_token: access_token ?? null,
    // GitHub separates granted scopes with commas where it was asked with spaces.
    scope: typeof scope === "string" ? [...context.scope].join(",") : "",
    token_type: String(token_type).toLowerCase(),
  }),
  profile,
  extra: { emails },
  needs: { emails: ["user", "user:email"] },
  schemes: ["Bearer", "token"],
  userAgentRequired: true,
  reject(rejection, place) {
    if (place === "api") return apiError(rejection);
    const known = tokenErrors[rejection.code];
    if (place !== "token" || !known) return null;
    const page = known[0].startsWith("incorrect") ? "incorrect_client_credentials" : known[0];
    return {
      status: 200,
      json: {
        error: known[0],
        error_description: known[1],
        error_uri: `${DOCS}/troubleshooting-oauth-app-access-token-request-errors/#${page.replaceAll("_", "-")}`,
      },
    };
  },
};
