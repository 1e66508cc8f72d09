/**
 * `oauth2()` and `oidc()`: an entry of the catalogue, or a custom one from a store, checked once when it is loaded and
 * then frozen.
 *
 * Whatever is wrong with an entry is found here and not in the middle of somebody's sign-in: a placeholder that names no
 * setting, a claim's path that is none, a fixed parameter that would replace one of the protocol's, an ID Token
 * algorithm that proves nothing.
 */
import { parsePath, splitRoot } from "./path.ts";
import { protocolParameters } from "./protocol-parameters.ts";
import type { ClaimSource, IdTokenAlg, OAuth2Provider, OidcProvider, Provider } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { placeholders } from "./template.ts";

/** Every signature algorithm that an ID Token may have. */
export const idTokenAlgs: readonly IdTokenAlg[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

type Check = (holds: boolean, why: string) => void;

// RFC 6749, appendix A.4.
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

function checkClaim(source: ClaimSource, check: Check, name: string): void {
  if (typeof source === "function") return;
  const paths = typeof source === "string" ? [source] : source;
  check(paths.length > 0, `claims.${name} has no path`);
  for (const path of paths) {
    const { rest } = splitRoot(path);
    if (rest !== "") parsePath(rest);
  }
}

function checkSettings(entry: Provider, check: Check): void {
  const before = new Set<string>();
  for (const [key, setting] of Object.entries(entry.settings ?? {})) {
    check(/^[a-z][A-Za-z0-9]*$/.test(key), `setting ${key}: not a camelCase name`);
    check(setting.type !== "choice" || (setting.choices?.length ?? 0) > 0, `setting ${key}: no choices`);
    if (setting.pattern !== undefined) new RegExp(setting.pattern, "v");
    for (const name of placeholders(setting.default ?? "")) {
      check(before.has(name), `setting ${key}: its default names ${name}, which does not stand before it`);
    }
    before.add(key);
  }
  for (const key of Object.keys(entry.derived ?? {})) check(!before.has(key), `${key} is both a setting and derived`);
}

function checkAddresses(entry: Provider, addresses: readonly (string | undefined)[], check: Check): void {
  const known = new Set([...Object.keys(entry.settings ?? {}), ...Object.keys(entry.derived ?? {})]);
  for (const address of addresses) {
    if (address === undefined) continue;
    check(/^(?:https?:\/\/|\{)/.test(address), `${address} is not an http(s) address`);
    for (const name of placeholders(address)) check(known.has(name), `${address}: {${name}} names no setting`);
    const filled = address.replace(/^\{[^}]+\}/, "https://sample.test").replaceAll(/\{[^}]+\}/g, "sample");
    check(URL.canParse(filled) && !filled.includes("#"), `${address} is not an address`);
  }
}

function checkBase(entry: Provider, addresses: readonly (string | undefined)[], check: Check): void {
  check(/^[a-z0-9][a-z0-9_-]{0,63}$/.test(entry.id), "id: lower-case letters, digits, _ and - only");
  check(entry.name.trim() !== "", "name is empty");
  check(entry.colour === undefined || /^#[0-9a-f]{6}$/.test(entry.colour), "colour is not #rrggbb");
  check(Array.isArray(entry.scope), "scope is not a list");
  for (const scope of entry.scope) check(SCOPE_TOKEN.test(scope), `scope ${JSON.stringify(scope)} is not a scope`);
  checkSettings(entry, check);
  checkAddresses(entry, [...addresses, ...Object.values(entry.extra ?? {}).map((call) => call.url)], check);

  check(entry.claims.sub !== undefined, "claims.sub is missing");
  for (const [name, source] of Object.entries(entry.claims)) checkClaim(source as ClaimSource, check, name);
  check(["never", "claim", "always"].includes(entry.emailTrust), "emailTrust is not known");
  check(
    entry.emailTrust !== "claim" || entry.claims.email_verified !== undefined,
    "emailTrust is `claim` and claims.email_verified is missing",
  );

  const reserved = protocolParameters(entry.quirks?.authorizeNames);
  for (const name of Object.keys(entry.authorizeParams ?? {})) {
    check(!reserved.has(name), `authorizeParams.${name} would replace a parameter of the protocol`);
  }
  for (const path of Object.values(entry.quirks?.tokenAnswer ?? {})) parsePath(path);
  for (const path of [entry.quirks?.unwrap, entry.quirks?.errorField?.path]) if (path !== undefined) parsePath(path);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

function settle<T extends Provider>(entry: T, checkEntry: (check: Check) => void): T {
  const check: Check = (holds, why) => {
    if (!holds) throw new ProviderError("misconfigured", `entry ${entry.id}: ${why}`);
  };
  try {
    checkEntry(check);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("misconfigured", `entry ${entry.id} is not usable`, error);
  }
  return deepFreeze(entry);
}

/**
 * An OAuth 2.0 provider (RFC 6749).
 * @throws ProviderError `misconfigured`; its cause says what is wrong.
 */
export function oauth2(entry: Omit<OAuth2Provider, "protocol">): OAuth2Provider {
  const provider: OAuth2Provider = { protocol: "oauth2", ...entry };
  return settle(provider, (check) => {
    check(
      [provider.authorize, provider.token, provider.userinfo].every((address) => typeof address === "string"),
      "authorize, token and userinfo are needed",
    );
    const { authorize, token, userinfo, revoke, issuer } = provider;
    checkBase(provider, [authorize, token, userinfo, revoke, issuer], check);
  });
}

/**
 * An OpenID Connect provider (OpenID Connect Core 1.0).
 * @throws ProviderError `misconfigured`; its cause says what is wrong.
 */
export function oidc(entry: Omit<OidcProvider, "protocol">): OidcProvider {
  const provider: OidcProvider = { protocol: "oidc", ...entry };
  return settle(provider, (check) => {
    check(typeof provider.issuer === "string", "issuer is needed");
    const { issuer, authorize, token, userinfo, jwks, revoke, issuerTemplate } = provider;
    checkBase(provider, [issuer, authorize, token, userinfo, jwks, revoke], check);
    check(provider.scope.includes("openid"), "scope lacks openid");
    const algs = provider.idTokenAlgs ?? idTokenAlgs;
    check(
      algs.length > 0 && algs.every((alg) => idTokenAlgs.includes(alg)),
      "idTokenAlgs holds what is not asymmetric",
    );
    if (issuerTemplate === undefined) return;
    check(placeholders(issuerTemplate.template).length === 1, "issuerTemplate needs exactly one claim");
    for (const key of Object.keys(issuerTemplate.when)) {
      check(Object.hasOwn(provider.settings ?? {}, key), `issuerTemplate.when.${key} names no setting`);
    }
  });
}
