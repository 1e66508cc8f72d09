/**
 * The FAPI 2.0 Security Profile (5.3.2.1): a client that has to push its requests, binds its tokens to a key and proves itself by a
 * key follows it, and is held to the rest of it.
 */
import type { ClientSettings } from "./settings.ts";

/** The signing algorithms that the profile lets clients use (5.4.1). */
export const FAPI2_ALGS: readonly string[] = ["ES256", "PS256", "EdDSA", "Ed25519"];

export const isFapi2 = ({
  authMethod,
  requirePushedRequests,
  requireDpop,
}: Pick<ClientSettings, "authMethod" | "requirePushedRequests" | "requireDpop">): boolean =>
  authMethod === "private_key_jwt" && requirePushedRequests && requireDpop;
