/**
 * Passwords of folders over the API. Each that is sent is a try, counted before anything compares it, as on pages; where it was not
 * the password that was refused the try is given back, for programs send what they know with every call.
 */
import { Refusal } from "../../lib/errors.ts";
import { folderPasswordTries, reserveAttempt, returnAttempt } from "../attempts/attempts.ts";
import type { Actor } from "../fs/file-system.ts";
import { may } from "../users/permissions.ts";
import type { Context } from "../web/route.ts";

export interface UnderPassword {
  /** Folders below may be shut too, and a wrong password leaves them out without a word: the try stays counted. */
  readonly isSilent?: boolean;
}

/**
 * Does something with the password that came, if any.
 * @throws Refusal `too_many_attempts`, and what the work throws
 */
export async function underPassword<T>(
  { files, actor, user, occasion }: Context,
  password: string,
  work: (actor: Actor) => Promise<T>,
  { isSilent = false }: UnderPassword = {},
): Promise<T> {
  if (password === "" || may(user, "withoutPassword")) return work({ ...actor, folderPassword: password });
  const tries = folderPasswordTries(occasion.address);
  await reserveAttempt(files, [tries]);
  let isWrong = false;
  try {
    return await work({ ...actor, folderPassword: password });
  } catch (error) {
    isWrong = error instanceof Refusal && error.code === "folder_password_wrong";
    throw error;
  } finally {
    if (!isWrong && !isSilent) await returnAttempt(files, tries);
  }
}
