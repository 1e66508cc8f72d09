/**
 * The hub's registrations at the sandbox that is started with it. The first start sets up a few well-known providers,
 * for a sign-in page with hundreds of buttons shows nothing; any other is added in the console or by `provider add`. Later
 * starts change nothing but the callback addresses, which follow the hub's own address.
 */
import { addProvider } from "../../hub/admin/providers/providers.ts";
import type { Hub } from "../../hub/hub.ts";
import { callbackAddress, listProviders, type ProviderRow } from "../../hub/providers/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { type OwnSandbox, sandboxApps } from "./sandbox.ts";

/**
 * Sets up what is missing, and registers the callback addresses.
 * @returns rows that the sandbox does not know: it will refuse sign-ins with them.
 */
export async function setUpSandboxProviders(hub: Hub, { sandbox, keep }: OwnSandbox): Promise<readonly ProviderRow[]> {
  const known = await listProviders(hub.db);
  const rows = known.length > 0 ? known : await addAll(hub, sandbox, keep);
  const strangers = rows.filter((row) => !registerCallback(hub.issuer, sandbox, row));
  keep();
  return strangers.filter((row) => row.disabledAt === null);
}

/** Enabled rows whose registration this data's sandbox made up. */
export async function sandboxRows({ db }: Pick<Hub, "db">, dataDirectory: string): Promise<readonly ProviderRow[]> {
  const madeUp = new Set(sandboxApps(dataDirectory).map(({ clientId }) => clientId));
  return (await listProviders(db)).filter((row) => row.disabledAt === null && madeUp.has(row.clientId));
}

/** The providers of the first start, in their order on the sign-in page: one of each kind that people know. */
export const FIRST_PROVIDERS = ["github", "google", "microsoft", "discord", "dingtalk", "casdoor", "keycloak"];

async function addAll(hub: Hub, sandbox: Sandbox, keep: () => void): Promise<readonly ProviderRow[]> {
  const entries = await Promise.all(FIRST_PROVIDERS.map(loadProvider));
  const wishes = entries
    .filter((entry) => entry !== undefined)
    .map((entry) => {
      const { clientId, clientSecret } = sandbox.app(entry.id);
      const settings = sandbox.demoSettings(entry.id);
      return {
        entry,
        wish: {
          displayName: entry.name,
          clientId,
          clientSecret,
          settings,
          scope: null,
          allowSignUp: true,
          enabled: true,
        },
      };
    });
  // The sandbox's half first: a row whose credentials nobody else knows would be of no use.
  keep();
  return hub.db.write(async (tx) => {
    // Of two first starts at once, the second finds the rows of the first.
    const rows: ProviderRow[] = await listProviders(tx);
    if (rows.length > 0) return rows;
    for (const { entry, wish } of wishes) {
      try {
        rows.push(await addProvider(tx, hub, COMMAND_LINE, entry, wish));
      } catch (error) {
        // A provider that can't be set up like this must not keep the others from it. Nothing has been written for it yet.
        if (!(error instanceof Refusal)) throw error;
        hub.log.warn("sandbox.provider-left-out", {
          provider: entry.id,
          refusal: error.code,
          fields: Object.keys(error.fields).join(" "),
        });
      }
    }
    return rows;
  });
}

/** @returns whether the sandbox knows the row's client id. */
function registerCallback(issuer: string, sandbox: Sandbox, row: ProviderRow): boolean {
  const app = sandbox.apps().find((each) => each.providerId === row.entry.id && each.clientId === row.clientId);
  if (!app) return false;
  const callback = callbackAddress(issuer, row);
  if (app.redirectUris.includes(callback)) return true;
  const path = new URL(callback).pathname;
  // The hub's address has changed: the one before leads nowhere.
  const others = app.redirectUris.filter((uri) => new URL(uri).pathname !== path);
  sandbox.registerApp({ ...app, redirectUris: [...others, callback], settings: row.settings });
  return true;
}
