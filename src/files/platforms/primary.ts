/** The platform that AList's settings are for, by AList's names and ours. */

import type { Files } from "../files.ts";
import { settingFlag, settingText } from "../settings/store.ts";
import { callbacksOf } from "./addresses.ts";

/** AList spells its six platforms like this; a further one is called by its id here. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["Casdoor", "casdoor"],
  ["Github", "github"],
  ["Microsoft", "microsoft"],
  ["Google", "google"],
  ["Dingtalk", "dingtalk"],
  ["OIDC", "oidc"],
]);

/** The id of a platform by either name. */
export const platformId = (name: string): string => NAMES.get(name) ?? name;

/** The id of the platform that AList's settings are for; empty where there is none. */
export const primaryId = async (files: Pick<Files, "db" | "vault">): Promise<string> =>
  platformId(await settingText(files, "sso_login_platform"));

/** What has to be registered at a platform now. */
export async function registeredAddresses(
  files: Pick<Files, "db" | "vault" | "address">,
  id: string,
): Promise<readonly string[]> {
  const compatibility = await settingFlag(files, "sso_compatibility_mode");
  return callbacksOf(files.address, { platform: id, isPrimary: id === (await primaryId(files)), compatibility });
}
