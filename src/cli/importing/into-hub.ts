/**
 * Writes what came from elsewhere into the hub: everything in one transaction, or nothing. A dry run is the same transaction, taken
 * back at its end, so that its report is the one that the real run would give. What is here already is never changed, so that an
 * import can be run again.
 */

import type { Writer } from "../../db/database.ts";
import { addProvider } from "../../hub/admin/providers/providers.ts";
import { readClientSettings } from "../../hub/clients/settings.ts";
import { findClient } from "../../hub/clients/store.ts";
import type { Hub } from "../../hub/hub.ts";
import { importClient } from "../../hub/import/clients.ts";
import { importIdentity, issuerOf } from "../../hub/import/identities.ts";
import { importOrganization } from "../../hub/import/organizations.ts";
import { type ImportedPerson, importPerson } from "../../hub/import/people.ts";
import { saveRule, USUAL_RULE } from "../../hub/providers/rules.ts";
import { callbackAddress, listProviders, type ProviderRow } from "../../hub/providers/store.ts";
import { readUsername, usernameFrom, withRandomEnd } from "../../hub/users/names.ts";
import { findUserByLogin } from "../../hub/users/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { keptHashes } from "./foreign-password.ts";
import type { ApplicationWish, HubWishes, PersonWish } from "./hub-wishes.ts";
import { addMemberships } from "./memberships-into-hub.ts";
import { createReport, type ImportReport } from "./report.ts";
import { reported } from "./reported.ts";

/** What can be a subject, as the provider library reads it. */
const SUBJECT = /^(?=.*\S)[^\p{Cc}]{1,255}$/u;

/** Takes a transaction back. */
class DryRun extends Error {}

interface Known {
  readonly organizations: ReadonlyMap<string, string>;
  readonly providers: ReadonlyMap<string, ProviderRow>;
}

/**
 * @param before What the reading of the source had to say.
 * @throws Refusal `busy`
 */
export async function importIntoHub(
  hub: Hub,
  wishes: HubWishes,
  before: ImportReport,
  dryRun: boolean,
): Promise<ImportReport> {
  const hashes = await keptHashes(
    hub.passwords,
    wishes.people.map(({ password }) => password),
  );
  let report = before;
  try {
    await hub.db.write(async (tx) => {
      report = createReport(before);
      const organizations = await addOrganizations(tx, hub, wishes, report);
      const providers = await addProviders(tx, hub, wishes, report);
      for (const wish of wishes.applications)
        await addApplication(tx, hub, { organizations, providers }, wish, wishes.from, report);
      const people = new Map<string, string>();
      for (const [index, wish] of wishes.people.entries()) {
        const known = { organizations, providers };
        const id = await addPerson(tx, hub, known, wish, hashes[index] ?? null, wishes.from, report);
        if (id !== null) people.set(wish.source, id);
      }
      await addMemberships(tx, hub, wishes, { organizations, people }, report);
      if (dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return report;
}

async function addOrganizations(
  tx: Writer,
  hub: Hub,
  { organizations }: HubWishes,
  report: ImportReport,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { key, name, displayName } of organizations) {
    const { id, made } = await importOrganization(tx, hub, name, displayName);
    ids.set(key, id);
    if (made) report.came("organization");
  }
  return ids;
}

async function addProviders(
  tx: Writer,
  hub: Hub,
  { providers, existing }: HubWishes,
  report: ImportReport,
): Promise<Map<string, ProviderRow>> {
  const rows = new Map<string, ProviderRow>();
  const known = await listProviders(tx);
  for (const { key, entry } of existing) {
    const [only, ...others] = known.filter((row) => row.entry.id === entry);
    if (only && others.length === 0) rows.set(key, only);
    else
      report.left("provider", key, "Its registration is not in the source, and here there is none or several of it.");
  }
  for (const { key, entry, ...wish } of providers) {
    const same = known.find((row) => row.entry.id === entry.id && row.clientId === wish.clientId);
    if (same) {
      rows.set(key, same);
      report.left("provider", key, "A registration with this client id is here already; its links come to it.");
      continue;
    }
    await reported(report, "provider", key, async () => {
      const row = await addProvider(tx, hub, COMMAND_LINE, entry, { ...wish, scope: null });
      rows.set(key, row);
      report.changed("provider", key, `Register the callback address ${callbackAddress(hub.issuer, row)} with it.`);
    });
  }
  return rows;
}

async function addApplication(
  tx: Writer,
  hub: Hub,
  { organizations, providers }: Known,
  wish: ApplicationWish,
  from: string,
  report: ImportReport,
): Promise<void> {
  const organizationId = organizations.get(wish.organization);
  if (organizationId === undefined)
    return report.left("application", wish.source, "Its organization is not in the source.");
  if (await findClient(tx, wish.clientId))
    return report.left("application", wish.source, "An application with this client id is here already.");
  await reported(report, "application", wish.source, async () => {
    const make = (name: string) =>
      importClient(tx, hub, {
        from,
        organizationId,
        clientId: wish.clientId,
        clientSecret: wish.clientSecret,
        settings: readClientSettings({ ...wish.settings, name }),
      });
    const { client } = await make(wish.name).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== "name_taken") throw error;
      report.changed("application", wish.source, `Another one is called "${wish.name}": it goes by its client id too.`);
      return make(`${wish.name.slice(0, 60)} (${wish.clientId.slice(0, 30)})`);
    });
    if (wish.providers === null) return;
    for (const [key, row] of providers) {
      const rule = wish.providers.get(key) ?? { ...USUAL_RULE, canSignIn: false, canSignUp: false };
      await saveRule(tx, client.id, row.id, rule);
    }
  });
}

