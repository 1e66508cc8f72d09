/**
 * Client authentication at the token, introspection and revocation endpoints (RFC 6749, 2.3; OpenID Connect Core, 9):
 * `client_secret_basic`, `client_secret_post`, `client_secret_jwt`, `private_key_jwt`, and `none` for public clients. The client's registered type decides, never
 * what was sent: a confidential client always needs its secret, and a secret that is sent must be right.
 *
 * Both at once is against RFC 6749, but common (some libraries send the same credentials twice), and harmless while both
 * say the same.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Parameters } from "../../lib/parameters.ts";
import { findCurrentClient } from "../clients/metadata-document.ts";
import { type Client, isClientSecret } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { clientByAssertion } from "./client-assertion.ts";

interface Credentials {
  readonly clientId: string;
  readonly secret: string | undefined;
}

const failed = () => new OAuthError("invalid_client", "Client authentication failed.");

/**
 * RFC 6749, 2.3.1: both halves are form-encoded inside. `null` where the header is of another scheme.
 * @throws OAuthError `invalid_client` for Basic that can't be read: what was meant as a proof is never passed over
 */
function readBasic(header: string | undefined): Credentials | null {
  if (header === undefined || !/^basic(?: |$)/i.test(header)) return null;
  const match = /^basic +([A-Za-z0-9+/_=-]+) *$/i.exec(header);
  if (!match?.[1]) throw failed();
  const text = Buffer.from(match[1], "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) throw failed();
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part.replaceAll("+", " "));
    } catch {
      throw failed();
    }
  };
  return { clientId: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) };
}

/** Whether what was sent is what the client's type and method ask for. */
function isProven(client: Client, secret: string | undefined, parameters: Parameters): boolean {
  const isEmpty = secret === undefined || secret === "";
  if (client.type !== "confidential") return isEmpty;
  if (client.authMethod !== "secret") return false;
  return isEmpty ? mayLeaveSecretOut(client, parameters) : isClientSecret(client, secret);
}

/** The switch for applications that trust in PKCE alone: the verifier is then what the code is bound to. */
const mayLeaveSecretOut = (client: Client, parameters: Parameters): boolean =>
  client.dangers.includes("dangerouslyAllowMissingSecretWithPkce") &&
  parameters.get("grant_type") === "authorization_code" &&
  parameters.has("code_verifier");

/**
 * @returns the client that the request proves, or names if it is a public one.
 * @throws OAuthError `invalid_client`
 */
export async function authenticateClient(
  hub: Hub,
  headers: IncomingHttpHeaders,
  parameters: Parameters,
): Promise<Client> {
  const basic = readBasic(headers.authorization);
  const bodyId = parameters.get("client_id");
  const bodySecret = parameters.get("client_secret");
  if (parameters.has("client_assertion") || parameters.has("client_assertion_type")) {
    // One way of proving oneself at a time (RFC 6749, 2.3).
    const client = basic === null && bodySecret === undefined ? await clientByAssertion(hub, parameters) : null;
    if (!client) throw failed();
    return client;
  }
  const contradicts =
    basic !== null &&
    ((bodyId !== undefined && bodyId !== basic.clientId) || (bodySecret !== undefined && bodySecret !== basic.secret));
  if (contradicts) throw failed();
  const { clientId, secret }: Credentials = basic ?? { clientId: bodyId ?? "", secret: bodySecret };
  const client = clientId === "" ? undefined : await findCurrentClient(hub, clientId);
  if (!client || client.disabledAt !== null || !isProven(client, secret, parameters)) throw failed();
  return client;
}

/** Whether the client got through by leaving its secret out, which is to be noted. */
export const leftSecretOut = (client: Client, headers: IncomingHttpHeaders, parameters: Parameters): boolean =>
  client.type === "confidential" &&
  client.authMethod === "secret" &&
  headers.authorization === undefined &&
  !parameters.has("client_secret");
