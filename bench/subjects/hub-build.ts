/** The hub's modules out of the build that is measured: this checkout's `dist`, or another one to hold beside it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Serve = typeof import("../../dist/hub/serve.js");
type OpenHub = typeof import("../../dist/hub/open-hub.js");
type Browsers = typeof import("../../dist/hub/browser/browser.js");
type Clients = typeof import("../../dist/hub/clients/store.js");
type ClientSettings = typeof import("../../dist/hub/clients/settings.js");
type Organizations = typeof import("../../dist/hub/organizations/store.js");
type Sessions = typeof import("../../dist/hub/sessions/complete-login.js");
type Providers = typeof import("../../dist/hub/providers/store.js");
type SetUp = typeof import("../../dist/hub/setup/setup.js");
type Users = typeof import("../../dist/hub/users/store.js");
type Ids = typeof import("../../dist/lib/ids.js");
type Configuration = typeof import("../../dist/lib/configuration.js");
type Catalogue = typeof import("../../dist/providers/catalogue/index.js");
type LoadProvider = typeof import("../../dist/providers/catalogue/load-provider.js");
type Sandbox = typeof import("../../dist/sandbox/serve.js");

const from = <T>(build: string, path: string): Promise<T> => import(pathToFileURL(join(build, path)).href);

/** What serving takes, and nothing more, as it ships: it is loaded where the start is measured. */
export async function loadServer(build: string): Promise<Serve & Configuration> {
  const isBundled = existsSync(join(build, "bundled"));
  return {
    ...(await from<Serve>(build, isBundled ? "bundled/serve-hub.js" : "hub/serve.js")),
    ...(await from<Configuration>(build, isBundled ? "bundled/configuration.js" : "lib/configuration.js")),
  };
}

/** The domain, for making people, clients and sessions. */
export const loadDomain = async (
  build: string,
): Promise<
  OpenHub &
    Browsers &
    Clients &
    ClientSettings &
    Organizations &
    Providers &
    Sessions &
    SetUp &
    Users &
    Ids &
    Configuration
> => ({
  ...(await from<OpenHub>(build, "hub/open-hub.js")),
  ...(await from<Browsers>(build, "hub/browser/browser.js")),
  ...(await from<Clients>(build, "hub/clients/store.js")),
  ...(await from<ClientSettings>(build, "hub/clients/settings.js")),
  ...(await from<Organizations>(build, "hub/organizations/store.js")),
  ...(await from<Providers>(build, "hub/providers/store.js")),
  ...(await from<Sessions>(build, "hub/sessions/complete-login.js")),
  ...(await from<SetUp>(build, "hub/setup/setup.js")),
  ...(await from<Users>(build, "hub/users/store.js")),
  ...(await from<Ids>(build, "lib/ids.js")),
  ...(await from<Configuration>(build, "lib/configuration.js")),
});

/** The whole catalogue, and nothing more. */
export const loadCatalogue = (build: string): Promise<Catalogue> =>
  from<Catalogue>(build, "providers/catalogue/index.js");

/** The sandbox, and single providers of the catalogue. */
export const loadSandbox = async (build: string): Promise<Sandbox & LoadProvider> => ({
  ...(await from<Sandbox>(build, "sandbox/serve.js")),
  ...(await from<LoadProvider>(build, "providers/catalogue/load-provider.js")),
});
