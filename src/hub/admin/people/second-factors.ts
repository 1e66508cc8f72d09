/**
 * What an administrator decides about second factors: that somebody who has lost theirs starts anew, and whose sign-ins need
 * one. Each is one function in the caller's transaction, with its row in the audit log.
 */
import type { Writer } from "../../../db/database.ts";
import { Refusal } from "../../../lib/errors.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import { endSessions } from "../../sessions/store.ts";
import { findUser } from "../../users/store.ts";
import type { SecondFactorPolicy } from "../../ways/required-factor.ts";
import { resetSecondFactors } from "../../ways/second-factor.ts";

type Deps = Pick<Hub, "clock" | "ids">;

/**
 * Takes authenticator, passkeys, recovery codes and remembered browsers away from somebody who has lost them, and signs them
 * out everywhere: whoever found them is out as well.
 * @throws Refusal `not_found`; `own_standing` for one's own, which the account pages change
 */
export async function resetFactors(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<void> {
  if (actor.userId === userId) throw new Refusal("own_standing");
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  const taken = await resetSecondFactors(tx, userId);
  const sessions = await endSessions(tx, hub, userId, "all");
  await recordEvent(tx, hub, {
    action: "user.second-factors-reset",
    actorId: actor.userId,
    subject: { kind: "user", id: userId },
    occasion: actor.occasion,
    detail: { name: user.name, ...taken, sessions },
  });
}

export const POLICIES: readonly SecondFactorPolicy[] = ["off", "password", "always"];

/** Whose sign-ins need a second factor; those who have none set one up when they sign in next. Again is no change. */
export async function setSecondFactorPolicy(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  organizationId: string,
  policy: SecondFactorPolicy,
): Promise<void> {
  const { numUpdatedRows } = await tx.query
    .updateTable("organizations")
    .set({ require_second_factor: policy })
    .where("id", "=", organizationId)
    .where("require_second_factor", "!=", policy)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await recordEvent(tx, hub, {
    action: "organization.policy-changed",
    actorId: actor.userId,
    subject: { kind: "organization", id: organizationId },
    occasion: actor.occasion,
    detail: { require_second_factor: policy },
  });
}
