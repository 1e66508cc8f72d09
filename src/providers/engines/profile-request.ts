/**
 * The calls made with the access token (RFC 6750): the profile, and what an entry asks for besides. The token goes where
 * the entry says and nowhere else.
 */
import { parseJson } from "../json.ts";
import { readPath } from "../path.ts";
import type { AnswerFormat, CallBody, ExtraCall, Json, TokenPlacement } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { Answer } from "./answer.ts";
import { call, describeFailure, requireJson, succeeded, toldFailure, withoutSecrets } from "./answer.ts";
import { callSignature } from "./call-signature.ts";
import type { Context } from "./engine.ts";
import { type Facts, fillHeaders, fillJson, fillUrl, fillValues } from "./facts.ts";
import { parseForm } from "./token-answer.ts";

export interface ProfileCall {
  readonly name: string;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: CallBody;
  readonly format?: AnswerFormat;
  readonly tokenPlacement?: TokenPlacement;
}

function tokenHeader(placement: TokenPlacement, token: string): Readonly<Record<string, string>> {
  if (placement === "bearer") return { authorization: `Bearer ${token}` };
  if (placement === "none" || "query" in placement) return {};
  return { [placement.header]: placement.scheme === undefined ? token : `${placement.scheme} ${token}` };
}

/** `name({…})`, with white space and a semicolon allowed; the name is one that a page could have given. */
const JSONP = /^\s*[\w$.]{1,100}\s*\((.*)\)\s*;?\s*$/s;

/** @throws ProviderError `bad_answer` where the answer is not in this format. */
export function readAnswer(answer: Answer, format: AnswerFormat = "json"): Json {
  if (format === "json") return requireJson(answer);
  try {
    const read =
      format === "form" ? parseForm(answer.text.trim()) : parseJson(JSONP.exec(answer.text)?.[1] ?? answer.text);
    if (read !== undefined) return read;
  } catch (error) {
    throw new ProviderError("bad_answer", `status ${answer.status}: not ${format}`, error);
  }
  throw new ProviderError("bad_answer", `status ${answer.status}: not ${format}`);
}

export interface WrittenBody {
  readonly type: string;
  readonly text: string;
  /** The parameters of a form. */
  readonly form?: URLSearchParams;
}

/** A call's body with its content type. */
export function bodyOf(context: Context, facts: Facts, body: CallBody): WrittenBody {
  if ("json" in body) return { type: "application/json", text: JSON.stringify(fillJson(context, facts, body.json)) };
  const form = new URLSearchParams(fillValues(context, facts, body.form));
  return { type: "application/x-www-form-urlencoded", text: form.toString(), form };
}

/** The call's address with its query. */
export function callAddress(context: Context, facts: Facts, { url: address, query }: ProfileCall): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(fillValues(context, facts, query))) url.searchParams.set(name, value);
  return url.href;
}

/** The call's address with its query, its token and its signature. */
async function addressOf(context: Context, facts: Facts, wanted: ProfileCall, placement: TokenPlacement) {
  const url = new URL(callAddress(context, facts, wanted));
  const accessToken = facts.accessToken ?? "";
  if (typeof placement === "object" && "query" in placement) url.searchParams.set(placement.query, accessToken);
  const signature = context.provider.quirks?.callSignature;
  if (signature !== undefined) {
    const secrets = { accessToken, clientSecret: context.app.clientSecret ?? "" };
    url.searchParams.set(signature.parameter, await callSignature(signature, url.searchParams, secrets));
  }
  return url.href;
}

/** What came back, where it is a success by its status and by its own word. */
export function successOf(
  context: Context,
  answer: Answer,
  wanted: Pick<ProfileCall, "name" | "format">,
  facts: Facts,
) {
  const secrets = [facts.accessToken, context.app.clientSecret, facts.code];
  if (!succeeded(answer)) {
    throw new ProviderError("provider_error", `${wanted.name}: ${describeFailure(answer, secrets)}`);
  }
  const body = readAnswer(answer, wanted.format);
  const told = toldFailure(body, context.provider.quirks?.errorField);
  if (told !== undefined) throw new ProviderError("provider_error", `${wanted.name}: ${withoutSecrets(told, secrets)}`);
  return body;
}

