/** Where a provider's entry reads each claim of a person from, and what kind of value was there. */
import type { ClaimSource, Profile, ProviderBase } from "../../providers/provider.ts";
import { kindOf, type NotedClaim } from "./step.ts";

function told(source: ClaimSource): string {
  if (typeof source === "function") return "computed from the answers";
  return typeof source === "string" ? source : source.join(" | ");
}

/** An address is verified by the entry's word and the answer's together, so that word is told where it decides alone. */
function sourceOf(name: string, source: ClaimSource, { emailTrust }: ProviderBase): string {
  return name === "email_verified" && emailTrust !== "claim" ? `entry: ${emailTrust}` : told(source);
}

export function claimsOfProfile(provider: ProviderBase, profile: Profile): NotedClaim[] {
  const values: Readonly<Record<string, unknown>> = { ...profile };
  return Object.entries(provider.claims).flatMap(([name, source]: [string, ClaimSource | undefined]) =>
    source === undefined ? [] : [{ name, source: sourceOf(name, source, provider), value: kindOf(values[name]) }],
  );
}
