/**
 * Clients that are named by the address of a document (draft-ietf-oauth-client-id-metadata-document): nobody registers them.
 * The document is kept as a client's row, so that consents and grants have something to hang on, and is read again once
 * it is stale. The policy says whose documents are read, and is asked each time: a host that is not listed any more has no
 * clients, whatever is stored.
 *
 *   unknown ──read──▶ fresh ──time──▶ stale ──read──▶ fresh
 *                                       ├─ refused by the address ──▶ unusable until it can be read again
 *                                       └─ unreachable ──▶ usable for a day more, at the token endpoint alone
 *
 * An address that made no client is left alone for half a minute (`metadata-refusals.ts`).
 *
 * Grants outlive a change of the document, as they outlive a change of any client's settings, with one exception: where a
 * client that proved itself by a key no longer does, what it was given under the key ends.
 */
import { hash } from "node:crypto";
import type { Database, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { recordEvent } from "../audit/audit.ts";
import { forgetGrantsOfClient } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { isListedHost, isMetadataAddress } from "./metadata-address.ts";
import { type FetchedDocument, fetchDocument } from "./metadata-fetch.ts";
import { type RefusalKind, recentRefusal, rememberRefusal } from "./metadata-refusals.ts";
import { findRegistration, keepRegistration, proveSector, settingsOf } from "./registration.ts";
import { type ClientMetadata, MetadataFault } from "./registration-metadata.ts";
import { type OrganizationPolicy, readRegistrationPolicy } from "./registration-policy.ts";
import { type Client, createClient, findClient, findClientByRowId, holdClient, updateClient } from "./store.ts";

/** Seconds that grants go on after a document has become stale and can't be reached. */
const UNREACHABLE_SECONDS = 86_400;
/** Documents that one network may have us read that we have not read before. */
const PER_NETWORK = { most: 30, window: 3600 };

/** Readings under way, so that a crowd at one address is one call. */
const underWay = new WeakMap<Database, Map<string, Promise<Client | undefined>>>();

/**
 * The client of a public `client_id`, its document read again where it is stale; never a client that is not known yet.
 * @returns `undefined` where it is unknown, or its document says no or is not to be read
 */
export async function findCurrentClient(hub: Hub, clientId: string): Promise<Client | undefined> {
  const client = await findClient(hub.db, clientId);
  return client && isMetadataAddress(clientId) ? current(hub, client, UNREACHABLE_SECONDS) : client;
}

/**
 * The client of a public `client_id`, its document read where it is not known yet: where a flow begins.
 * @param address Whoever asks: each network may name a few documents an hour.
 * @throws Refusal `too_many_attempts`
 */
export async function admitClient(hub: Hub, clientId: string, address: string): Promise<Client | undefined> {
  const client = await findClient(hub.db, clientId);
  if (!isMetadataAddress(clientId)) return client;
  if (client) return current(hub, client, 0);
  const policy = await readRegistrationPolicy(hub.db);
  if (!isListedHost(clientId, policy.metadataHosts)) return undefined;
  if (recentRefusal(hub, clientId)) return undefined;
  await reserveAttempt(hub, [{ key: `metadata-document:${networkOf(address)}`, ...PER_NETWORK }]);
  return once(hub, clientId, () => make(hub, policy, clientId));
}

/** @param grace Seconds that a document that can't be reached is believed beyond its time. */
async function current(hub: Hub, client: Client, grace: number): Promise<Client | undefined> {
  const policy = await readRegistrationPolicy(hub.db);
  if (!isListedHost(client.clientId, policy.metadataHosts)) return undefined;
  if (client.disabledAt !== null) return client;
  const until = (await findRegistration(hub.db, client.id))?.freshUntil ?? 0;
  if (until > seconds(hub.clock)) return client;
  const refused = recentRefusal(hub, client.clientId);
  if (refused) return isUsable(hub, refused, until + grace) ? client : undefined;
  return once(hub, `${client.clientId} ${grace}`, () => refresh(hub, client, until + grace));
}

async function once(hub: Hub, key: string, work: () => Promise<Client | undefined>): Promise<Client | undefined> {
  const readings = underWay.get(hub.db) ?? new Map<string, Promise<Client | undefined>>();
  underWay.set(hub.db, readings);
  const running = readings.get(key) ?? work().finally(() => readings.delete(key));
  readings.set(key, running);
  return running;
}

function tell(hub: Hub, clientId: string, { is, why }: Exclude<FetchedDocument, { is: "document" }>): undefined {
  rememberRefusal(hub, clientId, is);
  hub.log.info("client.document-refused", { client: clientId, is, error: why });
}

/** Whether a client goes on though its document could not be read. */
const isUsable = (hub: Hub, is: RefusalKind, usableUntil: number): boolean =>
  is === "unreachable" && usableUntil > seconds(hub.clock);

/** With a mark of its address, so that no two names are the same, nor one that somebody gave by hand. */
const nameOf = ({ client_name }: ClientMetadata, clientId: string): string =>
  `${(client_name ?? new URL(clientId).host).slice(0, 80)} (${hash("sha256", clientId, "hex").slice(0, 6)})`;

const sectorOf = async (hub: Hub, clientId: string, metadata: ClientMetadata): Promise<string> =>
  (await proveSector(hub, metadata)) ?? new URL(clientId).host;

async function make(hub: Hub, policy: OrganizationPolicy, clientId: string): Promise<Client | undefined> {
  // Somebody may have been faster since it was looked for.
  const already = await findClient(hub.db, clientId);
  if (already) return already;
  const read = await fetchDocument(hub, clientId);
  if (read.is !== "document") return tell(hub, clientId, read);
  const { metadata, keptSeconds } = read;
  const { organizationId } = policy;
  if (organizationId === null) return undefined;
  try {
    const sector = await sectorOf(hub, clientId, metadata);
    const settings = settingsOf(metadata, { name: nameOf(metadata, clientId), sector, resources: policy.resources });
    return await hub.db.write(async (tx) => {
      const known = await findClient(tx, clientId);
      if (known) return known;
      const { client } = await createClient(tx, hub, organizationId, settings, clientId);
      const freshUntil = seconds(hub.clock) + keptSeconds;
      await keepRegistration(tx, client.id, { kind: "metadata-document", metadata, freshUntil });
      await recordEvent(tx, hub, {
        action: "client.document-read",
        subject: { kind: "client", id: client.id },
        clientId: client.id,
        detail: { name: client.name, client_id: clientId },
      });
      return client;
    });
  } catch (why) {
    // Another hub was faster, or the document asks for what there is not.
    if (why instanceof Refusal && why.code === "name_taken") return findClient(hub.db, clientId);
    // What is our own trouble says nothing of the document, and is not to be remembered of it.
    const isItsFault = why instanceof MetadataFault || (why instanceof Refusal && why.status < 500);
    if (!isItsFault) throw why;
    return tell(hub, clientId, { is: "refused", why });
  }
}

async function refresh(hub: Hub, client: Client, usableUntil: number): Promise<Client | undefined> {
  const read = await fetchDocument(hub, client.clientId);
  if (read.is !== "document") {
    tell(hub, client.clientId, read);
    return isUsable(hub, read.is, usableUntil) ? client : undefined;
  }
  const { metadata, keptSeconds } = read;
  try {
    const sector = await sectorOf(hub, client.clientId, metadata);
    return await hub.db.write((tx) => keepDocument(tx, hub, client, { metadata, sector, keptSeconds }));
  } catch (why) {
    if (!(why instanceof MetadataFault)) throw why;
    return tell(hub, client.clientId, { is: "refused", why });
  }
}

interface ReadDocument {
  readonly metadata: ClientMetadata;
  readonly sector: string;
  readonly keptSeconds: number;
}

/** @returns `undefined` where it has been deleted meanwhile. @throws MetadataFault */
async function keepDocument(
  tx: Writer,
  hub: Hub,
  client: Client,
  { metadata, sector, keptSeconds }: ReadDocument,
): Promise<Client | undefined> {
  // The document's host decides how long it took; an administrator may have changed the client meanwhile.
  const known = await holdClient(tx, client.id);
  if (known === undefined) return undefined;
  const name = nameOf(metadata, client.clientId);
  const settings = settingsOf(metadata, { name, sector, resources: known.resources, known });
  await updateClient(tx, hub, client.id, settings);
  const freshUntil = seconds(hub.clock) + keptSeconds;
  await keepRegistration(tx, client.id, { kind: "metadata-document", metadata, freshUntil });
  if (known.authMethod === "private_key_jwt" && settings.authMethod === "none") {
    const grants = await forgetGrantsOfClient(tx, client.id);
    await recordEvent(tx, hub, {
      action: "client.document-read",
      subject: { kind: "client", id: client.id },
      clientId: client.id,
      detail: { client_id: client.clientId, lost: "private_key_jwt", grants },
    });
  }
  return findClientByRowId(tx, client.id);
}
