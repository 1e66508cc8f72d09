/**
 * The device authorization endpoint: `POST /api/device-auth` (RFC 8628, 3.1 and 3.2). A device that has no browser of its own
 * gets two codes: one that it polls the token endpoint with, and a short one that a person types where they are signed in
 * (`device-verification.tsx`).
 */
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { networkOf } from "../../lib/network.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { DEVICE_GRANT } from "../clients/settings.ts";
import { DEVICE_CODE_SECONDS, POLL_INTERVAL_SECONDS, storeDeviceCode } from "../grants/device-codes.ts";
import { mayIssue } from "../grants/may-issue.ts";
import type { Hub } from "../hub.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { authenticateClient } from "./client-auth.ts";
import { readParameters } from "./request-body.ts";
import { areAllowed } from "./resource.ts";
import { grantable, readScope, scopesOf, scopeText } from "./scope.ts";

export const DEVICE_PAGE = "/login/oauth/device";

/** Requests that one network may leave open: a public client proves nothing, and each request is a row. */
const PER_NETWORK = { most: 200, window: DEVICE_CODE_SECONDS };

export const deviceAuthorization =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const parameters = await readParameters(http);
    const client = await authenticateClient(hub, http.headers, parameters);
    if (await mayIssue(hub.db, client, DEVICE_GRANT, null))
      throw new OAuthError("unauthorized_client", "This client may not use the device grant.");
    const asked = readScope(parameters.get("scope"));
    if (asked === null) throw new OAuthError("invalid_scope", "scope is malformed.");
    const resource = parameters.get("resource")?.split(" ") ?? [];
    if (!areAllowed(resource, client.resources))
      throw new OAuthError("invalid_target", "resource is not one that this client may name.");
    await reserveAttempt(hub, [{ key: `device-auth:${client.id}:${networkOf(http.address)}`, ...PER_NETWORK }]);

    const { deviceCode, userCode } = await storeDeviceCode(hub, {
      clientId: client.id,
      scope: scopeText(grantable(asked, scopesOf(client))),
      resource: JSON.stringify(resource),
      address: http.address,
    });
    const page = `${hub.issuer}${DEVICE_PAGE}`;
    return json(
      {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: page,
        verification_uri_complete: withQuery(page, { user_code: userCode }),
        expires_in: DEVICE_CODE_SECONDS,
        interval: POLL_INTERVAL_SECONDS,
      },
      200,
      { "cache-control": "no-store", pragma: "no-cache" },
    );
  };
