/**
 * OpenID Connect Back-Channel Logout 1.0: the Logout Token (2.4) and the call that brings it to a client (2.5). It is signed when
 * it is sent, so that a message that waited an hour is as fresh as any; nothing of it is stored. Its type is `logout+jwt`, it
 * has `events` and no `nonce`: none of our readers takes it for another token, and no client for an ID Token.
 */
import { seconds } from "../../lib/clock.ts";
import { OutboundError } from "../../lib/outbound.ts";
import { randomToken } from "../../lib/random.ts";
import { type Client, findClientByRowId } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import type { LogoutMessage } from "../logout/messages.ts";
import { sessionIdOf, subjectOf } from "./subject.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Seconds that a Logout Token counts. */
const LOGOUT_TOKEN_SECONDS = 120;

type Ended = Pick<LogoutMessage, "session_id" | "user_id">;

const logoutToken = (hub: Hub, client: Client, { session_id, user_id }: Ended): Promise<string> => {
  const now = seconds(hub.clock);
  return hub.keys.sign(client.signingAlg, "logout+jwt", {
    iss: hub.issuer,
    sub: subjectOf(hub, client, user_id),
    aud: client.clientId,
    iat: now,
    exp: now + LOGOUT_TOKEN_SECONDS,
    jti: randomToken(16),
    sid: sessionIdOf(hub, session_id),
    events: { [EVENT]: {} },
  });
};

/** What came of one try. */
export type Delivery =
  | { readonly end: "delivered" | "void" }
  /** `refused`: the client has said no (400, 2.8). `dead`: it can't be called at all. `later`: worth another try. */
  | { readonly end: "refused" | "dead" | "later"; readonly why: string };

/** @throws the signal's reason, when it is given up */
export async function deliverLogout(hub: Hub, message: LogoutMessage, signal: AbortSignal): Promise<Delivery> {
  const client = await findClientByRowId(hub.db, message.client_id);
  if (!client || client.backchannelLogoutUri === null) return { end: "void" };
  const body = new URLSearchParams({ logout_token: await logoutToken(hub, client, message) }).toString();
  try {
    const { status } = await hub.toApplications(client.backchannelLogoutUri, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
      signal,
    });
    if (status === 200 || status === 204) return { end: "delivered" };
    return { end: status === 400 ? "refused" : "later", why: `status ${status}` };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { end: error.code === "blocked" ? "dead" : "later", why: error.code };
  }
}