async function callWithToken(context: Context, facts: Facts, wanted: ProfileCall): Promise<Json> {
  const wantedPlacement = wanted.tokenPlacement ?? context.provider.quirks?.tokenPlacement ?? "bearer";
  const placement = facts.accessToken === undefined ? "none" : wantedPlacement;
  const body = wanted.body === undefined ? undefined : bodyOf(context, facts, wanted.body);
  const answer = await call(context.fetch, await addressOf(context, facts, wanted, placement), {
    method: wanted.method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": body.type }),
      ...fillHeaders(context, facts, wanted.headers),
      ...tokenHeader(placement, facts.accessToken ?? ""),
    },
    ...(body === undefined ? {} : { body: body.text }),
  });
  return successOf(context, answer, wanted, facts);
}

/** What the entry says of its profile call. */
export function profileCall({ provider }: Context, url: string): ProfileCall {
  const { profileMethod, profileHeaders, profileQuery, profileBody, profileFormat } = provider.quirks ?? {};
  return {
    name: "profile",
    url,
    method: profileMethod ?? (profileBody === undefined ? "GET" : "POST"),
    ...(profileHeaders === undefined ? {} : { headers: profileHeaders }),
    ...(profileQuery === undefined ? {} : { query: profileQuery }),
    ...(profileBody === undefined ? {} : { body: profileBody }),
    ...(profileFormat === undefined ? {} : { format: profileFormat }),
  };
}

/** How one call is made: with a bearer token, or signed. */
export type Caller = (context: Context, facts: Facts, wanted: ProfileCall) => Promise<Json>;

/**
 * The profile (`quirks.unwrap` applied).
 * @throws ProviderError `provider_error`, `bad_answer` or `unreachable`.
 */
export async function requestProfile(
  context: Context,
  userinfo: string,
  facts: Facts,
  caller: Caller = callWithToken,
): Promise<Json> {
  const body = await caller(context, facts, profileCall(context, userinfo));
  const unwrap = context.provider.quirks?.unwrap;
  const profile = unwrap === undefined ? body : readPath(body, unwrap);
  if (profile === undefined) throw new ProviderError("bad_answer", `profile: nothing at ${unwrap}`);
  return profile;
}

async function requestOne(
  context: Context,
  facts: Facts,
  name: string,
  extra: ExtraCall,
  caller: Caller,
): Promise<Json> {
  const { headers, required, before: _, url, method, ...rest } = extra;
  try {
    return await caller(context, facts, {
      ...rest,
      name,
      url: fillUrl(context, facts, url),
      method: method ?? (rest.body === undefined ? "GET" : "POST"),
      headers: { ...context.provider.quirks?.profileHeaders, ...headers },
    });
  } catch (error) {
    if (required === true || !(error instanceof ProviderError)) throw error;
    return null;
  }
}

/**
 * The answers of the entry's further calls. One that may fail and did is `null`. Those before the profile are made one
 * after the other and see each other's answers; those after it at once.
 * @throws ProviderError where a required one failed.
 */
export async function requestExtra(
  context: Context,
  facts: Facts,
  when: "before" | "after",
  caller: Caller = callWithToken,
): Promise<Readonly<Record<string, Json>>> {
  const calls = Object.entries(context.provider.extra ?? {}).filter(
    ([, { before = false }]) => before === (when === "before"),
  );
  if (when === "after") {
    const answers = calls.map(
      async ([name, extra]) => [name, await requestOne(context, facts, name, extra, caller)] as const,
    );
    return Object.fromEntries(await Promise.all(answers));
  }
  let known = facts;
  for (const [name, extra] of calls) {
    known = { ...known, extra: { ...known.extra, [name]: await requestOne(context, known, name, extra, caller) } };
  }
  return known.extra;
}
