/**
 * Addresses: an option's, held to what the configuration asks of addresses: https, or http on this machine; an origin alone;
 * and the ones to listen on that only this machine reaches.
 */
import { settings } from "../lib/configuration.ts";
import { usage } from "./failure.ts";

/** @throws Failure `usage` */
export function originOf(flag: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const parsed = settings.issuer.schema.safeParse(given);
  if (!parsed.success) throw usage(`${flag} ${parsed.error.issues[0]?.message ?? "is not valid"}.`);
  return parsed.data;
}

/** Whether whoever listens there is reached from this machine alone. */
export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");
