/** A person who comes from elsewhere: as `createUser` makes one, and then with what they had there. */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fromBase32 } from "../../lib/totp.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { createUser, findUser, type NewUser, type User, updateUser } from "../users/store.ts";

export interface ImportedPerson extends NewUser {
  /** Which product they come from. */
  readonly from: string;
  readonly disabled: boolean;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly picture: string | null;
  readonly locale: string | null;
  readonly phone: string | null;
  /** An authenticator's, in base32. */
  readonly totpSecret: string | null;
}

/** Whether an authenticator's secret is one that codes can be made of, with the strength of RFC 4226, 4 (R6) or nearly. */
export const isTotpSecret = (text: string): boolean => (fromBase32(text)?.length ?? 0) >= 10;

/** @throws Refusal `username_taken`, `email_taken` */
export async function importPerson(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids" | "vault">,
  wish: ImportedPerson,
): Promise<User> {
  const id = wish.id !== undefined && (await findUser(tx, wish.id)) === undefined ? wish.id : undefined;
  const user = await createUser(tx, hub, { ...wish, id });
  const now = seconds(hub.clock);
  await updateUser(tx, hub, user.id, {
    given_name: wish.givenName,
    family_name: wish.familyName,
    picture: wish.picture,
    locale: wish.locale,
    phone: wish.phone,
    disabled_at: wish.disabled ? now : null,
  });
  if (wish.totpSecret !== null) {
    await tx.query
      .insertInto("totp_secrets")
      .values({
        user_id: user.id,
        sealed_secret: hub.vault.seal(wish.totpSecret, `totp_secrets:sealed_secret:${user.id}`),
        last_step: 0,
        created_at: now,
      })
      .execute();
  }
  await recordEvent(tx, hub, {
    action: "user.created",
    subject: { kind: "user", id: user.id },
    detail: { name: user.name, administrator: user.isAdmin, imported_from: wish.from },
  });
  return user;
}
