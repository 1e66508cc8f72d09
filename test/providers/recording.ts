/**
 * A recording: what a provider's documentation says that it is asked and answers, with the profile that must come of it.
 * One JSON file a provider; `recorded.test.ts` runs every sign-in and every refusal of every file.
 *
 * Placeholders: `<client_id>`, `<code>`, `<client_secret>`, `<redirect_uri>`, `<code_verifier>`, `<nonce>`, `<at_hash>`,
 * `<id_token>`, and as a whole value `<now>` or `<now+seconds>`.
 */
import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Json, ProviderErrorCode } from "../../src/providers/index.ts";

/** Credentials in the body or by HTTP Basic (RFC 6749, 2.3.1), with a verifier (RFC 7636, 4.5) or without. */
export type StandardForm = "post" | "post+pkce" | "basic" | "basic+pkce";

export interface RecordedRequest {
  readonly method: string;
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly withoutHeaders?: readonly string[];
  /** The whole form that must be sent: written out, or the standard's (RFC 6749, 4.1.3) by how the client proves itself. */
  readonly form?: Readonly<Record<string, string>> | StandardForm;
  /** Parameters of the form besides, each of which must match a regular expression. */
  readonly formBesides?: Readonly<Record<string, string>>;
  /** The whole JSON body that must be sent. */
  readonly json?: Json;
}

export interface RecordedAnswer {
  readonly status?: number;
  /** `application/json` where it is left out. */
  readonly type?: string;
  readonly json?: Json;
  readonly text?: string;
}

export interface Exchange {
  readonly request: RecordedRequest;
  readonly answer: RecordedAnswer;
}

interface Authorize {
  readonly address: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Standard parameters that this provider is not sent. */
  readonly omit?: readonly string[];
  /** None of the standard parameters is sent: the address belongs to another protocol. */
  readonly only?: boolean;
  /** What the address ends in. */
  readonly fragment?: string;
}

export interface RecordedSignIn {
  readonly name: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly authorize?: Authorize;
  readonly start?: readonly Exchange[];
  readonly keys?: string;
  /** Members of the published key besides the key itself. */
  readonly keyMembers?: Readonly<Record<string, string>>;
  readonly callback: Readonly<Record<string, string>>;
  /** The parameter in which the callback signs itself: hex HMAC-SHA256, by the client secret, of the sorted query. */
  readonly signs?: string;
  readonly idToken?: Readonly<Record<string, Json>>;
  readonly exchanges: readonly Exchange[];
}

export interface CompletedSignIn extends RecordedSignIn {
  readonly profile: Readonly<Record<string, Json>>;
  readonly tokens: Readonly<Record<string, Json>>;
  /** What the raw answers must hold, where the provider writes the name in another way. */
  readonly inRaw?: string;
  readonly neverInRaw?: readonly string[];
}

export interface RefusedSignIn extends RecordedSignIn {
  readonly code: ProviderErrorCode;
}

/** What the sandbox's people must look like through this provider. */
export interface SandboxPeople {
  /** Hosts and tenants to sign in at; the sandbox's own where it is left out. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A regular expression for the whole issuer. */
  readonly issuer: string;
  /** A regular expression for the whole subject, in the form that the provider's documentation gives it. */
  readonly subject: string;
  /** What stands as the name: the person's own (the default), the username where there is no other, or nothing. */
  readonly name?: "name" | "username" | "none";
  /** Whether there is an address, and when it is verified: never, by its own flag, or always, as no other is shown;
   * `own` where the address is the identity and each person has one of their own. */
  readonly email: "none" | "never" | "claim" | "proved" | "own";
}

export interface Recording {
  /** The documents that the shapes were taken from. */
  readonly source: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly authorize: Authorize;
  /** Calls that are made before the browser is sent away (OAuth 1.0a's request token). */
  readonly start?: readonly Exchange[];
  readonly keys?: string;
  readonly keyMembers?: Readonly<Record<string, string>>;
  /** `key`: the client secret is a private key, made for the test. */
  readonly clientSecret?: "key";
  readonly sandbox: SandboxPeople;
  readonly signIns: readonly CompletedSignIn[];
  readonly refusals: readonly RefusedSignIn[];
}

/** The recording of a catalogue entry; `undefined` where nobody has made one. */
export function readRecording(id: string): Recording | undefined {
  const file = new URL(`./${id}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : undefined;
}

/** A recorded value with its placeholders filled. */
export function filled(value: Json, words: Readonly<Record<string, string>>, now: number): Json {
  if (typeof value === "string") {
    const [, plus] = /^<now(?:\+(\d+))?>$/.exec(value) ?? [undefined, undefined];
    if (value === "<now>" || plus !== undefined) return now + Number(plus ?? 0);
    return value.replaceAll(/<([a-z_]+)>/g, (whole, name: string) => words[name] ?? whole);
  }
  if (Array.isArray(value)) return value.map((member: Json) => filled(member, words, now));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, words, now)]));
}

const STANDARD: Readonly<Record<string, string>> = {
  grant_type: "authorization_code",
  code: "<code>",
  redirect_uri: "<redirect_uri>",
};
const CREDENTIALS = { client_id: "<client_id>", client_secret: "<client_secret>" };

/** The form of a standard token request, and the header that goes with it. */
function standardForm(kind: StandardForm, fill: (value: Json) => Json): { form: Json; authorization: string | null } {
  const form = { ...STANDARD, ...(kind.endsWith("+pkce") ? { code_verifier: "<code_verifier>" } : {}) };
  if (kind.startsWith("post")) return { form: { ...form, ...CREDENTIALS }, authorization: null };
  return { form, authorization: `Basic ${btoa(String(fill("<client_id>:<client_secret>")))}` };
}

/** Checks a request against what the documentation wants. */
export function expectRequest(
  wanted: RecordedRequest,
  fill: (value: Json) => Json,
  url: string,
  init: RequestInit,
): void {
  const headers = new Headers(init.headers);
  expect({ method: init.method, url }).toEqual({ method: wanted.method, url: wanted.address });
  expect(init.redirect).toBe("error");
  for (const [name, value] of Object.entries(wanted.headers ?? {})) expect(headers.get(name), name).toBe(fill(value));
  for (const name of wanted.withoutHeaders ?? []) expect(headers.has(name), name).toBe(false);
  if (wanted.form !== undefined) {
    expect(headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    let whole: Json = typeof wanted.form === "string" ? null : wanted.form;
    if (typeof wanted.form === "string") {
      const { form, authorization } = standardForm(wanted.form, fill);
      expect(headers.get("authorization")).toBe(authorization);
      whole = form;
    }
    const sent = new URLSearchParams(String(init.body));
    for (const [name, form] of Object.entries(wanted.formBesides ?? {})) {
      expect(sent.get(name), name).toMatch(new RegExp(form));
      sent.delete(name);
    }
    expect(Object.fromEntries(sent)).toEqual(fill(whole));
  }
  if (wanted.json !== undefined) {
    expect(headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(String(init.body))).toEqual(fill(wanted.json));
  }
}
