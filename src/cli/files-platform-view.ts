/** A sign-in platform of the file server as commands show one. Of secrets, only whether there is one. */
import type { Files } from "../files/files.ts";
import type { Platform } from "../files/platforms/platform.ts";
import { registeredAddresses } from "../files/platforms/primary.ts";
import { facts } from "./output.ts";

export interface ShownPlatform {
  readonly platform: Platform;
  /** What has to be registered with the platform, byte for byte. */
  readonly callbacks: readonly string[];
}

export const shownPlatform = async (files: Files, platform: Platform): Promise<ShownPlatform> => ({
  platform,
  callbacks: await registeredAddresses(files, platform.id),
});

export const platformDocument = ({ platform, callbacks }: ShownPlatform) => ({
  id: platform.id,
  entry: platform.entry.id,
  label: platform.label,
  client_id: platform.clientId,
  has_secret: platform.sealedClientSecret !== null,
  settings: platform.settings,
  /** Names alone: what they hold is shown to nobody. */
  secret_settings: Object.keys(platform.sealedSettings),
  extra_scopes: platform.extraScopes,
  auto_register: platform.autoRegister,
  default_dir: platform.defaultDir,
  default_permission: platform.defaultPermission,
  enabled: platform.disabledAt === null,
  callback_urls: callbacks,
});

export const platformFacts = ({ platform, callbacks }: ShownPlatform): string =>
  facts([
    ["Id", platform.id],
    ["Client id", platform.clientId],
    ...callbacks.map((callback): [string, string] => ["Callback address", callback]),
  ]);
