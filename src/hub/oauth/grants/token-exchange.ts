/**
 * `grant_type=urn:ietf:params:oauth:grant-type:token-exchange` (RFC 8693): a confidential client gives a token of a person and gets
 * another for the same person, for less or for somewhere else. The checks, in their order: what is asked for is what there is;
 * the subject token is ours and alive; this client may take tokens of the client that it was issued to; the person may have
 * it; the target is allowed; the scope is no wider. What is issued hangs on the subject's grant and ends with it, and does
 * not live longer than the subject token: going on is what refresh tokens are for (RFC 9700, 4.14).
 */
import { seconds } from "../../../lib/clock.ts";
import { recordEvent } from "../../audit/audit.ts";
import { EXCHANGE_GRANT } from "../../clients/settings.ts";
import type { Client } from "../../clients/store.ts";
import { type GrantRow, holdGrant, storeGrant } from "../../grants/grants.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { noteClient } from "../../sessions/clients.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { areAllowed } from "../resource.ts";
import { grantable, isSubset, readScope, scopesOf, scopeText } from "../scope.ts";
import { readAccessSubject, readIdTokenSubject, type SubjectToken } from "../subject-token.ts";
import { issueAccessToken } from "../tokens.ts";
import type { Grant, GrantRequest, TokenAnswer } from "./grant.ts";
import { answersLikeCasdoor, tokensOf } from "./issue.ts";
import { personGrant } from "./person-grant.ts";

const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const JWT = "urn:ietf:params:oauth:token-type:jwt";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

/** RFC 8693, 2.2.2: whatever is wrong with a subject token is an invalid request. */
const invalid = (why: string) => new OAuthError("invalid_request", why);

export const tokenExchange: Grant = {
  parameters: [
    "subject_token",
    "subject_token_type",
    "actor_token",
    "actor_token_type",
    "requested_token_type",
    "audience",
    "resource",
    "scope",
  ],
  async issue(request) {
    const { hub, client } = request;
    if (client.type !== "confidential")
      throw new OAuthError("unauthorized_client", "Only a confidential client can exchange tokens.");
    const subject = await readSubject(request);
    checkTrust(client, subject);
    if (await mayIssue(hub.db, client, EXCHANGE_GRANT, subject.standing))
      throw invalid("The person of the subject token can't be given tokens by this client.");
    const audience = targetOf(request, subject);
    const scope = narrowed(request, subject);
    return answerOf(request, subject, await store(request, subject, audience, scope));
  },
};

async function readSubject({ hub, parameters, jkt }: GrantRequest): Promise<SubjectToken> {
  const text = parameters.get("subject_token");
  if (text === undefined) throw invalid("subject_token is missing.");
  if (parameters.has("actor_token") || parameters.has("actor_token_type"))
    throw invalid("actor_token is not supported.");
  if ((parameters.get("requested_token_type") ?? ACCESS_TOKEN) !== ACCESS_TOKEN)
    throw invalid("Only access tokens are issued in exchange.");
  const type = parameters.get("subject_token_type") ?? ACCESS_TOKEN;
  if (type !== ACCESS_TOKEN && type !== JWT && type !== ID_TOKEN)
    throw invalid("This subject_token_type is not supported.");
  const subject =
    (type === ID_TOKEN ? null : await readAccessSubject(hub, text)) ??
    (type === ACCESS_TOKEN ? null : await readIdTokenSubject(hub, text));
  if (!subject) throw invalid("The subject token is not valid.");
  // Whoever stole a bound token could not use it, and must not get another for it (RFC 9449, 1).
  if (subject.jkt !== null && subject.jkt !== jkt) throw invalid("The subject token is bound to another key.");
  return subject;
}

/** Whose tokens a client may take: its own, those meant for it, and those of the clients that its settings name. */
function checkTrust(client: Client, { issuedTo, audience }: SubjectToken): void {
  const trusted =
    issuedTo.id === client.id || audience.includes(client.clientId) || client.exchangeFrom.includes(issuedTo.clientId);
  if (!trusted || issuedTo.organizationId !== client.organizationId)
    throw invalid("The subject token is not meant for this client.");
}

