/**
 * Authentication context classes (`acr`, OpenID Connect Core, 2). There is one class for each strength of proof; a request may
 * wish for one (`acr_values`), or insist on it as an essential claim (5.5.1.1), which is then met or refused.
 */
import type { AuthorizationRequest } from "../flows/store.ts";

/** One proof; and two of different kinds. */
export const ACR_VALUES = ["urn:alldoor:acr:1", "urn:alldoor:acr:2"] as const;

const FACTORS = new Set(["otp", "hwk", "swk", "pwd", "fed"]);

/** @returns the class of the sign-in, `null` where none was asked for, `undefined` where an essential one is not met. */
export function acrOf(
  request: Pick<AuthorizationRequest, "acrValues" | "claims">,
  amr: readonly string[],
): string | null | undefined {
  const factors = amr.filter((method) => FACTORS.has(method)).length;
  const reached = factors > 1 || amr.includes("mfa") ? ACR_VALUES[1] : ACR_VALUES[0];
  const asked = request.claims?.idToken.acr;
  const wanted = asked?.values ?? (asked?.value === undefined ? [] : [asked.value]);
  if (asked?.essential && wanted.length > 0 && !wanted.includes(reached)) return undefined;
  return asked || request.acrValues.length > 0 ? reached : null;
}
