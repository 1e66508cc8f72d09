/** doctor: looks at how an Alldoor is set up, changes nothing, and says in plain words what is wrong and what to do. */
import type { Database } from "../../db/database.ts";
import type { Configuration } from "../../lib/configuration.ts";
import type { Vault } from "../../lib/seal.ts";

export interface Finding {
  /** Stable name of what was looked at. */
  readonly check: string;
  readonly status: "ok" | "warning" | "failed";
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What the checks look at. */
export interface Patient {
  readonly configuration: Configuration;
  /** Where the hub is reached, given or by default. */
  readonly issuer: URL;
  readonly port: number;
}

/** The database, open, and as new as this program. */
export interface OpenPatient extends Patient {
  readonly db: Database;
  /** `null` where the encryption key does not fit, or there is none yet. */
  readonly vault: Vault | null;
  /** Unix seconds. */
  readonly now: number;
}

export const ok = (check: string, message: string): Finding => ({ check, status: "ok", message });
export const warning = (check: string, message: string, fix: string): Finding => ({
  check,
  status: "warning",
  message,
  fix,
});
export const failed = (check: string, message: string, fix: string): Finding => ({
  check,
  status: "failed",
  message,
  fix,
});
