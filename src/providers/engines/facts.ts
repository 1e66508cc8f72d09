/**
 * What is known at a point of a sign-in, and placeholders filled from it: settings, what the provider has answered so
 * far, and the values that belong to this sign-in alone.
 *
 * Answers are strangers' text. In an address one is percent-encoded and can't be a dot segment (RFC 3986, 5.2.4), so it
 * stays in its place; a piece that decides a host is a part, which must match the entry's pattern.
 */
import { readAnswers } from "../path.ts";
import type { Answers, Json, SettingValues } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { checkedAddress, placeholders, replacePlaceholders } from "../template.ts";
import type { Context } from "./engine.ts";

/** The answers so far (an empty object where there is none yet), and this sign-in's own values. */
export interface Facts extends Omit<Answers, "settings"> {
  readonly code?: string;
  readonly accessToken?: string;
  readonly state?: string;
  /** Our callback address with its `state`. */
  readonly callbackAddress?: string;
}

export const noFacts: Facts = { token: {}, idToken: {}, profile: {}, extra: {}, callback: {} };

type Values = Readonly<Record<string, string>>;

const missing = (name: string): ProviderError => new ProviderError("bad_answer", `nothing was answered for {${name}}`);

const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value !== "" && value.length <= 2048 ? value : undefined;
};

function answered(context: Context, facts: Facts, path: string): string | undefined {
  return textOf(readAnswers({ ...facts, settings: context.settings }, path));
}

/** @throws ProviderError `bad_answer` where the answer has no value, or one that the pattern does not know. */
function partValue(context: Context, facts: Facts, name: string): string | undefined {
  const parts = context.provider.quirks?.parts ?? {};
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part === undefined) return undefined;
  const value = answered(context, facts, part.from) ?? part.default;
  if (value === undefined) throw missing(name);
  if (!new RegExp(`^(?:${part.pattern})$`, "v").test(value)) {
    throw new ProviderError("bad_answer", `the value for {${name}} is not one of the provider's own`);
  }
  return value;
}

function ownValue({ app }: Context, facts: Facts, name: string): string | undefined {
  const own: SettingValues = {
    clientId: app.clientId,
    clientSecret: app.clientSecret ?? "",
    redirectUri: app.redirectUri,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    ...(facts.accessToken === undefined ? {} : { accessToken: facts.accessToken }),
    origin: new URL(app.redirectUri).origin,
    ...(facts.state === undefined ? {} : { state: facts.state }),
    ...(facts.callbackAddress === undefined ? {} : { callbackAddress: facts.callbackAddress }),
  };
  return Object.hasOwn(own, name) ? own[name] : undefined;
}

/** What an answer holds for `{root.path}`, which is `$root.path` in a claim; the profile has no root there. */
function answerValue(context: Context, facts: Facts, name: string): string {
  const path = name.startsWith("profile.") ? name.slice("profile.".length) : `$${name}`;
  const value = answered(context, facts, path);
  if (value === undefined) throw missing(name);
  return value;
}

function segment(name: string, value: string): string {
  if (value === "." || value === ".." || !value.isWellFormed()) {
    throw new ProviderError("bad_answer", `the value for {${name}} can't stand in an address`);
  }
  return encodeURIComponent(value);
}

const notConfigured = (name: string): ProviderError =>
  new ProviderError("misconfigured", `nothing is configured for {${name}}`);

/**
 * An address with every placeholder filled.
 * @throws ProviderError `misconfigured` or `bad_answer`.
 */
export function fillUrl(context: Context, facts: Facts, template: string): string {
  const filled = replacePlaceholders(template, (name) => {
    if (name.includes(".")) return segment(name, answerValue(context, facts, name));
    const own = ownValue(context, facts, name);
    if (own !== undefined) return segment(name, own);
    const value = partValue(context, facts, name) ?? context.parts[name];
    if (value === undefined || value === "") throw notConfigured(name);
    return value;
  });
  return checkedAddress(template, filled);
}

/**
 * A value of a parameter or a header, as it is.
 * @returns Nothing where one of its placeholders is a setting that is left empty.
 * @throws ProviderError `misconfigured` or `bad_answer`.
 */
export function fillText(context: Context, facts: Facts, template: string): string | undefined {
  let empty = false;
  const text = replacePlaceholders(template, (name) => {
    if (name.includes(".")) return answerValue(context, facts, name);
    const own = ownValue(context, facts, name) ?? partValue(context, facts, name);
    if (own !== undefined) return own;
    const value = context.settings[name] ?? context.parts[name];
    if (value === undefined) throw notConfigured(name);
    if (value === "") empty = true;
    return value;
  });
  return empty ? undefined : text;
}

/** Parameters or headers with their placeholders filled, less those that have nothing to say. */
export function fillValues(context: Context, facts: Facts, values: Values = {}): Values {
  const filled = Object.entries(values).map(([name, value]) => [name, fillText(context, facts, value)] as const);
  return Object.fromEntries(filled.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** The same, less those that name what has not been answered: a refresh has no callback. */
export function fillPresentValues(context: Context, facts: Facts, values: Values = {}): Values {
  const isPresent = (template: string): boolean =>
    placeholders(template).every((name) => {
      if (name === "code" || name === "state") return Object.hasOwn(facts, name);
      if (!name.includes(".")) return true;
      return (
        answered(context, facts, name.startsWith("profile.") ? name.slice("profile.".length) : `$${name}`) !== undefined
      );
    });
  return fillValues(context, facts, Object.fromEntries(Object.entries(values).filter(([, value]) => isPresent(value))));
}

/** Header values can't hold a line break, whatever an answer says (RFC 9110, 5.5). */
export function fillHeaders(context: Context, facts: Facts, headers: Values = {}): Values {
  const filled = fillValues(context, facts, headers);
  for (const [name, value] of Object.entries(filled)) {
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) throw new ProviderError("bad_answer", `header ${name}: not usable`);
  }
  return filled;
}

/** JSON with the placeholders in its texts filled. Braces around what is no placeholder's name (GraphQL) stay. */
export function fillJson(context: Context, facts: Facts, value: Json): Json {
  if (typeof value === "string") {
    const known = placeholders(value).every((name) => isKnownName(context.provider, name));
    return known ? (fillText(context, facts, value) ?? "") : value;
  }
  if (Array.isArray(value)) return value.map((member: Json) => fillJson(context, facts, member));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillJson(context, facts, member)]));
}

const OWN_NAMES = [
  "clientId",
  "clientSecret",
  "redirectUri",
  "origin",
  "code",
  "accessToken",
  "state",
  "callbackAddress",
];
const ROOTS = /^(?:callback|token|idToken|profile|extra\.[^.[\]]+)(?:\.|\[)./;

/** Whether a placeholder names something that an entry can have. */
export function isKnownName(provider: Context["provider"], name: string): boolean {
  if (name.includes(".")) return ROOTS.test(name);
  const { settings = {}, derived = {}, quirks } = provider;
  return OWN_NAMES.includes(name) || [settings, derived, quirks?.parts ?? {}].some((own) => Object.hasOwn(own, name));
}
