/**
 * A provider's answers as one `Profile` in OpenID Connect's names (Core, 5.1).
 *
 * An address is verified only by the entry's word (`emailTrust`) together with boolean `true` in the answer; a text
 * "true" is a text. The raw answers are kept for the administrator's view without anything that smells of a secret.
 */
import { claimValue, line, localeTag, phoneNumber, subject, webAddress } from "./claims.ts";
import { normaliseEmail } from "./email-address.ts";
import type { Context } from "./engines/engine.ts";
import { isJsonObject } from "./json.ts";
import { readAnswers } from "./path.ts";
import type { Answers, Json, Profile, ProviderApp, ProviderBase, UpstreamTokens } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";

/** Characters of JSON. */
const MAX_RAW = 65_536;
const SECRET_NAME =
  /token|secret|passw|recovery|otp|assertion|credential|cookie|hash|salt|private_?key|authoriz|api_?key/i;
const JWT = /^eyJ[\w-]+\.[\w-]+\./;

function withoutSecrets(value: Json, tokens: UpstreamTokens): Json {
  if (Array.isArray(value)) return value.map((member: Json) => withoutSecrets(member, tokens));
  if (isJsonObject(value)) {
    const kept = Object.entries(value).filter(([name]) => !SECRET_NAME.test(name));
    return Object.fromEntries(kept.map(([name, member]) => [name, withoutSecrets(member, tokens)]));
  }
  if (typeof value !== "string") return value;
  const secret = JWT.test(value) || value === tokens.accessToken || value === tokens.refreshToken;
  return secret ? null : value;
}

/** The answers as they came, less secrets; `null` where they are larger than a record should be. */
function rawAnswers(provider: ProviderBase, answers: Answers, tokens: UpstreamTokens): Json {
  const { idToken, profile, extra } = answers;
  const kept = Object.fromEntries(
    (provider.quirks?.keep ?? []).map((path) => [path, readAnswers(answers, path) ?? null] as const),
  );
  const parts = { ...(profile === idToken ? {} : { profile }), idToken, extra, kept };
  const raw: Json = Object.fromEntries(
    Object.entries(parts)
      .filter(([, part]) => !isJsonObject(part) || Object.keys(part).length > 0)
      .map(([name, part]) => [name, withoutSecrets(part, tokens)]),
  );
  return JSON.stringify(raw).length > MAX_RAW ? null : raw;
}

function isVerified(provider: ProviderBase, app: ProviderApp, answers: Answers): boolean {
  if (app.verifiedEmail === true) return true;
  if (provider.emailTrust === "never") return false;
  if (provider.emailTrust === "always") return true;
  return claimValue(provider.claims.email_verified, answers) === true;
}

/**
 * @param issuer What `sub` is unique in, unless the entry reads something closer (`claims.issuer`).
 * @throws ProviderError `subject_missing` where the answers hold no usable id.
 */
export function readProfile(
  { provider, app }: Pick<Context, "provider" | "app">,
  answers: Answers,
  issuer: string,
  tokens: UpstreamTokens,
): Profile {
  const { claims } = provider;
  const read = <T>(name: keyof typeof claims, form: (value: unknown) => T): T =>
    form(claimValue(claims[name], answers));
  const nearest = claims.issuer === undefined ? issuer : read("issuer", line);
  if (nearest === undefined) throw new ProviderError("subject_missing", "the answers do not say whose id it is");
  const email = read("email", normaliseEmail);
  const found = {
    preferred_username: read("preferred_username", line),
    name: read("name", line),
    given_name: read("given_name", line),
    family_name: read("family_name", line),
    email,
    picture: read("picture", webAddress),
    phone_number: read("phone_number", phoneNumber),
    locale: read("locale", localeTag),
  };
  return {
    sub: read("sub", subject),
    issuer: nearest,
    ...withoutAbsent(found),
    email_verified: email !== undefined && isVerified(provider, app, answers),
    raw: rawAnswers(provider, answers, tokens),
  };
}

function withoutAbsent<T extends Record<string, string | undefined>>(claims: T): { [K in keyof T]?: string } {
  const present = Object.entries(claims).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: string };
}