/** Where the new token is meant for; nothing named keeps the client's own tokens where they were, and others' come home. */
function targetOf({ client, parameters }: GrantRequest, { issuedTo, audience }: SubjectToken): readonly string[] {
  const named = parameters.get("audience")?.split(" ") ?? [];
  const resource = parameters.get("resource")?.split(" ") ?? [];
  if (!named.every((each) => each === client.clientId || client.exchangeAudiences.includes(each))) {
    throw new OAuthError("invalid_target", "audience is not one that this client may name.");
  }
  if (!areAllowed(resource, [...client.resources, ...client.exchangeAudiences])) {
    throw new OAuthError("invalid_target", "resource is not one that this client may name.");
  }
  const asked = [...new Set([...named, ...resource])];
  if (asked.length > 0) return asked;
  return issuedTo.id === client.id ? audience : [client.clientId];
}

function narrowed({ client, parameters }: GrantRequest, subject: SubjectToken): string {
  const text = parameters.get("scope");
  if (text === undefined) return scopeText(grantable(subject.scope, scopesOf(client)));
  const asked = readScope(text);
  if (asked === null) throw new OAuthError("invalid_scope", "scope is malformed.");
  if (!isSubset(asked, subject.scope))
    throw new OAuthError("invalid_scope", "scope is wider than that of the subject token.");
  if (!isSubset(asked, scopesOf(client)))
    throw new OAuthError("invalid_scope", "scope is wider than what this client may have.");
  return scopeText(asked);
}

/** The client as it is for this one token: no exchange makes a token live longer. */
const shortLived = ({ hub, client }: GrantRequest, { expiresAt }: SubjectToken): Client => ({
  ...client,
  accessTokenSeconds: Math.min(client.accessTokenSeconds, expiresAt - seconds(hub.clock)),
});

async function store(
  request: GrantRequest,
  subject: SubjectToken,
  audience: readonly string[],
  scope: string,
): Promise<GrantRow> {
  const { hub, client, occasion } = request;
  const { grant: parent, issuedTo } = subject;
  // Exchanged once more it hangs on the same first grant, so that one revocation reaches all of them.
  const first = parent.parent_id ?? parent.id;
  const stored = await hub.db.write(async (tx) => {
    for (const id of new Set([first, parent.id])) if (!(await holdGrant(tx, id))) return null;
    const fresh = personGrant(hub, shortLived(request, subject), {
      dpop_jkt: request.jkt,
      user_id: parent.user_id,
      session_id: parent.session_id,
      scope,
      resource: JSON.stringify(audience.length === 1 && audience[0] === client.clientId ? [] : audience),
      acr: parent.acr,
      kind: "token_exchange",
      parent_id: first,
      authenticated_at: parent.authenticated_at,
      amr: parent.amr,
      until: answersLikeCasdoor(client) ? parent.absolute_expires_at : subject.expiresAt,
      refreshable: answersLikeCasdoor(client),
    });
    await storeGrant(tx, fresh);
    if (fresh.session_id !== null) await noteClient(tx, fresh.session_id, client.id, fresh.created_at);
    await recordEvent(tx, hub, {
      action: "token.exchanged",
      clientId: client.id,
      subject: { kind: "user", id: parent.user_id },
      occasion,
      detail: { from: issuedTo.clientId, audience: audience.join(" "), scope },
    });
    return fresh;
  });
  if (stored === null) throw invalid("The subject token is not valid.");
  return stored;
}

async function answerOf(request: GrantRequest, subject: SubjectToken, grant: GrantRow): Promise<TokenAnswer> {
  const { hub } = request;
  const client = shortLived(request, subject);
  if (answersLikeCasdoor(client))
    return {
      ...(await tokensOf(hub, client, grant, grant.refresh_generation, grant.scope)),
      issued_token_type: ACCESS_TOKEN,
    };
  return {
    access_token: await issueAccessToken(hub, client, grant, grant.scope),
    issued_token_type: ACCESS_TOKEN,
    token_type: grant.dpop_jkt === null ? "Bearer" : "DPoP",
    expires_in: client.accessTokenSeconds,
    scope: grant.scope,
  };
}
