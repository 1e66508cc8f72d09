/**
 * `grant_type=urn:ietf:params:oauth:grant-type:device_code` (RFC 8628, 3.4 and 3.5): the device asks whether the person has
 * answered. The checks, in their order: the code is ours and this client's, unused and in time; the person has answered, or
 * the device keeps its interval; the person may have it; then it is spent, in the transaction that stores the grant.
 */
import { openedBy } from "../../../lib/bearer.ts";
import { seconds } from "../../../lib/clock.ts";
import { DEVICE_GRANT } from "../../clients/settings.ts";
import { type FoundDeviceCode, findDeviceCode, pollDeviceCode, redeemDeviceCode } from "../../grants/device-codes.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { noteClient } from "../../sessions/clients.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { scopeNames } from "../scope.ts";
import type { Grant, GrantRequest } from "./grant.ts";
import { tokensOf } from "./issue.ts";
import { personGrant } from "./person-grant.ts";

const invalid = () => new OAuthError("invalid_grant", "The device code is not valid.");

export const deviceCode: Grant = {
  parameters: ["device_code"],
  async issue(request) {
    const { hub, client, parameters } = request;
    const value = parameters.get("device_code");
    if (value === undefined) throw new OAuthError("invalid_request", "device_code is missing.");
    const now = seconds(hub.clock);
    const found = await openedBy(
      value,
      (id) => findDeviceCode(hub.db, id, now),
      (each) => each.row.value_hash,
    );
    if (!found) throw invalid();
    const { row, standing } = found;
    if (row.client_id !== client.id || row.used_at !== null) throw invalid();
    if (row.expires_at <= now) throw new OAuthError("expired_token", "The device code has expired.");
    if (row.decision === null) throw await waiting(request, row.id, now);
    if (row.decision === "denied") throw new OAuthError("access_denied", "The person did not allow it.");
    if (await mayIssue(hub.db, client, DEVICE_GRANT, standing))
      throw new OAuthError("invalid_grant", "The person who approved can't be given tokens any more.");

    const grant = await hub.db.write(async (tx) => {
      const fresh = grantOf(request, found);
      if (!(await redeemDeviceCode(tx, row.id, fresh, now))) return null;
      if (row.session_id !== null) await noteClient(tx, row.session_id, client.id, now);
      return fresh;
    });
    if (grant === null) throw invalid();
    // As with a code: the ID Token names the session that it comes from.
    return tokensOf(hub, client, { ...grant, session_id: row.session_id }, grant.refresh_generation, grant.scope);
  },
};

async function waiting({ hub }: GrantRequest, id: number, now: number): Promise<OAuthError> {
  const inTime = await hub.db.write((tx) => pollDeviceCode(tx, id, now));
  return inTime
    ? new OAuthError("authorization_pending", "The person has not answered yet.")
    : new OAuthError("slow_down", "The device asks too often: the interval is 5 seconds longer from here on.");
}

function grantOf({ hub, client, jkt }: GrantRequest, { row, authenticatedAt, amr }: FoundDeviceCode) {
  if (row.user_id === null || authenticatedAt === null) throw invalid();
  return personGrant(hub, client, {
    dpop_jkt: jkt,
    user_id: row.user_id,
    // As with a code: only `offline_access` outlives the sign-in that it was approved from.
    session_id: scopeNames(row.scope).includes("offline_access") ? null : row.session_id,
    scope: row.scope,
    resource: row.resource,
    kind: "device_code",
    authenticated_at: authenticatedAt,
    amr: amr ?? "",
    refreshable: true,
  });
}
