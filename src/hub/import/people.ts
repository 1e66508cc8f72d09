/** A person who comes from elsewhere: as `createUser` makes one, and then with what they had there. */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
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
  /** An authenticator's: `isTotpSecret`. */
  readonly totpSecret: string | null;
}

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
