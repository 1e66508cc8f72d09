/** The standard claims of a person by scope (OpenID Connect Core 1.0, 5.1 and 5.4). Empty values are left out. */
import type { User } from "../users/store.ts";

export function claimsOf(user: User, scopes: readonly string[]): Record<string, unknown> {
  const claims: Record<string, unknown> = {};
  if (scopes.includes("profile")) {
    claims.name = user.displayName;
    claims.preferred_username = user.name;
    claims.updated_at = user.updatedAt;
  }
  if (scopes.includes("email") && user.email !== null) {
    claims.email = user.email;
    claims.email_verified = user.emailVerified;
  }
  return claims;
}
