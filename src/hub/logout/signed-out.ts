/**
 * OpenID Connect Front-Channel Logout 1.0: which addresses the browser loads in hidden frames once a session has ended in it.
 *
 * Signing out ends with a redirect to the signed-out page, and the page has to know of which session it speaks although the
 * cookie is gone: the address carries a ticket, the session's id and a time under a MAC. Whoever has one can load the frames of
 * a session that has ended, and nothing else.
 */
import { createHmac } from "node:crypto";
import { sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { Hub } from "../hub.ts";
import { frontChannelClients } from "../sessions/clients.ts";
import { sessionIdOf } from "../sessions/sid.ts";

export const SIGNED_OUT = "/signed-out";
/** Seconds that a ticket counts: the time to follow a redirect, and to press reload. */
const TICKET_SECONDS = 600;

const macOf = ({ vault }: Pick<Hub, "vault">, text: string): string =>
  createHmac("sha256", vault.derive("signed-out")).update(text).digest("base64url");

/**
 * Where a browser goes whose session has just ended.
 * @param onward What the page goes on with: the client that asked, and its registered address.
 * @returns `null` where no application logs out by a frame, and the browser can go on at once.
 */
export async function signedOutAddress(
  hub: Pick<Hub, "db" | "clock" | "vault">,
  sessionId: number,
  onward: Readonly<Record<string, string | null | undefined>> = {},
): Promise<string | null> {
  if ((await frontChannelClients(hub.db, sessionId)).length === 0) return null;
  const text = `${sessionId}.${seconds(hub.clock) + TICKET_SECONDS}`;
  const given = Object.entries(onward).map(([name, value]) => [name, value ?? undefined]);
  return withQuery(SIGNED_OUT, { ticket: `${text}.${macOf(hub, text)}`, ...Object.fromEntries(given) });
}

/** @returns the frames' addresses; none for a ticket that is not ours or too old. */
export async function framesOf(
  hub: Pick<Hub, "db" | "clock" | "vault" | "issuer">,
  ticket: string | undefined,
): Promise<readonly string[]> {
  const [, text = "", id, until, mac = ""] = /^((\d{1,16})\.(\d{1,12}))\.([\w-]{43})$/.exec(ticket ?? "") ?? [];
  if (!sameSecret(macOf(hub, text), mac) || Number(until) <= seconds(hub.clock)) return [];
  const sessionId = Number(id);
  const clients = await frontChannelClients(hub.db, sessionId);
  return clients.flatMap(({ frontchannelLogoutUri, frontchannelLogoutSessionRequired }) => {
    if (frontchannelLogoutUri === null) return [];
    const named = frontchannelLogoutSessionRequired ? { iss: hub.issuer, sid: sessionIdOf(hub, sessionId) } : {};
    return [withQuery(frontchannelLogoutUri, named)];
  });
}
