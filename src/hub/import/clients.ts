/** An application that comes from elsewhere and goes on under the client id and the secret that it is configured with. */
import type { Writer } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { recordEvent } from "../audit/audit.ts";
import type { ClientSettings } from "../clients/settings.ts";
import { type Client, createClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

export interface ImportedClient {
  readonly from: string;
  readonly organizationId: string;
  readonly clientId: string;
  /** Of a confidential client. */
  readonly clientSecret: string | null;
  /** Read by `readClientSettings`. */
  readonly settings: ClientSettings;
}

/** @throws Refusal `name_taken`, also where somebody has the client id */
export async function importClient(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids" | "vault">,
  { from, organizationId, clientId, clientSecret, settings }: ImportedClient,
): Promise<Client> {
  const { client } = await createClient(tx, hub, organizationId, settings, clientId);
  const secretHash = clientSecret === null ? null : bearerHash(clientSecret);
  if (settings.type === "confidential" && secretHash !== null)
    await tx.query.updateTable("clients").set({ secret_hash: secretHash }).where("id", "=", client.id).execute();
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
  return client;
}
