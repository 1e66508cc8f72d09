/**
 * What has been given out: codes, access tokens and refresh tokens, in memory, bounded, known by their hashes.
 *
 *     consent ──▶ code ──redeemed once──▶ access token (+ refresh token ──▶ further pairs)
 *                  └──redeemed again───▶ everything that the code ever bought is dead (RFC 6749, 4.1.2)
 *
 * All that one consent leads to hangs on one `Grant`; revoking any of it revokes the grant.
 */
import { bearerHash } from "../lib/bearer.ts";
import type { Clock } from "../lib/clock.ts";
import { randomToken } from "../lib/random.ts";
import type { SettingValues } from "../providers/provider.ts";
import { BoundedMap } from "./bounded.ts";
import type { FaultId } from "./faults.ts";
import type { Person } from "./people.ts";

/** RFC 6749, 4.1.2 allows ten minutes; a minute is what the strict ones give. Seconds. */
export const CODE_LIFETIME = 60;
const REFRESH_LIFETIME = 30 * 86_400;
const MOST_CODES = 10_000;
const MOST_TOKENS = 50_000;

/** One person's consent to one application. */
export interface Grant {
  readonly providerId: string;
  readonly clientId: string;
  readonly person: Person;
  readonly scope: ReadonlySet<string>;
  /** What the authorization address showed of the provider's settings. */
  readonly captured: SettingValues;
  readonly nonce: string | undefined;
  /** Unix seconds. */
  readonly authTime: number;
  readonly refreshable: boolean;
  readonly fault: FaultId | null;
  revoked: boolean;
}

export interface Code {
  readonly grant: Grant;
  readonly redirectUri: string;
  /** S256 (RFC 7636). */
  readonly challenge: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  used: boolean;
}

export interface Token {
  readonly kind: "access" | "refresh";
  readonly grant: Grant;
  readonly scope: ReadonlySet<string>;
  /** Milliseconds since the epoch; `null`: never. */
  readonly expiresAt: number | null;
  spent: boolean;
}

export interface Grants {
  issueCode(grant: Grant, redirectUri: string, challenge: string | undefined, prefix?: string): string;
  findCode(value: string): Code | undefined;
  /** @param lifetime Seconds, or `null`. @param value The token, where it is made elsewhere (a JWT). */
  issueAccess(
    grant: Grant,
    scope: ReadonlySet<string>,
    lifetime: number | null,
    token: { prefix?: string; value?: string },
  ): string;
  issueRefresh(grant: Grant, scope: ReadonlySet<string>, prefix?: string): string;
  findToken(value: string): Token | undefined;
  isExpired(entry: Code | Token): boolean;
}

export function createGrants(clock: Clock): Grants {
  const codes = new BoundedMap<string, Code>(MOST_CODES);
  const tokens = new BoundedMap<string, Token>(MOST_TOKENS);
  const inSeconds = (lifetime: number): number => clock() + lifetime * 1000;

  return {
    issueCode(grant, redirectUri, challenge, prefix = "") {
      const value = prefix + randomToken(24);
      codes.set(bearerHash(value), { grant, redirectUri, challenge, expiresAt: inSeconds(CODE_LIFETIME), used: false });
      return value;
    },
    findCode: (value) => codes.get(bearerHash(value)),
    issueAccess(grant, scope, lifetime, { prefix = "", value = prefix + randomToken(30) }) {
      const expiresAt = lifetime === null ? null : inSeconds(lifetime);
      tokens.set(bearerHash(value), { kind: "access", grant, scope, expiresAt, spent: false });
      return value;
    },
    issueRefresh(grant, scope, prefix = "") {
      const value = prefix + randomToken(36);
      tokens.set(bearerHash(value), {
        kind: "refresh",
        grant,
        scope,
        expiresAt: inSeconds(REFRESH_LIFETIME),
        spent: false,
      });
      return value;
    },
    findToken: (value) => tokens.get(bearerHash(value)),
    isExpired: ({ expiresAt }) => expiresAt !== null && clock() >= expiresAt,
  };
}

/** Whether two addresses show the same tenant, realm or host, as far as both show one. */
export const isSamePlace = (left: SettingValues, right: SettingValues): boolean =>
  Object.entries(left).every(([key, value]) => right[key] === undefined || right[key] === value);
