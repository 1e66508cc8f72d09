/**
 * Signed authorization requests (RFC 9101): the parameters as a JWT of the client's own key, by value. What stands beside it is
 * not looked at, but for the client id, which has to be the same. Only a client that has registered keys can send one.
 */
import { Refusal } from "../../lib/errors.ts";
import { findRegistration } from "../clients/registration.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { verifyClientJwt } from "./client-jwt.ts";
import { RawParameters } from "./raw-parameters.ts";

/** Claims of the JWT itself, which are no parameters. */
const OWN = new Set(["iss", "aud", "exp", "iat", "nbf", "jti"]);

/** A claim as the parameter it stands for: JSON where it is a structure (OpenID Connect Core, 6.1). */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);

/**
 * @param findClient Gives the client of a public `client_id`.
 * @returns the parameters of the request object, or what came where there is none.
 * @throws Refusal `bad_request`: shown, since nothing of a request that can't be read is proven
 */
export async function openRequestObject(
  hub: Hub,
  sent: RawParameters,
  findClient: (clientId: string) => Promise<Client | undefined>,
): Promise<RawParameters> {
  if (sent.isRepeated("request") || sent.isRepeated("client_id")) return sent;
  const object = sent.once("request");
  const clientId = sent.once("client_id");
  if (object === undefined || clientId === undefined || sent.once("request_uri") !== undefined) return sent;
  const client = await findClient(clientId);
  if (!client || client.disabledAt !== null || (client.jwks === null && client.jwksUri === null)) return sent;
  const claims = await verifyClientJwt(hub, client, object, {
    audience: [hub.issuer],
    alg: (await findRegistration(hub.db, client.id))?.metadata.request_object_signing_alg,
  });
  const { client_id, request, request_uri, ...rest } = claims ?? {};
  if (
    !claims ||
    (client_id !== undefined && client_id !== clientId) ||
    request !== undefined ||
    request_uri !== undefined
  ) {
    throw new Refusal("bad_request", "The request object is not valid.");
  }
  const parameters = new URLSearchParams({ client_id: clientId });
  for (const [name, value] of Object.entries(rest)) {
    if (OWN.has(name)) continue;
    if (name === "resource" && Array.isArray(value)) for (const each of value) parameters.append(name, asText(each));
    else parameters.set(name, asText(value));
  }
  return new RawParameters(parameters.toString());
}
