/**
 * Scopes (RFC 6749, 3.3): what is granted is what was asked for, as far as the client may have it. Unknown scopes are left
 * out, not refused (OpenID Connect Core, 3.1.2.1), and the answer says what was granted. Only ever exact names.
 */
import type { ClientSettings } from "../clients/settings.ts";

const TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** The scope that a request without one asks for. */
const DEFAULT_SCOPE = "openid";

/** The scope names of a parameter, at least one; `null` when it is malformed. */
export function readScope(text: string | undefined): readonly string[] | null {
  if (text === undefined) return [DEFAULT_SCOPE];
  const names = text.split(" ").filter((name) => name !== "");
  return names.length > 0 && names.every((name) => TOKEN.test(name)) ? [...new Set(names)] : null;
}

export const grantable = (asked: readonly string[], allowed: readonly string[]): readonly string[] =>
  asked.filter((name) => allowed.includes(name));

export const isSubset = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((name) => whole.includes(name));

export const scopeText = (names: readonly string[]): string => names.join(" ");
export const scopeNames = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));

/** Every scope that a client may ask for, its own ones too. */
export const scopesOf = (client: Pick<ClientSettings, "scopes" | "customScopes">): readonly string[] => [
  ...client.scopes,
  ...client.customScopes.map((scope) => scope.name),
];

/** The words of a client's own scopes, by name. */
export const scopeDescriptions = ({ customScopes }: Pick<ClientSettings, "customScopes">): Record<string, string> =>
  Object.fromEntries(customScopes.map(({ name, description }) => [name, description]));
