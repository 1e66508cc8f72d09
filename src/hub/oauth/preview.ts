/**
 * What the tokens of an application would say of somebody, without any being issued: the very functions that issue them run with a
 * key ring that signs nothing and hands over the claims instead, so a preview can't say anything else than a token does.
 */
import { seconds } from "../../lib/clock.ts";
import type { Client } from "../clients/store.ts";
import type { GrantRow } from "../grants/grants.ts";
import { mayIssue } from "../grants/may-issue.ts";
import { findStanding } from "../grants/standing.ts";
import type { Hub } from "../hub.ts";
import type { User } from "../users/store.ts";
import { scopeText } from "./scope.ts";
import { subjectOf } from "./subject.ts";
import { issueAccessToken, issueIdToken } from "./tokens.ts";
import { userinfoClaims } from "./userinfo.ts";

type Claims = Readonly<Record<string, unknown>>;

export interface TokenPreview {
  /** `null` without the scope `openid`. */
  readonly idToken: Claims | null;
  readonly accessToken: Claims;
  readonly userinfo: Claims;
}

/** A hub like this one whose keys sign nothing. @returns it, and the claims that were to be signed last */
function unsigning(hub: Hub): { readonly hub: Hub; taken(): Claims } {
  let last: Claims = {};
  const keys: Hub["keys"] = {
    ...hub.keys,
    async sign(_alg, _type, claims) {
      last = claims;
      return "";
    },
  };
  return { hub: { ...hub, keys }, taken: () => last };
}

/** A grant as a sign-in by password at this moment would make it; its numbers are none of any row. */
const imagined = (hub: Hub, client: Client, user: User, scope: string): GrantRow => {
  const now = seconds(hub.clock);
  return {
    id: 0,
    client_id: client.id,
    user_id: user.id,
    session_id: 0,
    scope,
    nonce: null,
    resource: "[]",
    claims: null,
    acr: null,
    dpop_jkt: null,
    kind: "authorization_code",
    parent_id: null,
    authenticated_at: now,
    amr: "pwd",
    created_at: now,
    expires_at: now,
    absolute_expires_at: now,
    refresh_salt: "",
    refresh_generation: 0,
    rotated_at: now,
    revoked_at: null,
    revoked_reason: null,
  };
};

/** @returns `null` where no token would be issued to them now */
export async function previewTokens(
  hub: Hub,
  client: Client,
  user: User,
  scopes: readonly string[],
): Promise<TokenPreview | null> {
  const refusal = await mayIssue(hub.db, client, "implicit", await findStanding(hub.db, user.id));
  if (refusal !== null && refusal !== "grant_type_not_allowed") return null;
  const scope = scopeText(scopes);
  const grant = imagined(hub, client, user, scope);
  const quiet = unsigning(hub);
  await issueAccessToken(quiet.hub, client, grant, scope);
  const accessToken = quiet.taken();
  let idToken: Claims | null = null;
  if (scopes.includes("openid") || client.tokenFormat !== "standard") {
    await issueIdToken(quiet.hub, client, user, grant, { accessToken: "", withClaims: true });
    idToken = quiet.taken();
  }
  const sub = subjectOf(hub, client, user.id);
  const token = { clientId: client.clientId, sub, scope, grant: null, tokenFormat: client.tokenFormat };
  return { idToken, accessToken, userinfo: await userinfoClaims(hub, user, token) };
}
