/**
 * `grant_type=password` (RFC 6749, 4.3; against RFC 9700, 2.4): the client has the person's password and sends it. Only for
 * clients with the switch `dangerouslyAllowPasswordGrant`, and only where the client lets people sign in by password at all.
 * The proof, with its counters, is the one of the sign-in page; each use is noted against the switch.
 */
import { seconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/errors.ts";
import { recordEvent } from "../../audit/audit.ts";
import { noteDanger } from "../../clients/dangers.ts";
import { storeGrant } from "../../grants/grants.ts";
import { mayIssue } from "../../grants/may-issue.ts";
import { findStanding } from "../../grants/standing.ts";
import { weighLogin } from "../../sessions/complete-login.ts";
import { isSamePassword, provePassword } from "../../users/prove-password.ts";
import type { User } from "../../users/store.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import { grantable, readScope, scopesOf, scopeText } from "../scope.ts";
import type { Grant, GrantRequest } from "./grant.ts";
import { tokensOf } from "./issue.ts";
import { personGrant } from "./person-grant.ts";

const invalid = () => new OAuthError("invalid_grant", "The username or the password is not right.");

export const password: Grant = {
  parameters: ["username", "password", "scope"],
  async issue(request) {
    const { hub, client, parameters, occasion } = request;
    const username = parameters.get("username");
    const secret = parameters.get("password");
    if (username === undefined || secret === undefined)
      throw new OAuthError("invalid_request", "username or password is missing.");
    const asked = readScope(parameters.get("scope"));
    if (asked === null) throw new OAuthError("invalid_scope", "scope is malformed.");
    if (!client.allowPassword)
      throw new OAuthError("unauthorized_client", "People do not sign in to this client by password.");
    const user = await prove(request, username, secret);
    if (await mayIssue(hub.db, client, "password", await findStanding(hub.db, user.id))) throw invalid();
    await requireNoMore(request, user);

    const grant = await hub.db.write(async (tx) => {
      if (!(await isSamePassword(tx, user))) throw invalid();
      const fresh = personGrant(hub, client, {
        dpop_jkt: request.jkt,
        user_id: user.id,
        session_id: null,
        scope: scopeText(grantable(asked, scopesOf(client))),
        kind: "password",
        authenticated_at: seconds(hub.clock),
        amr: "pwd",
        refreshable: true,
      });
      await storeGrant(tx, fresh);
      await noteDanger(tx, hub, client, "dangerouslyAllowPasswordGrant", user.id, occasion);
      await recordEvent(tx, hub, {
        action: "user.signed-in",
        actorId: user.id,
        subject: { kind: "user", id: user.id },
        clientId: client.id,
        occasion,
        detail: { way: "password-grant" },
      });
      return fresh;
    });
    return tokensOf(hub, client, grant, grant.refresh_generation, grant.scope);
  },
};

/**
 * The grant has no second step: where one is needed, there is no way in by it. A browser that is remembered is none here.
 * @throws OAuthError `invalid_grant`
 */
async function requireNoMore({ hub }: GrantRequest, user: User): Promise<void> {
  const { missing } = await hub.db.write((tx) => weighLogin(tx, hub, { userId: user.id, amr: ["pwd"] }));
  if (missing !== "nothing") throw new OAuthError("invalid_grant", "This person signs in with a second factor.");
}

/** RFC 6749, 5.2: credentials that are wrong are an invalid grant; a full counter or a busy server stays what it is. */
async function prove({ hub, client, occasion }: GrantRequest, username: string, secret: string): Promise<User> {
  try {
    return await provePassword(hub, client.organizationId, username, secret, occasion);
  } catch (error) {
    if (error instanceof Refusal && (error.code === "credentials_wrong" || error.code === "account_disabled"))
      throw invalid();
    throw error;
  }
}
