/**
 * What an authorization request gets once everything is in order (RFC 6749, 4.1.2; OpenID Connect Core, 3.2.2 and 3.3.2): a code,
 * an access token, an ID Token, or several of them, stored in one transaction with the spending of the flow.
 */
import type { Writer } from "../../db/database.ts";
import { newBearer } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomToken } from "../../lib/random.ts";
import { noteDanger } from "../clients/dangers.ts";
import type { Client } from "../clients/store.ts";
import { type AuthorizationRequest, spendFlow } from "../flows/store.ts";
import { CODE_SECONDS, type GrantRow, storeCode, storeGrant } from "../grants/grants.ts";
import { mayIssue, type Standing } from "../grants/may-issue.ts";
import type { Hub } from "../hub.ts";
import { noteClient } from "../sessions/clients.ts";
import type { SignedIn } from "../sessions/store.ts";
import { answerClient, type Drawing } from "../web/authorization-answer.tsx";
import { OAuthError, type ProvenRedirect } from "../web/oauth-error.ts";
import { acrOf } from "./acr.ts";
import type { Asked } from "./authorize.ts";
import { spendPushedRequest } from "./pushed-request.ts";
import { scopeText } from "./scope.ts";
import { occasionOf } from "./token.ts";
import { issueAccessToken, issueIdToken } from "./tokens.ts";

interface Kept {
  readonly code: string | null;
  /** The grant of an access token that is given here and now. */
  readonly grant: GrantRow;
}

/** What the request makes, in the words of `mayIssue`. */
export const grantTypeOf = ({ responseType }: AuthorizationRequest) =>
  responseType.includes("code") ? ("authorization_code" as const) : ("implicit" as const);

/** Where somebody stands who is signed in in this browser. */
export const standingOf = ({ user }: SignedIn): Standing => ({
  userId: user.id,
  organizationId: user.organizationId,
  userDisabledAt: user.disabledAt,
  organizationDisabledAt: null,
  sessionEndedAt: null,
});

export async function answerRequest(
  hub: Hub,
  http: EndpointRequest,
  asked: Asked,
  signedIn: SignedIn,
  drawing: Drawing,
): Promise<Answer> {
  const { client, request } = asked;
  const redirect: ProvenRedirect = {
    redirectUri: request.redirectUri,
    state: request.state,
    mode: request.responseMode,
  };
  const { user, session } = signedIn;
  const standing = standingOf(signedIn);
  if (await mayIssue(hub.db, client, grantTypeOf(request), standing))
    throw new OAuthError("access_denied", "This person can't be signed in to this client.", { redirect });
  const acr = acrOf(request, session.amr);
  if (acr === undefined)
    throw new OAuthError("unmet_authentication_requirements", "The sign-in is not of the kind that is asked for.", {
      redirect,
    });

  const kept = await hub.db.write((tx) => keep(tx, hub, http, asked, signedIn, acr));
  const { code, grant } = kept;
  const accessToken = request.responseType.includes("token")
    ? await issueAccessToken(hub, client, grant, grant.scope)
    : null;
  const idToken = request.responseType.includes("id_token")
    ? await issueIdToken(hub, client, user, grant, { accessToken, code, withClaims: request.responseType.length === 1 })
    : null;
  return answerClient(
    redirect,
    hub.issuer,
    {
      code: code ?? undefined,
      ...(accessToken === null
        ? {}
        : {
            access_token: accessToken,
            token_type: "Bearer",
            expires_in: String(client.accessTokenSeconds),
            scope: grant.scope,
          }),
      id_token: idToken ?? undefined,
    },
    drawing,
  );
}

async function keep(
  tx: Writer,
  hub: Hub,
  http: EndpointRequest,
  { client, request, flow }: Asked,
  { user, session }: SignedIn,
  acr: string | null,
): Promise<Kept> {
  const now = seconds(hub.clock);
  if (flow && !(await spendFlow(tx, flow.id, now))) throw new Refusal("flow_expired");
  await spendPushedRequest(tx, request, now);
  const shared = {
    client_id: client.id,
    user_id: user.id,
    session_id: session.id,
    scope: scopeText(request.scope),
    nonce: request.nonce,
    resource: JSON.stringify(request.resource),
    claims: request.claims === null ? null : JSON.stringify(request.claims),
    acr,
    dpop_jkt: request.dpopJkt,
    authenticated_at: session.authenticatedAt,
    amr: session.amr.join(" "),
  };
  let code: string | null = null;
  if (request.responseType.includes("code")) {
    const { id, value, hash } = newBearer(hub.ids());
    const bound = {
      redirect_uri: request.redirectUri,
      code_challenge: request.codeChallenge,
      expires_at: now + CODE_SECONDS,
    };
    await storeCode(tx, { id, value_hash: hash, ...shared, ...bound });
    code = value;
  }
  const grant = implicitGrant(hub, client, shared, now);
  if (request.responseType.includes("token")) await storeGrant(tx, grant);
  await noteClient(tx, session.id, client.id, now);
  for (const danger of dangersOf(request)) await noteDanger(tx, hub, client, danger, user.id, occasionOf(http));
  return { code, grant };
}

/** The switches without which this request would have been refused. */
const dangersOf = ({ responseType, codeChallenge }: AuthorizationRequest) => [
  ...(responseType.includes("code") && codeChallenge === null ? (["dangerouslyAllowCodeWithoutPkce"] as const) : []),
  ...(responseType.includes("token") ? (["dangerouslyAllowImplicit"] as const) : []),
];

/** Lives as long as its one access token, and gives no refresh token (RFC 6749, 4.2.2). */
const implicitGrant = (
  hub: Hub,
  client: Client,
  shared: Omit<
    GrantRow,
    | "id"
    | "kind"
    | "parent_id"
    | "created_at"
    | "expires_at"
    | "absolute_expires_at"
    | "refresh_salt"
    | "refresh_generation"
    | "rotated_at"
    | "revoked_at"
    | "revoked_reason"
  >,
  now: number,
): GrantRow => ({
  ...shared,
  id: hub.ids(),
  kind: "implicit",
  parent_id: null,
  created_at: now,
  expires_at: now + client.accessTokenSeconds,
  absolute_expires_at: now + client.accessTokenSeconds,
  refresh_salt: randomToken(16),
  refresh_generation: 0,
  rotated_at: now,
  revoked_at: null,
  revoked_reason: null,
});
