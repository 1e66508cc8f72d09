/**
 * Where the claims that we hand on come from (OpenID Connect Core 1.0, 2, 5.1 and 5.4; RFC 9068, 2.2). Read from the answer that
 * a client was given, by names alone: its values are looked at for their kind and then forgotten.
 */
import { kindOf, type NotedClaim, type NotedClaims } from "./step.ts";

const BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  profile: ["name", "given_name", "family_name", "preferred_username", "picture", "zoneinfo", "locale", "updated_at"],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: ["address"],
  roles: ["roles"],
  groups: ["groups"],
};

const BY_NAME: Readonly<Record<string, string>> = {
  sub: "account",
  sid: "session",
  auth_time: "session",
  amr: "session",
  acr: "session",
  nonce: "authorization request",
  at_hash: "token",
  c_hash: "token",
  iss: "server",
  aud: "authorization request",
  azp: "application",
  client_id: "application",
  scope: "grant",
  iat: "server",
  exp: "application",
  jti: "server",
  cnf: "token request",
};

/** @param scopes What was granted: a claim that no scope brings was asked for by the `claims` parameter, or the token's format has it. */
export function sourceOf(name: string, scopes: readonly string[]): string {
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name] ?? "";
  const scope = Object.keys(BY_SCOPE).find((each) => BY_SCOPE[each]?.includes(name));
  if (scope === undefined) return "account (token format)";
  return scopes.includes(scope) ? `account (scope ${scope})` : "account (claims parameter or token format)";
}

const MOST = 80;

const noted = (claims: Readonly<Record<string, unknown>>, scopes: readonly string[]): NotedClaim[] =>
  Object.entries(claims)
    .slice(0, MOST)
    .map(([name, value]) => ({
      name: /^[\w:./-]{1,64}$/.test(name) ? name : "…",
      source: sourceOf(name, scopes),
      value: kindOf(value),
    }));

type Claims = Readonly<Record<string, unknown>>;

export function readObject(text: string): Claims | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

function payloadOf(token: unknown): Claims | null {
  const part = typeof token === "string" ? token.split(".")[1] : undefined;
  return part === undefined ? null : readObject(Buffer.from(part, "base64url").toString());
}

/** The claims of a token endpoint's answer. */
export function claimsOfTokens(answer: Claims): NotedClaims[] {
  const scopes = typeof answer.scope === "string" ? answer.scope.split(" ") : [];
  return (["id_token", "access_token"] as const).flatMap((name) => {
    const claims = payloadOf(answer[name]);
    return claims === null ? [] : [{ from: name, claims: noted(claims, scopes) }];
  });
}

/** The claims of userinfo. @param token The access token that they were asked for with. */
export function claimsOfUserinfo(answer: Claims, token: string | undefined): NotedClaims[] {
  const { scope } = payloadOf(token) ?? {};
  return [{ from: "userinfo", claims: noted(answer, typeof scope === "string" ? scope.split(" ") : []) }];
}
