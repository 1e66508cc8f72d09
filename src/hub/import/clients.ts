/** An application that comes from elsewhere and goes on under the client id and the secret that it is configured with. */
import type { Writer } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { recordEvent } from "../audit/audit.ts";
import { keepSigningSecret } from "../clients/secret-jwt.ts";
import type { ClientSettings } from "../clients/settings.ts";
import { type Client, createClient, type MadeClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

type Deps = Pick<Hub, "clock" | "ids" | "vault">;

export interface ImportedClient {
  readonly from: string;
  readonly organizationId: string;
  readonly clientId: string;
  /** Of a confidential client. */
  readonly clientSecret: string | null;
  /** Read by `readClientSettings`. */
  readonly settings: ClientSettings;
}

/**
 * @returns with the secret that counts: the one that it came with, or a new one for a confidential client that came with none
 * @throws Refusal `name_taken`, also where somebody has the client id
 */
export async function importClient(
  tx: Writer,
  hub: Deps,
  { from, organizationId, clientId, clientSecret, settings }: ImportedClient,
): Promise<MadeClient> {
  const made = await createClient(tx, hub, organizationId, settings, clientId);
  const { client } = made;
  const isGiven = settings.type === "confidential" && clientSecret !== null;
  if (isGiven) await storeSecret(tx, hub, client, clientSecret);
  await recordEvent(tx, hub, {
    action: "client.created",
    subject: { kind: "client", id: client.id },
    clientId: client.id,
    detail: {
      name: client.name,
      client_id: client.clientId,
      type: settings.type,
      imported_from: from,
      ...(settings.dangers.length === 0 ? {} : { dangers: settings.dangers.join(" ") }),
    },
  });
  return { client, clientSecret: isGiven ? clientSecret : made.clientSecret };
}

async function storeSecret(tx: Writer, hub: Deps, client: Client, secret: string): Promise<void> {
  await tx.query
    .updateTable("clients")
    .set({ secret_hash: bearerHash(secret) })
    .where("id", "=", client.id)
    .execute();
  if (client.authMethod === "client_secret_jwt") await keepSigningSecret(tx, hub, client.id, secret);
}

/** Gives a confidential client a secret that somebody chose; the old one stops at once. */
export async function setClientSecret(tx: Writer, hub: Deps, client: Client, secret: string): Promise<void> {
  await storeSecret(tx, hub, client, secret);
  await recordEvent(tx, hub, {
    action: "client.secret-rotated",
    subject: { kind: "client", id: client.id },
    clientId: client.id,
    detail: { name: client.name, client_id: client.clientId },
  });
}
