/**
 * A registered client looks after itself: `GET`, `PUT` and `DELETE` on `/api/oauth/register/:client_id` (RFC 7592), by the
 * registration access token that it was given and nothing else. A token that fits no client, another client's, or one that
 * is gone is told apart by nobody (2.1). PUT replaces everything that it had said; DELETE ends all that people allowed it.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { networkOf } from "../../lib/network.ts";
import { recordEvent } from "../audit/audit.ts";
import {
  findRegistration,
  isRegistrationToken,
  keepRegistration,
  proveSector,
  type Registration,
  settingsOf,
} from "../clients/registration.ts";
import { type ClientMetadata, readClientMetadata } from "../clients/registration-metadata.ts";
import {
  type Client,
  deleteClient,
  findClient,
  findClientByRowId,
  holdClient,
  isClientSecret,
  rotateClientSecret,
  updateClient,
} from "../clients/store.ts";
import { forgetGrantsOfClient } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { OAuthError } from "../web/oauth-error.ts";
import type { ProtocolEndpoint } from "../web/route.ts";
import { asClientSees, bearerOf, markedName, readJson, refuseUntrusted, toldSecret } from "./register.ts";
import { registrationAnswer } from "./registration-answer.ts";
import { occasionOf } from "./token.ts";

/** Calls that one network may make; a token can't be guessed, and this is for the work that each try costs. */
const PER_NETWORK = { most: 600, window: 3600 };

interface Own {
  readonly client: Client;
  readonly registration: Registration;
}

export const registration =
  (hub: Hub): ProtocolEndpoint =>
  async (http, params) => {
    await reserveAttempt(hub, [{ key: `registration:network:${networkOf(http.address)}`, ...PER_NETWORK }]);
    const own = await prove(hub, http, params["client_id"] ?? "");
    if (http.method === "PUT") return replace(hub, http, own);
    if (http.method === "DELETE") return remove(hub, http, own);
    return registrationAnswer(hub, own.client, own.registration, {});
  };

const unproven = () => new OAuthError("invalid_token", "The registration access token is not valid.");
const disabled = () => new OAuthError("access_denied", "This client has been disabled.");

async function prove(hub: Hub, http: EndpointRequest, clientId: string): Promise<Own> {
  const value = bearerOf(http);
  const client = value === undefined ? undefined : await findClient(hub.db, clientId);
  const registration = client && (await findRegistration(hub.db, client.id));
  if (!client || !registration || value === undefined || !isRegistrationToken(registration, value)) throw unproven();
  if (client.disabledAt !== null) throw disabled();
  return { client, registration };
}

/** Members that the server gave and a client must not send (2.2). */
const GIVEN = [
  "registration_access_token",
  "registration_client_uri",
  "client_secret_expires_at",
  "client_id_issued_at",
];

async function replace(hub: Hub, http: EndpointRequest, { client, registration: before }: Own): Promise<Answer> {
  const metadata = await asClientSees(async () => readOwn(await readJson(http), client));
  const sector = await asClientSees(() => proveSector(hub, metadata));
  const changed = await hub.db.write(async (tx) => {
    // The client decides how long its list of addresses took; an administrator may have changed it meanwhile.
    const known = await holdClient(tx, client.id);
    if (known === undefined) throw unproven();
    if (known.disabledAt !== null) throw disabled();
    refuseUntrusted(metadata, known.grantTypes);
    const settings = await asClientSees(async () =>
      settingsOf(metadata, { name: markedName(metadata, client.clientId), sector, resources: [], known }),
    );
    // What a program is does not change, and a secret that was never given out protects nothing.
    if (settings.type !== known.type)
      throw new OAuthError("invalid_client_metadata", "A client keeps its type: one with credentials, or one without.");
    await updateClient(tx, hub, client.id, settings);
    await keepRegistration(tx, client.id, { kind: "registered", metadata, freshUntil: before.freshUntil });
    // Of the secret before there is only a hash, and it may be shorter than a signature needs.
    const clientSecret =
      settings.authMethod !== known.authMethod &&
      settings.authMethod !== "private_key_jwt" &&
      settings.type === "confidential"
        ? await rotateClientSecret(tx, hub, client.id)
        : null;
    await recordEvent(tx, hub, {
      action: "client.updated",
      actorId: client.id,
      subject: { kind: "client", id: client.id },
      clientId: client.id,
      occasion: occasionOf(http),
      detail: { name: settings.name, client_id: client.clientId, by: "registration" },
    });
    return { client: (await findClientByRowId(tx, client.id)) ?? client, clientSecret };
  });
  return registrationAnswer(
    hub,
    changed.client,
    { metadata },
    { clientSecret: toldSecret(changed.client, changed.clientSecret) },
  );
}

/** RFC 7592, 2.2: it names itself, and of what it was given it sends nothing but its secret, which must be right. */
function readOwn(input: unknown, client: Client): ClientMetadata {
  const sent = typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  if (sent["client_id"] !== client.clientId)
    throw new OAuthError("invalid_client_metadata", "client_id is not this client's.");
  const given = GIVEN.find((name) => Object.hasOwn(sent, name));
  if (given !== undefined) throw new OAuthError("invalid_client_metadata", `${given} can't be sent.`);
  const secret = sent["client_secret"];
  if (secret !== undefined && (typeof secret !== "string" || !isClientSecret(client, secret)))
    throw new OAuthError("invalid_client_metadata", "client_secret is not this client's.");
  return readClientMetadata(input);
}

async function remove(hub: Hub, http: EndpointRequest, { client }: Own): Promise<Answer> {
  await hub.db.write(async (tx) => {
    const grants = await forgetGrantsOfClient(tx, client.id);
    await deleteClient(tx, client.id);
    await recordEvent(tx, hub, {
      action: "client.deleted",
      actorId: client.id,
      subject: { kind: "client", id: client.id },
      clientId: client.id,
      occasion: occasionOf(http),
      detail: { name: client.name, client_id: client.clientId, grants, by: "registration" },
    });
  });
  return { status: 204, headers: { "cache-control": "no-store", pragma: "no-cache" } };
}
