/**
 * `oauth2()`, `oidc()`, `oauth1()`, `openid2()` and `signed()`: an entry of the catalogue, or a custom one from a store, checked once
 * before it is used and then frozen.
 *
 * Whatever is wrong with an entry is found here and not in the middle of somebody's sign-in: a placeholder that names no
 * setting, a claim's path that is none, a fixed parameter that would replace one of the protocol's, an ID Token
 * algorithm that proves nothing.
 */
import { isKnownName } from "./engines/facts.ts";
import { parsePath, splitRoot } from "./path.ts";
import { protocolParameters } from "./protocol-parameters.ts";
import type {
  ClaimSource,
  IdTokenAlg,
  OAuth1Provider,
  OAuth2Provider,
  OidcProvider,
  OpenId2Provider,
  Provider,
  SignedProvider,
} from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { placeholders } from "./template.ts";
import { settingsWithVariants } from "./variant.ts";

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

/** Where the host ends and the path begins. */
const hostOf = (address: string): string => /^(?:https?:\/\/)?[^/?]*/.exec(address)?.[0] ?? "";

function checkAddresses(entry: Provider, addresses: readonly (string | undefined)[], check: Check): void {
  for (const address of addresses) {
    if (address === undefined) continue;
    check(/^(?:https?:\/\/|\{)/.test(address), `${address} is not an http(s) address`);
    for (const name of placeholders(address)) check(isKnownName(entry, name), `${address}: {${name}} names no setting`);
    for (const name of placeholders(hostOf(address))) {
      check(!name.includes("."), `${address}: {${name}} would let an answer name the host; make it a part`);
    }
    const filled = address.replace(/^\{[^}]+\}/, "https://sample.test").replaceAll(/\{[^{}\s]+\}/g, "sample");
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
  checkQuirks(entry, check);
  if (entry.embedding !== undefined) {
    checkAddresses(entry, entry.embedding.framedBy, check);
    check(Object.hasOwn(entry.settings ?? {}, entry.embedding.when.setting), "embedding.when names no setting");
  }
  for (const [name, variant] of Object.entries(entry.variants ?? {})) {
    check(/^[a-z][a-z0-9-]*$/.test(name) && name !== "current", `variant ${name}: not a name for one`);
    check(variant.id === entry.id && variant.variants === undefined, `variant ${name} is not one of this entry`);
  }
}

/** Values with placeholders that are checked by the same rule wherever they stand. */
function checkValues(entry: Provider, values: Readonly<Record<string, string>> | undefined, check: Check): void {
  for (const [key, value] of Object.entries(values ?? {})) {
    for (const name of placeholders(value)) check(isKnownName(entry, name), `${key}: {${name}} names no setting`);
  }
}

function checkQuirks(entry: Provider, check: Check): void {
  const quirks = entry.quirks ?? {};
  for (const path of Object.values(quirks.tokenAnswer ?? {})) parsePath(path);
  for (const path of [quirks.unwrap, quirks.errorField?.path]) if (path !== undefined) parsePath(path);
  for (const [name, part] of Object.entries(quirks.parts ?? {})) {
    checkClaim(part.from, check, `quirks.parts.${name}`);
    new RegExp(part.pattern, "v");
  }
  const { tokenParams, tokenHeaders, profileHeaders, profileQuery } = quirks;
  for (const values of [entry.authorizeParams, tokenParams, tokenHeaders, profileHeaders, profileQuery]) {
    checkValues(entry, values, check);
  }
  for (const call of Object.values(entry.extra ?? {})) {
    checkValues(entry, call.headers, check);
    checkValues(entry, call.query, check);
  }
  const { clientSecret } = quirks;
  for (const key of clientSecret === undefined ? [] : [clientSecret.issuer, clientSecret.keyId]) {
    check(Object.hasOwn(entry.settings ?? {}, key), `quirks.clientSecret: ${key} names no setting`);
  }
}

const GLOBAL_NAME = /^[A-Za-z_$][\w$]*$/;

function checkScript(entry: OAuth2Provider, check: Check): void {
  const { scriptSignIn: way, settings = {} } = entry;
  if (way === undefined) return;
  const { when, object, ready, init, answer, origins, inspection, exchange } = way;
  checkAddresses(entry, [way.script, inspection.url], check);
  check(GLOBAL_NAME.test(object) && GLOBAL_NAME.test(ready), "scriptSignIn: not the names of globals");
  for (const key of [when.setting, exchange?.when.setting, way.scriptSetting, way.initSetting]) {
    check(key === undefined || Object.hasOwn(settings, key), `scriptSignIn: ${key} names no setting`);
  }
  for (const origin of origins) {
    check(URL.canParse(origin) && new URL(origin).origin === origin, `scriptSignIn: ${origin} is no origin`);
  }
  for (const path of [answer, inspection.subject, inspection.expires, ...Object.keys(inspection.expect)])
    parsePath(path);
  const expected = Object.entries(inspection.expect).filter(([, value]) => typeof value === "string");
  check(
    expected.some(([, value]) => value === "{clientId}"),
    "scriptSignIn: the inspection does not say whose application the token is for",
  );
  for (const values of [init, inspection.query, exchange?.parameters]) checkValues(entry, values, check);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** Entries that have not been used yet, with what is to be checked of them. */
const unchecked = new WeakMap<Provider, (check: Check) => void>();

function settle<T extends Provider>(given: T, checks: (check: Check) => void): T {
  const entry = given.variants === undefined ? given : { ...given, settings: settingsWithVariants(given) };
  unchecked.set(entry, checks);
  return Object.freeze(entry);
}

/**
 * Checks an entry and freezes all of it, once. Every sign-in does so before anything is sent; whoever takes an entry from
 * elsewhere does so when it comes in. The catalogue as a whole is checked by its tests and not each time it is loaded.
 * @throws ProviderError `misconfigured`; its cause says what is wrong.
 */
export function checkEntry(entry: Provider): void {
  const checks = unchecked.get(entry);
  if (checks === undefined) return;
  try {
    checks((holds, why) => {
      if (!holds) throw new ProviderError("misconfigured", `entry ${entry.id}: ${why}`);
    });
    for (const variant of Object.values(entry.variants ?? {})) checkEntry(variant);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("misconfigured", `entry ${entry.id} is not usable`, error);
  }
  for (const member of Object.values(entry)) deepFreeze(member);
  unchecked.delete(entry);
}

/** An OAuth 2.0 provider (RFC 6749). {@link checkEntry} says what is wrong with it. */
export function oauth2(entry: Omit<OAuth2Provider, "protocol">): OAuth2Provider {
  const provider: OAuth2Provider = { protocol: "oauth2", ...entry };
  return settle(provider, (check) => {
    check(
      [provider.authorize, provider.token].every((address) => typeof address === "string"),
      "authorize and token are needed",
    );
    const { authorize, token, userinfo, revoke, issuer } = provider;
    checkBase(provider, [authorize, token, userinfo, revoke, issuer], check);
    checkScript(provider, check);
  });
}

/**
 * Whether the ID Token is asked for by the scope `openid` (OpenID Connect Core, 3.1.2.1), as it is unless the provider
 * gives it under another name anyway.
 */
export const asksByScope = (provider: Provider): boolean =>
  provider.protocol === "oidc" && provider.quirks?.tokenAnswer?.id_token === undefined;

/** An OpenID Connect provider (OpenID Connect Core 1.0). {@link checkEntry} says what is wrong with it. */
export function oidc(entry: Omit<OidcProvider, "protocol">): OidcProvider {
  const provider: OidcProvider = { protocol: "oidc", ...entry };
  return settle(provider, (check) => {
    check(typeof provider.issuer === "string", "issuer is needed");
    const { issuer, authorize, token, userinfo, jwks, revoke, issuerTemplate } = provider;
    checkBase(provider, [issuer, authorize, token, userinfo, jwks, revoke], check);
    check(!asksByScope(provider) || provider.scope.includes("openid"), "scope lacks openid");
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

/** An OAuth 1.0a provider (RFC 5849). {@link checkEntry} says what is wrong with it. */
export function oauth1(entry: Omit<OAuth1Provider, "protocol">): OAuth1Provider {
  const provider: OAuth1Provider = { protocol: "oauth1", ...entry };
  return settle(provider, (check) => {
    const { requestToken, authorize, token, userinfo } = provider;
    check(
      [requestToken, authorize, token].every((address) => typeof address === "string"),
      "requestToken, authorize and token are needed",
    );
    check(!provider.pkce, "OAuth 1.0 has no PKCE");
    checkBase(provider, [requestToken, authorize, token, userinfo], check);
    checkValues(provider, provider.requestParams, check);
  });
}

/** An OpenID 2.0 provider. {@link checkEntry} says what is wrong with it. */
export function openid2(entry: Omit<OpenId2Provider, "protocol">): OpenId2Provider {
  const provider: OpenId2Provider = { protocol: "openid2", ...entry };
  return settle(provider, (check) => {
    const { server, identifier, claimedId, userinfo, settings = {} } = provider;
    check(
      server !== undefined || identifier !== undefined || Object.hasOwn(settings, "identifier"),
      "a server, an identifier or the setting `identifier` is needed",
    );
    check(!provider.pkce && provider.scope.length === 0, "OpenID 2.0 has neither PKCE nor scopes");
    if (claimedId !== undefined) new RegExp(claimedId, "v");
    checkBase(provider, [server, identifier, userinfo], check);
  });
}

/** A provider whose callback is signed, or asserted. {@link checkEntry} says what is wrong with it. */
export function signed(entry: Omit<SignedProvider, "protocol">): SignedProvider {
  const provider: SignedProvider = { protocol: "signed", ...entry };
  return settle(provider, (check) => {
    const { proof } = provider;
    check(!provider.pkce, "such a sign-in has no PKCE");
    const further = proof.kind === "exchange" ? proof.url : proof.kind === "assertion" ? proof.verifier : undefined;
    checkBase(provider, [provider.authorize, further], check);
    const request = Object.entries(provider.request).map(([name, value]) => [
      name,
      typeof value === "string" ? value : value.md5,
    ]);
    checkValues(provider, Object.fromEntries(request), check);
    if (proof.kind === "exchange") checkValues(provider, proof.query, check);
    if (proof.kind === "assertion") checkValues(provider, { ...proof.body, ...proof.expect }, check);
    if (proof.kind === "lines") {
      check(Object.hasOwn(provider.settings ?? {}, proof.maxAge), `proof.maxAge: ${proof.maxAge} names no setting`);
    }
  });
}
