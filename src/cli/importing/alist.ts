/**
 * AList's people (`x_users`, gorm's names of its struct) in our words. What else an AList has is set up anew; the report names it.
 */
import { everyPermission } from "../../files/users/permissions.ts";
import { staticHash } from "../../files/users/static-hash.ts";
import type { Role } from "../../files/users/user.ts";
import { isTotpSecret } from "../../lib/totp.ts";
import { Failure } from "../failure.ts";
import { isOn, jsonOf, textOf } from "./cells.ts";
import type { ForeignPassword } from "./foreign-password.ts";
import type { ImportReport } from "./report.ts";
import type { Row, Source } from "./source.ts";

/** Tables of which nothing comes, by their names in the database and in the backup. */
const NOT_IMPORTED: readonly (readonly [string, string, string])[] = [
  ["storages", "storages", "Mount its folders anew: storages have other settings here."],
  ["meta", "metas", "Rules of folders are set up anew."],
  ["setting_items", "settings", "Settings, the sign-in platform among them, are set up anew."],
];

/** AList's numbers; later versions have roles of their own with higher ones. */
const GUEST = 1;
const ADMIN = 2;

export const alistTables = (prefix: string): ReadonlySet<string> =>
  new Set([`${prefix}users`, ...NOT_IMPORTED.map(([table]) => `${prefix}${table}`)]);

export interface FilesPersonWish {
  readonly username: string;
  readonly role: Role;
  /** As it stands there. */
  readonly basePath: string;
  readonly permission: number;
  readonly disabled: boolean;
  readonly password: ForeignPassword | null;
  readonly totpSecret: string | null;
}

export interface AlistOptions {
  readonly prefix: string;
  /** Administrators stay administrators. */
  readonly keepAdministrators: boolean;
}

function passwordOf(row: Row): ForeignPassword | null {
  const hex = textOf(row, "pwd_hash");
  if (hex !== "") return { kind: "digest", digest: "alist", salts: [textOf(row, "salt")], hex };
  // Before AList hashed them, and for whoever its sign-in by a platform has made.
  const plain = textOf(row, "password");
  return plain === "" ? null : { kind: "plain", text: staticHash(plain) };
}

/** One number, or in later versions a list of them. */
function rolesOf(row: Row): readonly number[] {
  const value = jsonOf(row, "role");
  return (Array.isArray(value) ? value : [value]).map(Number);
}

function personOf(row: Row, { keepAdministrators }: AlistOptions, report: ImportReport): FilesPersonWish | null {
  const username = textOf(row, "username");
  const roles = rolesOf(row);
  if (roles.includes(GUEST)) {
    report.left("user", username, "The guest is here already: let people look around by its page.");
    return null;
  }
  const isAdmin = roles.includes(ADMIN);
  if (isAdmin && !keepAdministrators)
    report.changed("user", username, "They come without the right to administer; --keep-administrators keeps it.");
  if (roles.some((role) => role > ADMIN))
    report.changed("user", username, "What their roles allow does not come, only what they may do themselves.");
  const password = passwordOf(row);
  if (password === null) report.changed("user", username, "They come without a password: they need a new one.");
  if (textOf(row, "sso_id") !== "")
    report.left("identity", username, "Their sso_id does not say at which platform: they link it again.");
  if (textOf(row, "authn").length > 2)
    report.changed("user", username, "Passkeys are bound to the old address: they make new ones.");
  const secret = textOf(row, "otp_secret");
  if (secret !== "" && !isTotpSecret(secret))
    report.changed("user", username, "Their authenticator's secret is none: they set it up anew.");
  const sum = Number(textOf(row, "permission"));
  return {
    username,
    role: isAdmin && keepAdministrators ? "admin" : "general",
    basePath: textOf(row, "base_path") || "/",
    permission: Number.isSafeInteger(sum) ? sum & everyPermission : 0,
    disabled: isOn(row, "disabled"),
    password,
    totpSecret: isTotpSecret(secret) ? secret : null,
  };
}

/** @throws Failure `file_unusable` where the source is not AList's */
export function readAlist(source: Source, options: AlistOptions, report: ImportReport): readonly FilesPersonWish[] {
  const rows = (table: string, inBackup = table): readonly Row[] | undefined =>
    source.rows(`${options.prefix}${table}`) ?? (source.kind === "json" ? source.rows(inBackup) : undefined);
  const users = rows("users");
  if (!users)
    throw new Failure(
      "file_unusable",
      `The source has no table ${options.prefix}users: it is not AList's, or --table-prefix names another beginning.`,
    );
  for (const [table, inBackup, why] of NOT_IMPORTED) {
    const count = rows(table, inBackup)?.length ?? 0;
    if (count > 0) report.left("other", `${count} × ${inBackup}`, why);
  }
  return users.flatMap((row) => personOf(row, options, report) ?? []);
}
