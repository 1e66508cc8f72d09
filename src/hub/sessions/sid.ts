/**
 * The session as clients know it (`sid`, OpenID Connect Front-Channel Logout, 3): the same in ID Tokens, Logout Tokens and the
 * frames of the signed-out page. It tells nothing of the cookie or the row.
 */
import { createHmac } from "node:crypto";
import type { Hub } from "../hub.ts";

export const sessionIdOf = (hub: Pick<Hub, "vault">, sessionId: number): string =>
  createHmac("sha256", hub.vault.derive("session-id")).update(String(sessionId)).digest("base64url").slice(0, 22);
