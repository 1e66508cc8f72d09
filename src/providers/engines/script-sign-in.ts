/**
 * The two halves of a sign-in by a provider's script (`script-sign-in.ts`): what the page is told, and the proof of the token
 * that it brings. Before the token is used for anything the provider itself has said that it was made for this application,
 * is good, and whose it is; the profile has to be the same person's.
 */
import { readPath } from "../path.ts";
import type { Json, OAuth2Provider, PendingSignIn, UpstreamTokens } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { Inspection, ScriptSignIn, SettingIs, SignInScript } from "../script-sign-in.ts";
import { fillAddress } from "../template.ts";
import { call, describeFailure, requireJson, succeeded } from "./answer.ts";
import { freeParameters, wantedScope } from "./authorization-request.ts";
import type { Context } from "./engine.ts";
import { type Facts, fillText, fillUrl, fillValues, noFacts } from "./facts.ts";
import type { Finished, StartRequest } from "./flow.ts";
import { oauth2Engine } from "./oauth2.ts";
import { requestExtra } from "./profile-request.ts";
import { requestTokens } from "./token-request.ts";

// RFC 6749, appendix A.12, less the space.
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

const holds = ({ settings }: Context, { setting, value }: SettingIs): boolean => settings[setting] === value;

/** Further options of `init`, as the setting writes them. None replaces one of the entry's. */
function furtherOptions(text: string): Readonly<Record<string, string | boolean>> {
  const pairs = text
    .split(",")
    .filter((pair) => pair.trim() !== "")
    .map((pair) => {
      const [name = "", value = ""] = pair.trim().split("=", 2);
      return [name, value === "true" ? true : value === "false" ? false : value] as const;
    });
  return Object.fromEntries(pairs);
}

function scriptAddress(context: Context, { script, scriptSetting }: ScriptSignIn): string {
  const own = scriptSetting === undefined ? "" : (context.settings[scriptSetting] ?? "");
  const filled = fillAddress((own === "" ? script : own).replace(/^\/\//, "https://"), context.parts);
  if (new URL(filled).protocol !== "https:")
    throw new ProviderError("misconfigured", "the script's address is not https");
  return filled;
}

/** What the page is told; nothing where the registration goes the ordinary way. */
export function scriptOf(context: Context, request: StartRequest): SignInScript | undefined {
  const entry = context.provider.protocol === "oauth2" ? context.provider.scriptSignIn : undefined;
  if (entry === undefined || !holds(context, entry.when)) return undefined;
  const further = entry.initSetting === undefined ? "" : (context.settings[entry.initSetting] ?? "");
  return {
    address: scriptAddress(context, entry),
    object: entry.object,
    ready: entry.ready,
    init: { ...furtherOptions(further), ...fillValues(context, noFacts, entry.init) },
    login: { ...Object.fromEntries(freeParameters(context, request)), scope: wantedScope(context, request) },
    answer: entry.answer,
    origins: entry.origins,
  };
}

const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};

interface Inspected {
  readonly subject: string;
  readonly expiresAt?: number;
}

const refused = (why: string): ProviderError => new ProviderError("token_refused", `inspection: ${why}`);

/** @throws ProviderError `token_refused` for a token of another application, one that has ended, or one that is nobody's */
async function inspect(context: Context, facts: Facts, inspection: Inspection): Promise<Inspected> {
  const url = new URL(fillUrl(context, facts, inspection.url));
  for (const [name, value] of Object.entries(fillValues(context, facts, inspection.query)))
    url.searchParams.set(name, value);
  const answer = await call(context.fetch, url.href, { method: "GET", headers: { accept: "application/json" } });
  if (!succeeded(answer)) {
    const said = describeFailure(answer, [facts.accessToken, context.app.clientSecret]);
    throw answer.status >= 500 ? new ProviderError("provider_error", `inspection: ${said}`) : refused(said);
  }
  const body = requireJson(answer);
  for (const [path, wanted] of Object.entries(inspection.expect)) {
    const found = readPath(body, path);
    const same = typeof wanted === "boolean" ? found === wanted : textOf(found) === fillText(context, facts, wanted);
    if (!same) throw refused(`${path} is not what it must be`);
  }
  const subject = textOf(readPath(body, inspection.subject));
  if (subject === undefined) throw refused("it says nobody");
  const ends = readPath(body, inspection.expires);
  if (typeof ends !== "number" || !Number.isSafeInteger(ends) || ends < 0) throw refused("it says no end");
  if (ends !== 0 && ends <= context.now()) throw refused("the token has ended");
  return { subject, ...(ends === 0 ? {} : { expiresAt: ends }) };
}

/** The token that is kept, and the answer that it came in. */
async function lasting(
  context: Context,
  facts: Facts,
  { exchange }: ScriptSignIn,
  endpoint: (facts: Facts) => string,
  presented: UpstreamTokens,
): Promise<{ readonly tokens: UpstreamTokens; readonly answer: Json }> {
  if (exchange === undefined || !holds(context, exchange.when)) return { tokens: presented, answer: {} };
  return requestTokens(context, facts, endpoint(facts), fillValues(context, facts, exchange.parameters));
}

/**
 * Proves the token that the page brought, and reads who it is.
 * @returns Also the subject that the inspection named, which the profile's must equal.
 */
export async function finishScript(
  context: Context,
  provider: OAuth2Provider,
  pending: PendingSignIn,
  presented: string,
): Promise<Finished & { readonly subject: string }> {
  const { scriptSignIn: entry } = provider;
  // 1. The sign-in began with the script, and the registration still has it.
  if (entry === undefined || pending.script !== true || !holds(context, entry.when))
    throw new ProviderError("state_mismatch", "the sign-in did not begin with the provider's script");
  // 2. We can speak as the application: without a secret anybody could.
  if ((context.app.clientSecret ?? "") === "") throw new ProviderError("misconfigured", "no client secret");
  if (!TOKEN.test(presented)) throw new ProviderError("bad_answer", "the page brought no access token");
  let facts: Facts = { ...noFacts, accessToken: presented, state: pending.state };
  // 3. The provider says for which application the token is, and whose.
  const { subject, expiresAt } = await inspect(context, facts, entry.inspection);
  // 4. Where it is wished, one of longer life is bought with it.
  const engine = oauth2Engine(provider);
  const endpoints = await engine.endpoints(context);
  const given = { accessToken: presented, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const { tokens, answer } = await lasting(context, facts, entry, endpoints.token, given);
  facts = { ...facts, token: answer, accessToken: tokens.accessToken };
  // 5. The profile, by the ordinary calls.
  facts = { ...facts, extra: await requestExtra(context, facts, "before") };
  const profile = await engine.profile(context, endpoints, facts, { idToken: {}, issuer: endpoints.issuer });
  facts = { ...facts, profile };
  const extra = { ...facts.extra, ...(await requestExtra(context, facts, "after")) };
  const answers = { token: facts.token, idToken: {}, profile, extra, callback: {}, settings: context.settings };
  const { idToken: _, ...kept } = tokens;
  return { answers, issuer: endpoints.issuer, tokens: kept, subject };
}
