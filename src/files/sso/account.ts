/**
 * Whose account somebody is who comes from the hub: the one that their identity (platform, issuer, subject) is linked to, else
 * a new one. A name is only ever a wish: an account of the same name is somebody else's.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Profile } from "../../providers/index.ts";
import type { Files } from "../files.ts";
import { cleanPath } from "../fs/paths.ts";
import type { Origin } from "../sessions/store.ts";
import { readUsername } from "../users/names.ts";
import { createUser, findAdministrators, findUser, findUserByName } from "../users/store.ts";
import type { User } from "../users/user.ts";
import { HUB_PLATFORM } from "./hub-platform.ts";

export const hubIssuer = ({ hub }: Files): string => String(hub.app.settings?.["issuer"] ?? "");

export const findIdentity = (
  reader: Reader,
  { platform, issuer, subject }: Pick<Origin, "platform" | "issuer" | "subject">,
): Promise<Selectable<Schema["files_identities"]> | undefined> =>
  reader.query
    .selectFrom("files_identities")
    .selectAll()
    .where("platform", "=", platform)
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();

const labelOf = ({ sub, name, preferred_username }: Profile): string =>
  (name ?? preferred_username ?? sub).slice(0, 200);

/** The name that is wished for, if it can be one; with the subject behind it where it is taken. */
async function freeUsername(tx: Writer, { sub, preferred_username, name }: Profile): Promise<string> {
  for (const wish of [preferred_username, name, sub]) {
    if (wish === undefined) continue;
    for (const text of [wish, `${wish}_${sub}`]) {
      try {
        const username = readUsername(text);
        if (!(await findUserByName(tx, username))) return username;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }
  throw new Refusal("username_taken");
}

async function register(tx: Writer, files: Files, profile: Profile, role: User["role"]): Promise<User> {
  const platform = await tx.query
    .selectFrom("files_platforms")
    .selectAll()
    .where("id", "=", HUB_PLATFORM)
    .executeTakeFirstOrThrow();
  if (platform.auto_register !== 1 && role !== "admin") throw new Refusal("sign_up_closed");
  const username = await freeUsername(tx, profile);
  // In a path, a slash or dots in a name would be another folder.
  const folder = username.replace(/[/\\]/g, "_").replace(/^\.+$/, "_");
  return createUser(tx, files, {
    username,
    role,
    basePath: role === "admin" ? "/" : cleanPath((platform.default_dir ?? "/").replaceAll("{username}", folder)),
    permission: platform.default_permission ?? 0,
    passwordHash: null,
  });
}

/** @throws Refusal `account_disabled`, `sign_up_closed` */
export async function accountFor(files: Files, profile: Profile): Promise<User> {
  const origin = { platform: HUB_PLATFORM, issuer: hubIssuer(files), subject: profile.sub };
  const isHubAdministrator = await files.isHubAdministrator(profile.sub);
  const user = await files.db.write(async (tx) => {
    const now = seconds(files.clock);
    const identity = await findIdentity(tx, origin);
    if (identity) {
      await tx.query.updateTable("files_identities").set({ last_used_at: now }).where("id", "=", identity.id).execute();
      return findUser(tx, identity.user_id);
    }
    const isFirst = isHubAdministrator && (await findAdministrators(tx)).length === 0;
    const made = await register(tx, files, profile, isFirst ? "admin" : "general");
    await tx.query
      .insertInto("files_identities")
      .values({
        id: files.ids(),
        user_id: made.id,
        ...origin,
        label: labelOf(profile),
        created_at: now,
        last_used_at: now,
      })
      .execute();
    return made;
  });
  if (!user || user.disabledAt !== null) throw new Refusal("account_disabled");
  return user;
}
