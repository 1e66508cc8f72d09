/**
 * Dynamic client registration: `POST /api/oauth/register` (RFC 7591; OpenID Connect Dynamic Client Registration), as far as the
 * organization's policy lets clients register: nobody, whoever has an initial access token, or everybody. What a client says
 * of itself proves nothing: people are asked each time, its name carries a mark of its own, and no dangerous switch is on.
 *
 * The order: the policy, the token, the network's count, the metadata; then the client is stored in the transaction that
 * spends the token. Whoever has no token is refused while too many wait to be used (`clients/unused.ts`).
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { networkOf } from "../../lib/network.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import { randomToken } from "../../lib/random.ts";
import { recordEvent } from "../audit/audit.ts";
import { keepRegistration, proveSector, settingsOf } from "../clients/registration.ts";
import { type ClientMetadata, MetadataFault, readClientMetadata } from "../clients/registration-metadata.ts";
import {
  findRegistrationToken,
  type ProvenRegistrationToken,
  readRegistrationPolicy,
  spendRegistrationToken,
} from "../clients/registration-policy.ts";
import { DEVICE_GRANT } from "../clients/settings.ts";
import { type Client, createClient, newClientId } from "../clients/store.ts";
import { areTooManyUnused } from "../clients/unused.ts";
import type { Hub } from "../hub.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { registrationAnswer } from "./registration-answer.ts";
import { occasionOf } from "./token.ts";

/** Registrations, refused ones too, that one network may ask for. */
const PER_NETWORK = { most: 60, window: 3600 };

export const register =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    await reserveAttempt(hub, [{ key: `register:network:${networkOf(http.address)}`, ...PER_NETWORK }]);
    const policy = await readRegistrationPolicy(hub.db);
    const { organizationId } = policy;
    if (policy.mode === "closed" || organizationId === null)
      throw new OAuthError("access_denied", "Clients can't register here.");
    const token = await provenToken(hub, http, policy.mode === "token");
    const metadata = await readMetadata(http);
    if (token === null) refuseUntrusted(metadata, []);
    const sector = await asClientSees(() => proveSector(hub, metadata));
    const clientId = newClientId();
    const settings = await asClientSees(async () =>
      settingsOf(metadata, { name: markedName(metadata, clientId), sector, resources: policy.resources }),
    );
    const registrationToken = randomToken(32);
    const now = seconds(hub.clock);
    const made = await hub.db.write(async (tx) => {
      if (token !== null && !(await spendRegistrationToken(tx, token.id, now))) throw unproven();
      if (token === null && (await areTooManyUnused(tx, organizationId, policy.mostUnused)))
        throw new OAuthError("temporarily_unavailable", "Too many clients have registered and are not used yet.");
      const { client, clientSecret } = await createClient(
        tx,
        hub,
        token?.organizationId ?? organizationId,
        settings,
        clientId,
      );
      await keepRegistration(tx, client.id, {
        kind: "registered",
        metadata,
        freshUntil: now + policy.unusedDays * 86_400,
        token: registrationToken,
      });
      await recordEvent(tx, hub, {
        action: "client.registered",
        subject: { kind: "client", id: client.id },
        clientId: client.id,
        occasion: occasionOf(http),
        detail: {
          name: client.name,
          client_id: client.clientId,
          ...(token === null ? {} : { token: String(token.id) }),
        },
      });
      return { client, clientSecret };
    });
    return registrationAnswer(
      hub,
      made.client,
      { metadata },
      { clientSecret: toldSecret(made.client, made.clientSecret), registrationToken },
      201,
    );
  };

/** What works without a person, and what a person can be talked into on another device (RFC 8628, 5.4): not for strangers. */
const FOR_TRUSTED: readonly string[] = ["client_credentials", DEVICE_GRANT];

/** @param known Grant types that the client has already. @throws OAuthError `invalid_client_metadata` */
export function refuseUntrusted({ grant_types }: ClientMetadata, known: readonly string[]): void {
  const refused = grant_types.find((type) => FOR_TRUSTED.includes(type) && !known.includes(type));
  if (refused !== undefined)
    throw new OAuthError("invalid_client_metadata", `${refused} needs an initial access token.`);
}

/** The secret of a client that has use for one. */
export const toldSecret = (client: Client, clientSecret: string | null): string | undefined =>
  client.authMethod === "private_key_jwt" ? undefined : (clientSecret ?? undefined);

/** A name that says nothing of whose it is, with a mark by which no two are the same, nor one that somebody gave by hand. */
export const markedName = ({ client_name = "Application" }: ClientMetadata, clientId: string): string =>
  `${client_name} (${clientId.slice(0, 6)})`;

const unproven = () => new OAuthError("invalid_token", "The initial access token is not valid.");

/** The value of an `Authorization: Bearer` header; `undefined` where there is no such header. */
export function bearerOf(http: EndpointRequest): string | undefined {
  const header = http.headers.authorization;
  if (header === undefined) return undefined;
  const [, value] = /^bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header) ?? [];
  return value ?? "";
}

async function provenToken(hub: Hub, http: EndpointRequest, needed: boolean): Promise<ProvenRegistrationToken | null> {
  const value = bearerOf(http);
  if (value === undefined && !needed) return null;
  const token = value === undefined ? undefined : await findRegistrationToken(hub.db, value);
  // One that is sent has to be right, also where none is needed.
  if (!token) throw unproven();
  return token;
}

/** @throws OAuthError `invalid_client_metadata`, `invalid_redirect_uri`, `invalid_request` */
export async function readMetadata(http: EndpointRequest): Promise<ClientMetadata> {
  return asClientSees(async () => readClientMetadata(await readJson(http)));
}

export async function readJson(http: EndpointRequest): Promise<unknown> {
  if (mediaType(http.headers["content-type"]) !== "application/json")
    throw new OAuthError("invalid_request", "The body must be application/json.");
  const text = bodyText(await http.body());
  if (text.includes("\\u0000")) throw new OAuthError("invalid_client_metadata", "The metadata holds a NUL.");
  try {
    return JSON.parse(text);
  } catch {
    throw new OAuthError("invalid_client_metadata", "The body is not JSON.");
  }
}

/** What is wrong with metadata, in the words of RFC 7591, 3.2.2. */
export async function asClientSees<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof MetadataFault ? new OAuthError(error.code, error.message, { cause: error }) : error;
  }
}
