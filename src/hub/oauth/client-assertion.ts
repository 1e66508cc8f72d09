/**
 * `private_key_jwt` and `client_secret_jwt` (OpenID Connect Core, 9; RFC 7523, 3): a client proves itself by a JWT of its own key,
 * or of its secret. For us alone, for a few minutes, and each once. Which of the two it is, its registration says.
 */
import { seconds } from "../../lib/clock.ts";
import type { Parameters } from "../../lib/parameters.ts";
import { isFapi2 } from "../clients/fapi.ts";
import { findCurrentClient } from "../clients/metadata-document.ts";
import { findRegistration } from "../clients/registration.ts";
import type { AuthMethod } from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import { spendProof } from "../grants/used-proofs.ts";
import type { Hub } from "../hub.ts";
import { verifyClientJwt, verifySecretJwt } from "./client-jwt.ts";

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Seconds that an assertion may live at most. */
const LONGEST_LIFE = 600;

const VERIFIERS = {
  private_key_jwt: verifyClientJwt,
  client_secret_jwt: verifySecretJwt,
  secret: null,
  none: null,
} as const satisfies Record<AuthMethod, unknown>;

/** Who an assertion claims to be; proves nothing. */
function claimedIssuer(assertion: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof payload === "object" && payload !== null && "iss" in payload && typeof payload.iss === "string"
      ? payload.iss
      : undefined;
  } catch {
    return undefined;
  }
}

/** The client that the assertion proves, or `null`. */
export async function clientByAssertion(hub: Hub, parameters: Parameters): Promise<Client | null> {
  const assertion = parameters.get("client_assertion");
  if (assertion === undefined || parameters.get("client_assertion_type") !== ASSERTION_TYPE) return null;
  const clientId = claimedIssuer(assertion);
  const named = parameters.get("client_id");
  if (clientId === undefined || (named !== undefined && named !== clientId)) return null;
  const client = await findCurrentClient(hub, clientId);
  if (!client || client.disabledAt !== null) return null;
  const verify = VERIFIERS[client.authMethod];
  if (verify === null) return null;
  const claims = await verify(hub, client, assertion, {
    audience: [hub.issuer, `${hub.issuer}/api/login/oauth/access_token`],
    subject: clientId,
    requiredClaims: ["exp", "jti"],
    alg: (await findRegistration(hub.db, client.id))?.metadata.token_endpoint_auth_signing_alg,
  });
  // The profile names one audience, so that no proof for another server is one for us (FAPI 2.0, 5.3.2.1, 8).
  if (isFapi2(client) && claims?.aud !== hub.issuer) return null;
  const now = seconds(hub.clock);
  if (!claims?.exp || !claims.jti || claims.exp > now + LONGEST_LIFE) return null;
  const { exp, jti } = claims;
  const first = await hub.db.write((tx) => spendProof(tx, `client-assertion ${clientId}`, jti, exp + 120));
  return first ? client : null;
}
