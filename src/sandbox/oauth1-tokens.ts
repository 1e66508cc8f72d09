/**
 * What OAuth 1.0 gives out (RFC 5849, 2): request tokens with the callback that they are for, and the secrets that go with
 * tokens. In memory, bounded, known by their hashes; an access token itself is a grant's, as in OAuth 2.0.
 */
import { bearerHash } from "../lib/bearer.ts";
import type { Clock } from "../lib/clock.ts";
import { randomToken } from "../lib/random.ts";
import type { SandboxApp } from "./apps.ts";
import { BoundedMap } from "./bounded.ts";
import type { Grant } from "./grants.ts";

/** Milliseconds. */
const LIFETIME = 600_000;
const MOST = 10_000;

export interface RequestToken {
  readonly app: SandboxApp;
  readonly secret: string;
  readonly callback: string;
  readonly scope: ReadonlySet<string>;
  readonly expiresAt: number;
  /** Once the person has consented. */
  grant?: Grant;
  verifier?: string;
  used: boolean;
}

export interface OAuth1Tokens {
  issue(
    app: SandboxApp,
    callback: string,
    scope: ReadonlySet<string>,
  ): { readonly token: string; readonly secret: string };
  find(token: string): RequestToken | undefined;
  isExpired(token: RequestToken): boolean;
  /** The secret that goes with an access token. */
  keepSecret(token: string, secret: string): void;
  secretOf(token: string): string | undefined;
  /** Whether a nonce is new to this client and second; it is not any more afterwards (RFC 5849, 3.3). */
  useNonce(clientId: string, timestamp: string, nonce: string): boolean;
}

export function createOAuth1Tokens(clock: Clock): OAuth1Tokens {
  const requests = new BoundedMap<string, RequestToken>(MOST);
  const secrets = new BoundedMap<string, string>(MOST);
  const nonces = new BoundedMap<string, true>(MOST);
  return {
    issue(app, callback, scope) {
      const [token, secret] = [randomToken(24), randomToken(24)];
      requests.set(bearerHash(token), { app, callback, scope, secret, expiresAt: clock() + LIFETIME, used: false });
      return { token, secret };
    },
    find: (token) => requests.get(bearerHash(token)),
    isExpired: ({ expiresAt }) => clock() >= expiresAt,
    keepSecret: (token, secret) => void secrets.set(bearerHash(token), secret),
    secretOf: (token) => secrets.get(bearerHash(token)),
    useNonce(clientId, timestamp, nonce) {
      const name = bearerHash(JSON.stringify([clientId, timestamp, nonce]));
      if (nonces.get(name)) return false;
      nonces.set(name, true);
      return true;
    },
  };
}
