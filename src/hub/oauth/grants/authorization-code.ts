/**
 * `grant_type=authorization_code` (RFC 6749, 4.1.3; RFC 7636, 4.6). The checks, in their order: the code is ours, it is this
 * client's, the redirect URI is the one it was issued for (where it may be left out, PKCE stands for it), the verifier fits, it is in time and unused, the person may have
 * it; then it is spent, in the transaction that stores the grant. A second use takes back what the first one bought.
 */
import { openedBy } from "../../../lib/bearer.ts";
import { seconds } from "../../../lib/clock.ts";
import { randomToken } from "../../../lib/random.ts";
import { recordEvent } from "../../audit/audit.ts";
import { noteDanger } from "../../clients/dangers.ts";
import type { Danger } from "../../clients/settings.ts";
import {
  type CodeRow,
  findCode,
  GRANT_ABSOLUTE_SECONDS,
  type GrantRow,
  redeemCode,
  revokeGrant,
} from "../../grants/grants.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { isVerifierOf } from "../pkce.ts";
import { targetOf } from "../resource.ts";
import { scopeNames } from "../scope.ts";
import type { Grant, GrantRequest } from "./grant.ts";
import { tokensOf } from "./issue.ts";

const invalid = (why: string) => new OAuthError("invalid_grant", why);
const NOT_VALID = "The authorization code is not valid.";

export const authorizationCode: Grant = {
  parameters: ["code", "redirect_uri", "code_verifier", "resource"],
  async issue(request) {
    const { hub, client, parameters } = request;
    const value = parameters.get("code");
    if (value === undefined) throw new OAuthError("invalid_request", "code is missing.");
    const now = seconds(hub.clock);
    const found = await openedBy(
      value,
      (id) => findCode(hub.db, id, now),
      (each) => each.code.value_hash,
    );
    if (!found) throw invalid(NOT_VALID);
    const { code, standing } = found;
    if (code.client_id !== client.id) throw invalid(NOT_VALID);
    const danger = checkRedirectUri(code, request);
    checkVerifier(code, request);
    checkKey(code, request);
    const resource = targetOf(parameters.get("resource"), code.resource);
    if (code.used_at !== null) throw await replayed(request, code.id);
    if (code.expires_at <= now) throw invalid("The authorization code has expired.");
    const refusal = await mayIssue(hub.db, client, "authorization_code", standing);
    if (refusal) throw invalid("The person who signed in can't be given tokens any more.");

    const grant = await hub.db.write(async (tx) => {
      // Made in here, so that a try after two hubs drew the same row id draws another.
      const fresh = grantOf(request, code, now);
      if (!(await redeemCode(tx, code.id, fresh, now))) return null;
      if (danger) await noteDanger(tx, hub, client, danger, code.user_id, request.occasion);
      return fresh;
    });
    if (grant === null) throw await replayed(request, code.id);
    // The ID Token names the session that it comes from, also where the grant outlives it: a Logout Token will name the same.
    const given = { ...grant, resource, session_id: code.session_id };
    return tokensOf(hub, client, given, grant.refresh_generation, grant.scope);
  },
};

/**
 * RFC 6749, 4.1.3: byte for byte the one of the authorization request. With PKCE it may be left out, as OAuth 2.1 (10.2) has it no
 * more: the verifier tells a code that was slipped in from another sign-in. Without PKCE nothing else does, but where the
 * client has one address only and the code can't have been sent to another.
 * @returns the switch without which it would have been refused
 * @throws OAuthError `invalid_grant`
 */
function checkRedirectUri(code: CodeRow, { client, parameters }: GrantRequest): Danger | null {
  const given = parameters.get("redirect_uri");
  if (given === code.redirect_uri) return null;
  if (given !== undefined) throw invalid("redirect_uri is not the one of the authorization request.");
  const [only, ...others] = client.redirectUris;
  if (code.code_challenge !== null || (others.length === 0 && only === code.redirect_uri)) return null;
  if (client.dangers.includes("dangerouslyAllowMissingRedirectUri")) return "dangerouslyAllowMissingRedirectUri";
  throw invalid("redirect_uri is missing: without PKCE it must be named.");
}

/** RFC 9449, 10: a code that was asked for with a key is good with that key alone. */
function checkKey(code: CodeRow, { jkt }: GrantRequest): void {
  if (code.dpop_jkt !== null && code.dpop_jkt !== jkt) throw invalid("The code is bound to another key.");
}

function checkVerifier(code: CodeRow, { parameters }: GrantRequest): void {
  const verifier = parameters.get("code_verifier");
  if (code.code_challenge === null) {
    if (verifier !== undefined) throw invalid("code_verifier came for a code that has no challenge.");
  } else if (verifier === undefined || !isVerifierOf(verifier, code.code_challenge)) {
    throw invalid("code_verifier does not fit the challenge.");
  }
}

function grantOf({ hub, client, jkt }: GrantRequest, code: CodeRow, now: number): GrantRow {
  const refreshable = client.grantTypes.includes("refresh_token");
  const absolute = now + GRANT_ABSOLUTE_SECONDS;
  return {
    id: hub.ids(),
    client_id: client.id,
    user_id: code.user_id,
    // `offline_access` outlives the sign-in it came from (OpenID Connect Core, 11); everything else ends with it.
    session_id: scopeNames(code.scope).includes("offline_access") ? null : code.session_id,
    scope: code.scope,
    nonce: code.nonce,
    resource: code.resource,
    claims: code.claims,
    acr: code.acr,
    dpop_jkt: jkt,
    kind: "authorization_code",
    parent_id: null,
    authenticated_at: code.authenticated_at,
    amr: code.amr,
    created_at: now,
    expires_at: refreshable ? Math.min(absolute, now + client.refreshTokenSeconds) : now + client.accessTokenSeconds,
    absolute_expires_at: absolute,
    refresh_salt: randomToken(16),
    refresh_generation: refreshable ? 1 : 0,
    rotated_at: now,
    revoked_at: null,
    revoked_reason: null,
  };
}

/** Somebody has used this code already, so one of the two is a thief: what it bought ends (RFC 6749, 4.1.2). */
async function replayed({ hub, client, occasion }: GrantRequest, codeId: number): Promise<OAuthError> {
  const now = seconds(hub.clock);
  await hub.db.write(async (tx) => {
    const found = await findCode(tx, codeId, now);
    const grantId = found?.code.grant_id;
    if (!found || grantId === null || grantId === undefined) return;
    if (!(await revokeGrant(tx, grantId, now, "code-replayed"))) return;
    await recordEvent(tx, hub, {
      action: "code.replayed",
      clientId: client.id,
      subject: { kind: "user", id: found.code.user_id },
      occasion,
    });
  });
  return invalid(NOT_VALID);
}