/** The name that somebody can have here, if not their own. */
async function freeName(
  tx: Writer,
  organizationId: string,
  wish: Pick<PersonWish, "name" | "displayName">,
): Promise<string> {
  const name = usernameFrom(wish.name, wish.displayName);
  return (await findUserByLogin(tx, organizationId, name)) ? withRandomEnd(name) : name;
}

/** @returns their id; `null` for whoever could not come */
async function addPerson(
  tx: Writer,
  hub: Hub,
  { organizations, providers }: Known,
  { source, organization, identities, password, groups: _groups, ...wish }: PersonWish,
  passwordHash: string | null,
  from: string,
  report: ImportReport,
): Promise<string | null> {
  const organizationId = organizations.get(organization);
  if (organizationId === undefined) {
    report.left("user", source, "Their organization is not in the source.");
    return null;
  }
  const own = readUsername(wish.name);
  const name = own ?? (await freeName(tx, organizationId, wish));
  const person: ImportedPerson = { ...wish, from, organizationId, name, passwordHash };
  let userId = "";
  const came = await reported(report, "user", source, async () => {
    userId = (await importPerson(tx, hub, person)).id;
  });
  if (!came) return null;
  if (own === null) report.changed("user", source, `The name can't be one here; they sign in as "${name}".`);
  if (wish.id !== undefined && wish.id !== userId)
    report.changed("user", source, "Somebody has their id already: applications will know them by another one.");
  if (password !== null && passwordHash === null)
    report.changed("user", source, "Their password's hash is of no form that is verified here: they need a new one.");
  for (const { provider: key, subject, issuer, username, displayName } of identities) {
    const provider = providers.get(key);
    const expected = provider && issuerOf(provider.entry, provider.settings);
    if (!provider || !expected || !SUBJECT.test(subject) || (issuer !== null && issuer !== expected)) {
      report.left(
        "identity",
        `${source} at ${key}`,
        "It can't be told with certainty whose id it is. They link it again.",
      );
      continue;
    }
    await reported(report, "identity", `${source} at ${key}`, () =>
      importIdentity(tx, hub, { from, userId, provider, issuer: expected, subject, username, displayName }),
    );
  }
  return userId;
}
