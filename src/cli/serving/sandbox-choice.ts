/**
 * Whether `alldoor start` has a sandbox. It hands out identities to whoever asks, so it is only on by itself where the hub
 * serves this machine's own name; a hub that others know by a name of its own gets one only if it is told to.
 */
import { type Configuration, isLocalHost } from "../../lib/configuration.ts";
import { usage } from "../failure.ts";

export type SandboxChoice =
  /** One of its own, in the same process. */
  | { readonly kind: "own" }
  /** One that runs elsewhere. */
  | { readonly kind: "given"; readonly address: string }
  /** @property why What is said about it, where nobody asked for it. */
  | { readonly kind: "off"; readonly why: string | null };

/** @throws Failure `usage` */
export function chooseSandbox({ sandbox, issuer }: Configuration, isUnwanted: boolean): SandboxChoice {
  if (isUnwanted && sandbox !== undefined)
    throw usage("--no-sandbox and --sandbox (or ALLDOOR_SANDBOX) contradict each other.");
  if (isUnwanted) return { kind: "off", why: null };
  if (sandbox !== undefined) return { kind: "given", address: sandbox };
  if (issuer === undefined || isLocalHost(new URL(issuer).hostname)) return { kind: "own" };
  return {
    kind: "off",
    why: `The sandbox is off, since others reach this hub as ${issuer}: whoever came by could sign in as anybody in it.`,
  };
}
