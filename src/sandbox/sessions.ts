/**
 * Which person a browser chose last at a provider: what `prompt=none` is answered from. The cookie holds a random
 * handle and is a provider's own, so that signing in at one says nothing at another.
 */
import { cookie } from "../lib/cookies.ts";
import { randomToken } from "../lib/random.ts";
import { BoundedMap } from "./bounded.ts";
import type { Person } from "./people.ts";

export interface Sessions {
  /** @param cookies The request's `Cookie` header. */
  find(providerId: string, cookies: string | undefined): Person | null;
  /** @returns the `Set-Cookie` header. */
  start(providerId: string, person: Person): string;
}

const MOST_SESSIONS = 10_000;

/** @param secure Whether the sandbox is served over https. */
export function createSessions(secure: boolean): Sessions {
  const people = new BoundedMap<string, Person>(MOST_SESSIONS);
  const jar = (providerId: string) => cookie(`sandbox_${providerId}`, secure);
  return {
    find(providerId, cookies) {
      const handle = jar(providerId).read(cookies);
      return (handle !== undefined && people.get(`${providerId} ${handle}`)) || null;
    },
    start(providerId, person) {
      const handle = randomToken(18);
      people.set(`${providerId} ${handle}`, person);
      return jar(providerId).write(handle);
    },
  };
}
