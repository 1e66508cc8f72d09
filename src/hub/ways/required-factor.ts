/**
 * What is still missing before somebody may be signed in: the one place that weighs what was proven against what the person
 * has set up and what their organization demands. `completeLogin` asks it, so that no way in can pass it by.
 *
 * | proven | asked for more |
 * |---|---|
 * | a passkey with user verification, or anything with a second factor (`mfa`) | never |
 * | password, mailed code | where the person has an authenticator, or the organization says `password` or `always` |
 * | an upstream provider (`fed`) | where the organization says `always` |
 * | any of these, by somebody who confirms who they are | where the person has an authenticator or a passkey |
 *
 * Whoever has nothing to prove it with, and is asked by the organization, sets up an authenticator first.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import type { User } from "../users/store.ts";
import { useDevice } from "./remembered-devices.ts";

export type SecondFactorPolicy = "off" | "password" | "always";

/** What a sign-in still lacks. */
export type Missing = "nothing" | "second-factor" | "enrolment";

/** What a person can prove themselves with besides. */
export interface Factors {
  readonly totp: boolean;
  readonly passkeys: boolean;
}

const factors = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom("users")
    .leftJoin("totp_secrets", "totp_secrets.user_id", "users.id")
    .select((is) => [
      "totp_secrets.user_id as totp",
      is.exists(is.selectFrom("passkeys").select("id").where("user_id", "=", p("userId"))).as("passkeys"),
    ])
    .where("users.id", "=", p("userId")),
);

export async function findFactors(reader: Reader, userId: string): Promise<Factors> {
  const row = await reader.first(factors, { userId });
  return { totp: typeof row?.totp === "string", passkeys: Boolean(row?.passkeys) };
}

/** Whether something of these stands for two factors (RFC 8176, `mfa`). */
export const isStrong = (amr: readonly string[]): boolean => amr.includes("mfa");

export interface Proven {
  readonly user: Pick<User, "id" | "passwordHash">;
  readonly policy: SecondFactorPolicy;
  readonly amr: readonly string[];
  /** The cookie of a remembered browser. */
  readonly device?: string | undefined;
  /** Somebody who is signed in proves themselves again. */
  readonly confirming?: boolean | undefined;
}

/** @param now Unix seconds. */
export async function missingProof(tx: Writer, now: number, proven: Proven): Promise<Missing> {
  const { user, policy, amr, device, confirming = false } = proven;
  if (isStrong(amr)) return "nothing";
  const { totp, passkeys } = await findFactors(tx, user.id);
  const demanded = policy === "always" || (policy === "password" && !amr.includes("fed"));
  const own = confirming ? totp || passkeys : totp && !amr.includes("fed");
  if (!demanded && !own) return "nothing";
  if (!totp && !passkeys) return "enrolment";
  if (!confirming && (await useDevice(tx, now, user, device))) return "nothing";
  return "second-factor";
}

/** Whether a session is strong enough for what needs a fresh sign-in: as strong as the person can be. */
export async function isStrongest(reader: Reader, userId: string, amr: readonly string[]): Promise<boolean> {
  if (isStrong(amr)) return true;
  const { totp, passkeys } = await findFactors(reader, userId);
  return !totp && !passkeys;
}
