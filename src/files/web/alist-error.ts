/**
 * What goes wrong, in the numbers and words that clients of AList's API know. The one place of that: elsewhere things are
 * refused as everywhere in Alldoor, and a refusal with a sentence of its own keeps it.
 */
import { Refusal, type RefusalCode } from "../../lib/errors.ts";

const TOO_MANY =
  "Too many unsuccessful sign-in attempts have been made using an incorrect username or password, Try again later.";

/** Codes that have another number than their HTTP status there, or words of AList's own. */
const known: Partial<Record<RefusalCode, readonly [code: number, message?: string]>> = {
  credentials_wrong: [400, "username or password is incorrect"],
  otp_wrong: [402, "Invalid 2FA code"],
  too_many_attempts: [429, TOO_MANY],
  sign_in_required: [401, "Guest user is disabled, login please"],
  sign_up_closed: [400],
  account_disabled: [401, "Current user is disabled, replace please"],
  forbidden: [403, "You are not an admin"],
  path_not_allowed: [403, "access using relative path is not allowed"],
  permission_denied: [403, "permission denied"],
  folder_password_wrong: [403, "password is incorrect or you have no permission"],
  file_not_found: [500, "object not found"],
  file_exists: [500, "file exists"],
  folder_expected: [500, "not a folder"],
  file_expected: [500, "not a file"],
  file_locked: [500],
  storage_not_found: [500, "storage not found"],
  into_itself: [500, "the destination folder is a subfolder of the source folder"],
  storages_crossed: [500, "can't move files between two storages, try to copy"],
  mount_in_the_way: [500],
  not_implemented: [500, "not implement"],
  storage_denied: [500],
  storage_unavailable: [500],
  storage_read_only: [500],
  storage_full: [500],
  upload_incomplete: [400],
  last_administrator: [400, "admin user can not be disabled"],
  identity_last: [400],
  passkey_refused: [400],
  passkey_known: [400],
  identity_linked_elsewhere: [400],
  provider_unknown: [400, "invalid platform"],
  not_found: [500],
  username_taken: [500, "This username is taken."],
  field_invalid: [400],
  unexpected: [500],
};

export function alistError(refusal: Refusal): { readonly code: number; readonly message: string } {
  const [code, words] = known[refusal.code] ?? [refusal.status];
  const isPlain = refusal.message === new Refusal(refusal.code).message;
  return { code, message: words !== undefined && isPlain ? words : refusal.message };
}
