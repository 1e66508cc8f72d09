/**
 * What happens when somebody comes back from a provider: one pure function over everything that counts, whose every answer
 * names the rule that gave it. The audit log keeps the rule, and the console shows the whole table of answers.
 *
 * An address links nothing by itself (incidents: an editable e-mail claim, an address that was never proven, on either
 * side). It does so only where the administrator chose `verified` for the provider, the provider itself proved the address,
 * and somebody proved it here; an administrator's account is never opened in this way.
 */

/**
 * For a registration: what an address that is known here leads to. `off`: the person is told to sign in as before. `ask`: they
 * show that the account is theirs, and the identity is linked. `verified`: it is linked where both sides proved the address.
 */
export const LINK_POLICIES = ["off", "ask", "verified"] as const;
export type LinkPolicy = (typeof LINK_POLICIES)[number];

/** Whose the provider's address is here: of those accounts alone that have proven it. */
export const ADDRESS_OWNERS = ["nobody", "person", "administrator", "disabled"] as const;
export type AddressOwner = (typeof ADDRESS_OWNERS)[number];

export interface LinkFacts {
  readonly policy: LinkPolicy;
  /** The identity opens an account already. */
  readonly isLinked: boolean;
  /** The address counts as verified: the provider says so, or the administrator vouches for all of its addresses. */
  readonly addressVerified: boolean;
  /** The provider itself says which addresses are verified; nobody vouches for it in its place. */
  readonly isAuthoritative: boolean;
  readonly owner: AddressOwner;
  /** An unknown person may get an account here: by the application, the provider, and the rule for the two. */
  readonly maySignUp: boolean;
}

/** What is done. `tell`: the address is in use, sign in as before. `prove`: show that the account is yours, then it is linked. */
export type LinkOutcome = "sign-in" | "sign-up" | "link" | "prove" | "tell" | "refuse";

export const LINK_RULES = [
  "identity-known",
  "address-unproven",
  "address-unknown",
  "sign-up-closed",
  "policy-off",
  "policy-ask",
  "provider-not-authoritative",
  "account-disabled",
  "account-administrator",
  "verified-on-both-sides",
] as const;
export type LinkRule = (typeof LINK_RULES)[number];

export interface LinkDecision {
  readonly outcome: LinkOutcome;
  readonly rule: LinkRule;
}

export function decideLink(facts: LinkFacts): LinkDecision {
  const { policy, isLinked, addressVerified, isAuthoritative, owner, maySignUp } = facts;
  if (isLinked) return { outcome: "sign-in", rule: "identity-known" };
  if (!addressVerified || owner === "nobody") {
    if (!maySignUp) return { outcome: "refuse", rule: "sign-up-closed" };
    return { outcome: "sign-up", rule: addressVerified ? "address-unknown" : "address-unproven" };
  }
  if (policy === "off") return { outcome: "tell", rule: "policy-off" };
  if (policy === "ask") return { outcome: "prove", rule: "policy-ask" };
  if (!isAuthoritative) return { outcome: "prove", rule: "provider-not-authoritative" };
  if (owner === "disabled") return { outcome: "prove", rule: "account-disabled" };
  if (owner === "administrator") return { outcome: "prove", rule: "account-administrator" };
  return { outcome: "link", rule: "verified-on-both-sides" };
}
