/** A document against a hub: the steps, found and done in one transaction, so that nothing comes in between. */
import type { Writer } from "../../db/database.ts";
import type { MadeClient } from "../../hub/clients/store.ts";
import type { ConfigDocument } from "../../hub/config/document.ts";
import { namedLater } from "../../hub/config/named.ts";
import { presentClients, readPresent } from "../../hub/config/present.ts";
import type { Hub } from "../../hub/hub.ts";
import { checkRequirements } from "../../hub/roles/requirements.ts";
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import type { Provider } from "../../providers/provider.ts";
import { applicationSteps } from "./application-steps.ts";
import type { SecretOf } from "./file.ts";
import { groupSteps } from "./group-steps.ts";
import { lookSteps, type MadeLogos, makeLogos } from "./look-steps.ts";
import { organizationSteps } from "./organization-steps.ts";
import { providerSteps } from "./provider-steps.ts";
import { roleSteps } from "./role-steps.ts";
import type { Change, Step } from "./steps.ts";

/** Takes a transaction back. */
class OnlyLooked extends Error {}

async function entriesOf({ providers = [] }: ConfigDocument): Promise<Map<string, Provider>> {
  const entries = new Map<string, Provider>();
  for (const { entry } of providers) {
    const loaded = await loadProvider(entry);
    if (loaded) entries.set(entry, loaded);
  }
  return entries;
}

async function stepsOf(
  hub: Hub,
  tx: Writer,
  document: ConfigDocument,
  secretOf: SecretOf,
  entries: ReadonlyMap<string, Provider>,
  logos: MadeLogos,
): Promise<Step[]> {
  const present = await readPresent(tx);
  const planning = { hub, secretOf, prune: document.prune };
  const names = new Map(present.organizations.map(({ id, name }) => [id, name]));
  const { organizations, providers, applications } = document;
  const groups = document.groups && groupSteps(planning, present.groups, names, document.groups);
  const roles = document.roles && roleSteps(planning, present.roles, names, document.roles);
  return [
    ...(organizations === undefined ? [] : organizationSteps(planning, present.organizations, organizations)),
    ...(providers === undefined ? [] : providerSteps(planning, present.providers, providers, entries)),
    ...(applications === undefined ? [] : applicationSteps(planning, present.clients, names, applications)),
    ...(applications === undefined ? [] : await lookSteps(planning, tx, applications, logos)),
    ...(groups?.change ?? []),
    ...(roles?.change ?? []),
    ...(roles?.remove ?? []),
    ...(groups?.remove ?? []),
  ];
}

/**
 * What applications require of their people is looked for once everything is there.
 * @throws Refusal `field_invalid` by the document's names
 */
async function checkEveryRequirement(tx: Writer, { applications = [] }: ConfigDocument): Promise<void> {
  const clients = applications.length === 0 ? [] : await presentClients(tx);
  const named = new Set(applications.map(({ name }) => name));
  for (const client of clients.filter(({ name }) => named.has(name)))
    await namedLater(
      (field) => `applications.${client.name}.${field}`,
      () => checkRequirements(tx, client.organizationId, client.id, client),
    );
}

export interface Outcome {
  readonly changes: readonly Change[];
  /** Applications that were made, with the secrets that were made for them. */
  readonly made: readonly MadeClient[];
}

/**
 * @param apply Whether it is done. If not, it is tried all the same and taken back, so that what would be refused is refused.
 * @throws Refusal `field_invalid` by the document's names, and what the console's functions refuse; Failure `input_missing`
 */
export async function carryOut(
  hub: Hub,
  document: ConfigDocument,
  secretOf: SecretOf,
  apply: boolean,
): Promise<Outcome> {
  const entries = await entriesOf(document);
  const logos = await makeLogos(document.applications);
  let outcome: Outcome = { changes: [], made: [] };
  try {
    await hub.db.write(async (tx) => {
      const steps = await stepsOf(hub, tx, document, secretOf, entries, logos);
      const made: MadeClient[] = [];
      for (const step of steps) {
        const client = await step.run(tx);
        if (client) made.push(client);
      }
      await checkEveryRequirement(tx, document);
      outcome = { changes: steps.map(({ change }) => change), made: apply ? made : [] };
      if (!apply) throw new OnlyLooked();
    });
  } catch (error) {
    if (!(error instanceof OnlyLooked)) throw error;
  }
  return outcome;
}
