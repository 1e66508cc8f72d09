/**
 * The file server's registrations at the sandbox that is started with it: the first start sets up a few platforms, so that there is
 * something to sign in with. Later starts change nothing but the callback addresses, which follow the server's own address.
 */
import type { Files } from "../../files/files.ts";
import { callbacksOf, HUB_PLATFORM } from "../../files/platforms/addresses.ts";
import { loadEntry } from "../../files/platforms/entries.ts";
import { newPlatform, type Platform } from "../../files/platforms/platform.ts";
import { createPlatform, listPlatforms } from "../../files/platforms/store.ts";
import { saveSetting } from "../../files/settings/store.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { OwnSandbox } from "./sandbox.ts";

/** AList's, as far as a sandbox has them. */
const FIRST_PLATFORMS = ["dingtalk", "github", "google"];
/** Make, upload and delete in a folder of one's own, and WebDAV. */
const PERMISSION = 8 + 16 + 32 + 64 + 128 + 256 + 512;

async function addAll(files: Files, sandbox: Sandbox): Promise<readonly Platform[]> {
  const entries = await Promise.all(FIRST_PLATFORMS.map(loadEntry));
  return files.db.write(async (tx) => {
    const made: Platform[] = [];
    for (const [position, entry] of entries.entries()) {
      if (!entry) continue;
      const { clientId, clientSecret } = sandbox.app(entry.id);
      const wish = {
        ...newPlatform(entry.name),
        clientId,
        clientSecret,
        settings: sandbox.demoSettings(entry.id),
        autoRegister: true,
        defaultDir: "/users/{username}",
        defaultPermission: PERMISSION,
        position: position + 1,
      };
      made.push(await createPlatform(tx, files, entry, wish));
    }
    await saveSetting(tx, files, "sso_login_enabled", "true");
    return made;
  });
}

function registerCallbacks(files: Files, sandbox: Sandbox, { id, entry, clientId }: Platform): void {
  const app = sandbox.apps().find((each) => each.providerId === entry.id && each.clientId === clientId);
  if (!app) return;
  const all = [true, false].flatMap((isPrimary) =>
    [true, false].flatMap((compatibility) => callbacksOf(files.address, { platform: id, isPrimary, compatibility })),
  );
  const redirectUris = [...new Set([...app.redirectUris, ...all])];
  if (redirectUris.length > app.redirectUris.length) sandbox.registerApp({ ...app, redirectUris });
}

/** Sets up what is missing, and registers the callback addresses. */
export async function setUpSandboxPlatforms(files: Files, { sandbox, keep }: OwnSandbox): Promise<void> {
  const known = (await listPlatforms(files.db)).filter(({ id }) => id !== HUB_PLATFORM);
  // The sandbox's half first: a row whose credentials nobody else knows would be of no use.
  if (known.length === 0) {
    for (const id of FIRST_PLATFORMS) sandbox.app(id);
    keep();
  }
  const platforms = known.length > 0 ? known : await addAll(files, sandbox);
  for (const platform of platforms) registerCallbacks(files, sandbox, platform);
  keep();
}
