/**
 * `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer` (RFC 7523, 2.1): a confidential client speaks for a person whom it
 * names in a JWT signed with its own registered key. The checks, in their order: the assertion is the client's, for us, short
 * and in time; the person is of the client's organization, may have it, and has allowed it, or the client is one that asks
 * nobody; then the assertion is spent, in the transaction that stores the grant.
 *
 * Nobody has signed in here: the tokens tell of no time and way of sign-in, and there is no refresh token (RFC 7521, 4.1).
 */
import { seconds } from "../../../lib/clock.ts";
import { recordEvent } from "../../audit/audit.ts";
import { JWT_BEARER_GRANT } from "../../clients/settings.ts";
import type { Client } from "../../clients/store.ts";
import { findConsent } from "../../grants/consents.ts";
import { storeGrant } from "../../grants/grants.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { findStanding } from "../../grants/standing.ts";
import { spendProof } from "../../grants/used-proofs.ts";
import type { Hub } from "../../hub.ts";
import { nameKey } from "../../users/names.ts";
import { findUser, findUserByLogin, type User } from "../../users/store.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { verifyClientJwt } from "../client-jwt.ts";
import { areAllowed } from "../resource.ts";
import { grantable, readScope, scopesOf, scopeText } from "../scope.ts";
import type { Grant, GrantRequest } from "./grant.ts";
import { tokensOf } from "./issue.ts";
import { personGrant } from "./person-grant.ts";

/** Seconds that an assertion may live at most. */
const LONGEST_ASSERTION = 300;
/** Seconds that clocks may differ, so that an assertion is good for that much longer; a spent one is kept as long. */
const SKEW_SECONDS = 60;
const LONGEST_CLAIM = 200;

/** One answer, whoever is named: a client learns of nobody who has not let it in. */
const invalid = () =>
  new OAuthError("invalid_grant", "The assertion is not valid, or its person has not allowed this client.");

interface Assertion {
  readonly sub: string;
  readonly jti: string;
  /** Unix seconds. */
  readonly exp: number;
}

export const jwtBearer: Grant = {
  parameters: ["assertion", "scope", "resource"],
  async issue(request) {
    const { hub, client, parameters, occasion } = request;
    if (client.type !== "confidential")
      throw new OAuthError("unauthorized_client", "Only a confidential client can use assertions.");
    const assertion = await readAssertion(request);
    const user = await namedUser(hub, client, assertion.sub);
    if (!user || (await mayIssue(hub.db, client, JWT_BEARER_GRANT, await findStanding(hub.db, user.id))))
      throw invalid();
    const resource = parameters.get("resource")?.split(" ") ?? [];
    const isAllowed = areAllowed(resource, client.resources);
    const allowed = await allowedBy(hub, client, user, isAllowed ? resource : []);
    if (allowed === null) throw invalid();
    const asked = readScope(parameters.get("scope"));
    if (asked === null) throw new OAuthError("invalid_scope", "scope is malformed.");
    if (!isAllowed) throw new OAuthError("invalid_target", "resource is not one that this client may name.");

    const grant = await hub.db.write(async (tx) => {
      if (!(await spendProof(tx, `jwt-bearer ${client.id}`, assertion.jti, assertion.exp + SKEW_SECONDS))) return null;
      const fresh = personGrant(hub, client, {
        dpop_jkt: request.jkt,
        user_id: user.id,
        session_id: null,
        scope: scopeText(grantable(asked, allowed)),
        resource: JSON.stringify(resource),
        kind: "jwt_bearer",
        authenticated_at: 0,
        amr: "",
        refreshable: false,
      });
      await storeGrant(tx, fresh);
      const subject = { kind: "user", id: user.id };
      await recordEvent(tx, hub, {
        action: "assertion.accepted",
        clientId: client.id,
        subject,
        occasion,
        detail: { scope: fresh.scope },
      });
      return fresh;
    });
    if (grant === null) throw invalid();
    return tokensOf(hub, client, grant, 0, grant.scope);
  },
};

async function readAssertion({ hub, client, parameters }: GrantRequest): Promise<Assertion> {
  const text = parameters.get("assertion");
  if (text === undefined) throw new OAuthError("invalid_request", "assertion is missing.");
  const claims = await verifyClientJwt(hub, client, text, {
    audience: [hub.issuer, `${hub.issuer}/api/login/oauth/access_token`],
    requiredClaims: ["sub", "exp", "jti"],
  });
  if (!claims) throw invalid();
  const { sub, jti, exp } = claims;
  const isText = (value: unknown): value is string =>
    typeof value === "string" && value !== "" && value.length <= LONGEST_CLAIM && !value.includes("\u0000");
  if (!isText(sub) || !isText(jti) || typeof exp !== "number" || !Number.isSafeInteger(exp)) throw invalid();
  if (exp > seconds(hub.clock) + LONGEST_ASSERTION + SKEW_SECONDS) throw invalid();
  return { sub, jti, exp };
}

/** The person of that id or username in the client's organization; an e-mail address names nobody. */
async function namedUser(hub: Hub, client: Client, sub: string): Promise<User | undefined> {
  const byId = await findUser(hub.db, sub);
  if (byId) return byId;
  const user = await findUserByLogin(hub.db, client.organizationId, sub);
  return user && nameKey(user.name) === nameKey(sub.trim()) ? user : undefined;
}

/** The scopes that may be given without asking; `null` where the person would have to be asked. */
async function allowedBy(
  hub: Hub,
  client: Client,
  user: User,
  resources: readonly string[],
): Promise<readonly string[] | null> {
  const own = scopesOf(client).filter((scope) => scope !== "offline_access");
  if (client.consent === "first-party") return own;
  const consented = client.consent === "always" ? null : await findConsent(hub.db, user.id, client.id, resources);
  return consented === null ? null : grantable(own, consented);
}
