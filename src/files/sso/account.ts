/**
 * The account of whoever has signed in at a platform: the one that their identity is linked to, else a new one where that is allowed.
 * A name or an address links nobody to an account. Two first sign-ins at once make one account: the identity is unique, and
 * whoever comes second finds it.
 */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Profile } from "../../providers/provider.ts";
import type { Files } from "../files.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { settingFlag, settingNumber, settingText } from "../settings/store.ts";
import { everyPermission } from "../users/permissions.ts";
import { createUser, findAdministrators, findUser, type NewUser } from "../users/store.ts";
import type { User } from "../users/user.ts";
import { addIdentity, findIdentity, type IdentityKey, touchIdentity } from "./identities.ts";
import { mayRegister } from "./limits.ts";
import { makeOwnFolder, type OwnFolder } from "./own-folder.ts";
import { freeUsername, platformUsername, withSsoId } from "./usernames.ts";

/** AList's words. */
const NOT_BOUND = "The single sign on platform is not bound to any users: record not found";
const NOT_YOURS = "The platform says that you are of none of those who may have an account here.";
/** Times that a registration is tried while others take its name. */
const TRIES = 5;

const keyOf = ({ id }: Platform, { issuer, sub }: Profile): IdentityKey => ({ platform: id, issuer, subject: sub });

async function linkedTo(tx: Writer, files: Files, key: IdentityKey): Promise<User | undefined> {
  const identity = await findIdentity(tx, key);
  if (!identity) return undefined;
  await touchIdentity(tx, files, identity);
  return findUser(tx, identity.user_id);
}

/** What a new account is made of, but for its name and folder. */
interface Grant {
  readonly role: NewUser["role"];
  readonly permission: number;
  /** A path with `{username}`, or a whole one. */
  readonly dir: string;
}

/** @throws Refusal `sign_up_closed` */
async function grantFor(files: Files, platform: Platform, profile: Profile): Promise<Grant> {
  const isOurs = platform.id === HUB_PLATFORM && (await files.isHubAdministrator(profile.sub));
  if (isOurs && (await findAdministrators(files.db)).length === 0) return { role: "admin", permission: 0, dir: "/" };
  if (!(platform.autoRegister ?? (await settingFlag(files, "sso_auto_register"))))
    throw new Refusal("sign_up_closed", NOT_BOUND);
  if (!mayRegister(platform.limits, profile)) throw new Refusal("sign_up_closed", NOT_YOURS);
  const permission = platform.defaultPermission ?? (await settingNumber(files, "sso_default_permission"));
  return {
    role: "general",
    permission: permission & everyPermission,
    dir: platform.defaultDir ?? (await settingText(files, "sso_default_dir")),
  };
}

/** Of several first administrators at once, one is. Making somebody waits for whoever is being made, so who was quicker is seen here. */
async function demandFirst(tx: Writer, { role }: Grant): Promise<void> {
  if (role === "admin" && (await findAdministrators(tx)).length > 1) throw new Refusal("busy");
}

/** One try. @returns undefined where somebody else was quicker, and it is to be looked at anew. */
async function tryToRegister(
  files: Files,
  key: IdentityKey,
  profile: Profile,
  wished: string,
  grant: Grant,
): Promise<User | undefined> {
  const username = await freeUsername(files.db, wished, profile.sub);
  const folder: OwnFolder = await makeOwnFolder(files, grant.dir, username, withSsoId(wished, profile.sub));
  try {
    return await files.db.write(async (tx) => {
      const { role } = grant;
      const wish = { username, role, basePath: folder.path, permission: grant.permission, passwordHash: null };
      const user = await createUser(tx, files, wish);
      await demandFirst(tx, grant);
      if (!(await addIdentity(tx, files, user.id, key, profile))) throw new Refusal("username_taken");
      return user;
    });
  } catch (error) {
    await folder.undo();
    if (error instanceof Refusal && (error.code === "username_taken" || error.code === "busy")) return undefined;
    throw error;
  }
}

async function register(
  files: Files,
  platform: Platform,
  key: IdentityKey,
  profile: Profile,
): Promise<User | undefined> {
  const grant = await grantFor(files, platform, profile);
  return tryToRegister(files, key, profile, platformUsername(platform, profile), grant);
}

/**
 * @throws Refusal `account_disabled`; `sign_up_closed` where nobody has this identity and it gets no account; `bad_request` where
 * the platform says no name; `busy`
 */
export async function accountFor(files: Files, platform: Platform, profile: Profile): Promise<User> {
  const key = keyOf(platform, profile);
  for (let turn = 0; turn < TRIES; turn += 1) {
    const known = await files.db.write((tx) => linkedTo(tx, files, key));
    const user = known ?? (await register(files, platform, key, profile));
    if (!user) continue;
    if (user.disabledAt !== null) throw new Refusal("account_disabled");
    if (!known) files.log.info("sso.registered", { platform: platform.id, user: user.id });
    return user;
  }
  throw new Refusal("busy");
}
