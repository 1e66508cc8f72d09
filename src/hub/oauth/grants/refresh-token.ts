/**
 * `grant_type=refresh_token` (RFC 6749, 6), rotated at each use (RFC 9700, 4.14). The checks, in their order: the value has
 * our form, its grant exists and is this client's, the value is genuine; the grant is alive and the person may have it; the
 * scope is no wider; then one conditional update moves the grant to its next generation.
 *
 *   presented = present generation            → rotated, the successor is given
 *   presented = the one before, within 30 s   → an answer was lost: the same successor is given again
 *   presented = older                         → somebody uses a copy: the grant ends
 *
 * A client of the FAPI 2.0 profile keeps its refresh token: it is bound to the client's key, so a copy is of no use, and an
 * answer that is lost loses nothing (FAPI 2.0 Security Profile, 5.3.2.1, 9).
 */
import { seconds } from "../../../lib/clock.ts";
import { recordEvent } from "../../audit/audit.ts";
import { isFapi2 } from "../../clients/fapi.ts";
import {
  type FoundGrant,
  findGrant,
  GRACE_SECONDS,
  type GrantRow,
  moveGrant,
  revokeGrant,
} from "../../grants/grants.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { createRefreshTokens } from "../../grants/refresh-token.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { targetOf } from "../resource.ts";
import { isSubset, readScope, scopeNames, scopeText } from "../scope.ts";
import type { Grant, GrantRequest } from "./grant.ts";
import { tokensOf } from "./issue.ts";

const invalid = () => new OAuthError("invalid_grant", "The refresh token is not valid.");

export const refreshToken: Grant = {
  parameters: ["refresh_token", "scope", "resource"],
  async issue(request) {
    const { hub, client, parameters } = request;
    const value = parameters.get("refresh_token");
    if (value === undefined) throw new OAuthError("invalid_request", "refresh_token is missing.");
    const tokens = createRefreshTokens(hub.vault);
    const claimed = tokens.read(value);
    const found = claimed && (await findGrant(hub.db, claimed.grantId, seconds(hub.clock)));
    if (!found || found.grant.client_id !== client.id) throw invalid();
    if (!tokens.isGenuine(value, found.grant.id, claimed.generation, found.grant.refresh_salt)) throw invalid();
    await checkAlive(request, found);
    // A stolen refresh token is of no use without the key that its grant was made with (RFC 9449, 5).
    if (found.grant.dpop_jkt !== null && found.grant.dpop_jkt !== request.jkt) throw invalid();
    const resource = targetOf(parameters.get("resource"), found.grant.resource);
    const scope = narrowed(parameters.get("scope"), found.grant.scope);
    const generation = await nextGeneration(request, found.grant, claimed.generation);
    // The nonce belongs to the ID Token of the sign-in alone (OpenID Connect Core, 12.2).
    const grant = Object.assign(found.grant, { nonce: null, dpop_jkt: request.jkt, resource });
    return tokensOf(hub, client, grant, generation, scope);
  },
};

async function checkAlive({ hub, client }: GrantRequest, { grant, standing }: FoundGrant): Promise<void> {
  if (grant.revoked_at !== null || grant.expires_at <= seconds(hub.clock)) throw invalid();
  if (await mayIssue(hub.db, client, "refresh_token", standing)) throw invalid();
}

/** RFC 6749, 6: never wider than what was granted; the refresh token keeps the whole. */
function narrowed(asked: string | undefined, granted: string): string {
  if (asked === undefined) return granted;
  const names = readScope(asked);
  if (names === null) throw new OAuthError("invalid_scope", "scope is malformed.");
  if (!isSubset(names, scopeNames(granted)))
    throw new OAuthError("invalid_scope", "scope is wider than what was granted.");
  return scopeText(names);
}

/** @returns the generation of the refresh token to give. */
async function nextGeneration(request: GrantRequest, grant: GrantRow, presented: number): Promise<number> {
  const { hub, client } = request;
  const now = seconds(hub.clock);
  let present = grant;
  if (presented === present.refresh_generation) {
    const until = Math.min(grant.absolute_expires_at, now + client.refreshTokenSeconds);
    const next = isFapi2(client) ? presented : presented + 1;
    if (await hub.db.write((tx) => moveGrant(tx, grant.id, presented, next, now, until))) return next;
    // Another request was faster, or the grant ended meanwhile: look again.
    const again = await findGrant(hub.db, grant.id, now);
    if (!again) throw invalid();
    await checkAlive(request, again);
    present = again.grant;
  }
  if (presented === present.refresh_generation - 1 && now <= present.rotated_at + GRACE_SECONDS)
    return present.refresh_generation;
  throw await reused(request, grant);
}

async function reused({ hub, client, occasion }: GrantRequest, grant: GrantRow): Promise<OAuthError> {
  await hub.db.write(async (tx) => {
    if (!(await revokeGrant(tx, grant.id, seconds(hub.clock), "refresh-token-reused"))) return;
    await recordEvent(tx, hub, {
      action: "refresh-token.reused",
      clientId: client.id,
      subject: { kind: "user", id: grant.user_id },
      occasion,
    });
  });
  return invalid();
}
