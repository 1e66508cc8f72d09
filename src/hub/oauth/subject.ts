/**
 * The subject that a client knows a person by (OpenID Connect Core, 8): the user's id, or, for a client that asks for pairwise
 * subjects, one that clients of other sectors can't tell to be the same person. Derived, so that nothing is stored.
 */
import { createHmac } from "node:crypto";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

/** The host that a client's subjects belong to (8.1). */
const sectorOf = (client: Client): string => {
  if (client.sectorIdentifier !== null) return client.sectorIdentifier;
  const [first = ""] = client.redirectUris;
  return URL.canParse(first) ? new URL(first).host : client.clientId;
};

export const subjectOf = (hub: Pick<Hub, "vault">, client: Client, userId: string): string =>
  client.subjectType === "public"
    ? userId
    : createHmac("sha256", hub.vault.derive("pairwise-subject"))
        .update(`${sectorOf(client)}\n${userId}`)
        .digest("base64url");

export { sessionIdOf } from "../sessions/sid.ts";
