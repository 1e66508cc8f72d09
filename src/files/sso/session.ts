/**
 * Who is signed in: a sealed cookie that ends an hour after the hub said who it is; the hub is asked again then, which
 * costs the person nothing while they are signed in there.
 *
 * There is no table of sessions, so a session outlives a restart, and ends early in two ways only: the browser forgets it
 * at sign-out, and this process then refuses a copy of it too, for as long as it runs. An account that the hub disables
 * is shut out here within the hour.
 */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { sameSecret } from "../../lib/bearer.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { randomToken } from "../../lib/random.ts";
import type { Vault } from "../../lib/seal.ts";
import type { Profile } from "../../providers/index.ts";
import { createRememberedIds } from "./remembered-ids.ts";
import { sealedCookie } from "./sealed-cookie.ts";

/** Seconds. */
const SESSION_SECONDS = 3600;

const record = z.strictObject({
  id: z.string(),
  /** The hub's `sub`. */
  subject: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  expiresAt: z.number(),
});

export type Session = z.infer<typeof record>;

export interface Sessions {
  read(cookieHeader: string | undefined): Session | null;
  /** Starts a session of its own for whoever the hub says it is. @returns a `Set-Cookie` value. */
  start(profile: Profile): string;
  /** @returns a `Set-Cookie` value. */
  end(session: Session): string;
  clear(): string;
  /** The hidden `csrf` field of forms shown in this session. */
  formToken(session: Session): string;
  isFormToken(session: Session, token: string): boolean;
}

export function createSessions(vault: Vault, secure: boolean, clock: Clock): Sessions {
  const jar = sealedCookie(vault, "alldoor_files_session", secure, record);
  const ended = createRememberedIds();
  const key = vault.derive("files/form-token");
  const formToken = ({ id }: Session) => createHmac("sha256", key).update(id).digest("base64url");
  return {
    read(cookieHeader) {
      const session = jar.read(cookieHeader);
      return session && session.expiresAt > seconds(clock) && !ended.has(session.id) ? session : null;
    },
    start({ sub, name, preferred_username, email }) {
      const session = {
        id: randomToken(16),
        subject: sub,
        name: name ?? preferred_username ?? sub,
        email: email ?? null,
        expiresAt: seconds(clock) + SESSION_SECONDS,
      };
      return jar.write(session, SESSION_SECONDS);
    },
    end(session) {
      ended.add(session.id, session.expiresAt, seconds(clock));
      return jar.clear();
    },
    clear: () => jar.clear(),
    formToken,
    isFormToken: (session, token) => sameSecret(formToken(session), token),
  };
}
