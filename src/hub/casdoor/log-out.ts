/**
 * `/api/sso-logout`: signs the caller's person out, everywhere (`logoutAll`, which is what is left out means) or of the one session;
 * and `/api/logout` for callers that are no browser on its way through (`oauth/end-session.ts` has those).
 *
 * A token in the header may ask by any method; one in the address may not, for an address gets about. The cookie alone counts
 * for a POST of our own pages; what it asks by GET any link could ask, so the person is asked first.
 */

import { seconds } from "../../lib/clock.ts";
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { parseForm } from "../../lib/parameters.ts";
import { checkSameOrigin } from "../../lib/same-origin.ts";
import { recordEvent } from "../audit/audit.ts";
import { findClient } from "../clients/store.ts";
import { revokeGrant } from "../grants/grants.ts";
import type { Hub, Occasion } from "../hub.ts";
import { endSessions, findSignedIn } from "../sessions/store.ts";
import type { CasdoorDeps } from "./caller.ts";
import { ok, pleaseLogIn } from "./envelope.ts";

interface Wish {
  readonly userId: string;
  readonly everywhere: boolean;
  /** The session that is meant where not all of them are. */
  readonly sessionId: number | null;
  /** The grant of the token that asks: it ends with its own wish, also where it would outlive the session. */
  readonly grantId: number | null;
  /** The client's row. */
  readonly clientId: string | undefined;
  readonly occasion: Occasion;
}

const signOut = (hub: Hub, wish: Wish): Promise<void> =>
  hub.db.write(async (tx) => {
    const { userId, everywhere, sessionId, grantId, clientId, occasion } = wish;
    const which = everywhere ? "all" : sessionId === null ? null : { only: sessionId };
    const sessions = which === null ? 0 : await endSessions(tx, hub, userId, which);
    const revoked = grantId !== null && (await revokeGrant(tx, grantId, seconds(hub.clock), "revoked-by-client"));
    if (sessions === 0 && !revoked) return;
    await recordEvent(tx, hub, {
      action: "user.signed-out",
      actorId: userId,
      subject: { kind: "user", id: userId },
      clientId,
      occasion,
      detail: { everywhere, sessions },
    });
  });

const occasionOf = (http: EndpointRequest): Occasion => ({
  address: http.address,
  requestId: http.id,
  userAgent: http.headers["user-agent"] ?? "",
});

async function byToken({ hub, findAccess }: CasdoorDeps, http: EndpointRequest, everywhere: boolean): Promise<Answer> {
  const access = await findAccess(http);
  if (!access?.person || !access.grant) return pleaseLogIn();
  const client = await findClient(hub.db, access.clientId);
  await signOut(hub, {
    userId: access.person.id,
    everywhere,
    sessionId: access.grant.session_id,
    grantId: access.grant.id,
    clientId: client?.id,
    occasion: occasionOf(http),
  });
  return ok({});
}

/** @throws Refusal `cross_site` */
async function byCookie({ hub, browsers }: CasdoorDeps, http: EndpointRequest, everywhere: boolean): Promise<Answer> {
  const signedIn = await findSignedIn(hub, browsers.session.read(http.headers.cookie));
  if (!signedIn) return ok({});
  if (http.method !== "POST") return seeOther("/sign-out");
  checkSameOrigin(http.headers, hub.issuer);
  // There is no token in a form here to decide, so the browser has to say that it was one of our pages.
  if (http.headers.origin !== hub.issuer && http.headers["sec-fetch-site"] !== "same-origin") return pleaseLogIn();
  const { user, session } = signedIn;
  await signOut(hub, {
    userId: user.id,
    everywhere,
    sessionId: session.id,
    grantId: null,
    clientId: undefined,
    occasion: occasionOf(http),
  });
  const answer = ok({});
  return { ...answer, headers: { ...answer.headers, "set-cookie": browsers.session.clear() } };
}

/** @throws Refusal `parameter_repeated`, `cross_site` */
export const ssoLogOut =
  (deps: CasdoorDeps) =>
  (http: EndpointRequest): Promise<Answer> => {
    const everywhere = !["false", "0"].includes(parseForm(http.query).get("logoutAll") ?? "true");
    return http.headers.authorization === undefined
      ? byCookie(deps, http, everywhere)
      : byToken(deps, http, everywhere);
  };

const wantsJson = ({ headers: { accept = "" } }: EndpointRequest): boolean =>
  accept.includes("application/json") && !accept.includes("text/html");

/** The answer to `/api/logout` in the envelope, for whoever brings a token or wants JSON; `null` for a browser on its way through. */
export const answerLogOut =
  (deps: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer | null> => {
    if (http.headers.authorization !== undefined) return byToken(deps, http, false);
    return wantsJson(http) && http.query === "" ? byCookie(deps, http, false) : null;
  };
