/**
 * What a person does with their app passwords, for API and pages. One outlives the session that makes it, so making one asks for
 * a fresh sign-in: a session that was left open is no way to stay in.
 */
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { resolvePath } from "../fs/paths.ts";
import { RECENT_SECONDS, type Session } from "../sessions/store.ts";
import { may } from "../users/permissions.ts";
import type { User } from "../users/user.ts";
import { type AppPassword, createAppPassword, deleteAppPassword, listAppPasswords } from "./store.ts";

type Services = Pick<Files, "db" | "clock" | "ids">;

export interface AppPasswordWish {
  /** What the person will know it by: the program or the device. */
  readonly name: string;
  readonly access: string;
  /** Below the base path; empty for all of it. */
  readonly path: string;
  /** Seconds from now; 0: never. */
  readonly expiresIn: number;
}

/** Of one person; each is checked by its hash alone, so this is no limit of speed. */
const MOST = 100;
const LONGEST_NAME = 100;
/** Seconds: ten years. */
const LONGEST_LIFE = 315_360_000;

const isAccess = (text: string): text is AppPassword["access"] => text === "read" || text === "write";

/**
 * @returns with `value`, which nobody can see again
 * @throws Refusal `recent_sign_in_required`, `permission_denied`, `field_invalid`, `path_not_allowed`
 */
export async function makeAppPassword(
  files: Services,
  { user, session }: { readonly user: User; readonly session: Session | null },
  wish: AppPasswordWish,
): Promise<{ readonly appPassword: AppPassword; readonly value: string }> {
  const now = seconds(files.clock);
  if (session === null || session.authenticatedAt <= now - RECENT_SECONDS) throw new Refusal("recent_sign_in_required");
  if (!may(user, "webdavRead")) throw new Refusal("permission_denied");
  const name = wish.name.trim();
  const { access, expiresIn } = wish;
  if (name === "") throw fieldRefusal({ name: "required" });
  if ([...name].length > LONGEST_NAME) throw fieldRefusal({ name: "too_long" });
  if (!name.isWellFormed() || /\p{Cc}/u.test(name)) throw fieldRefusal({ name: "invalid" });
  if (!isAccess(access)) throw fieldRefusal({ access: "invalid_choice" });
  if (!Number.isSafeInteger(expiresIn)) throw fieldRefusal({ expires_in: "invalid_number" });
  if (expiresIn < 0 || expiresIn > LONGEST_LIFE) throw fieldRefusal({ expires_in: "out_of_range" });
  const path = resolvePath("/", wish.path).own;
  return files.db.write(async (tx) => {
    const present = await listAppPasswords(tx, user.id);
    if (present.length >= MOST)
      throw new Refusal("field_invalid", "There are too many app passwords: revoke one first.");
    const expiresAt = expiresIn === 0 ? null : now + expiresIn;
    return createAppPassword(tx, { ids: files.ids, now }, { userId: user.id, name, access, path, expiresAt });
  });
}

/** @throws Refusal `not_found` where it is not one of theirs */
export async function revokeAppPassword(files: Services, user: Pick<User, "id">, id: number): Promise<void> {
  const existed = await files.db.write((tx) => deleteAppPassword(tx, user.id, id));
  if (!existed) throw new Refusal("not_found", "There is no such app password.");
}
