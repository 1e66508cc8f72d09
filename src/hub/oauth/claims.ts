/**
 * The standard claims of a person (OpenID Connect Core 1.0, 5.1), by scope (5.4) and one by one (5.5). Empty values are left out.
 * What is not in this table is nobody's to ask for.
 */
import type { ClaimRequest } from "../grants/claims-parameter.ts";
import type { User } from "../users/store.ts";

type Claim = (user: User) => unknown;

const CLAIMS: Readonly<Record<string, Claim>> = {
  name: (user) => user.displayName,
  given_name: (user) => user.givenName,
  family_name: (user) => user.familyName,
  preferred_username: (user) => user.name,
  picture: (user) => user.picture,
  zoneinfo: (user) => user.zoneinfo,
  locale: (user) => user.locale,
  updated_at: (user) => user.updatedAt,
  email: (user) => user.email,
  email_verified: (user) => (user.email === null ? null : user.emailVerified),
  phone_number: (user) => user.phone,
  phone_number_verified: (user) => (user.phone === null ? null : user.phoneVerified),
  address: (user) => user.address,
};

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  profile: ["name", "given_name", "family_name", "preferred_username", "picture", "zoneinfo", "locale", "updated_at"],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: ["address"],
};

/** For discovery. */
export const claimNames: readonly string[] = Object.keys(CLAIMS);

function pick(user: User, names: Iterable<string>): Record<string, unknown> {
  const claims: Record<string, unknown> = {};
  for (const name of names) {
    const value = Object.hasOwn(CLAIMS, name) ? CLAIMS[name]?.(user) : undefined;
    if (value !== undefined && value !== null) claims[name] = value;
  }
  return claims;
}

export const claimsOf = (user: User, scopes: readonly string[]): Record<string, unknown> =>
  pick(
    user,
    scopes.flatMap((scope) => (Object.hasOwn(SCOPES, scope) ? (SCOPES[scope] ?? []) : [])),
  );

/** The claims that the claims parameter asks for. What must have another value than it has is left out too (5.5.1). */
export function requestedClaims(
  user: User,
  asked: Readonly<Record<string, ClaimRequest>> | undefined,
): Record<string, unknown> {
  if (!asked) return {};
  const claims = pick(user, Object.keys(asked));
  for (const [name, { value, values }] of Object.entries(asked)) {
    const fits =
      (value === undefined || claims[name] === value) &&
      (values === undefined || values.includes(String(claims[name])));
    if (!fits) delete claims[name];
  }
  return claims;
}
