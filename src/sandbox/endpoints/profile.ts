/**
 * The calls that an application makes with an access token: the profile (userinfo, OpenID Connect Core, 5.3) and the
 * entry's further ones. Method, fixed headers and fixed query are checked as the entry says, since the provider would.
 */
import { sameSecret } from "../../lib/bearer.ts";
import type { CallBody, Json, SettingValues } from "../../providers/provider.ts";
import { placeholders } from "../../providers/template.ts";
import type { AnswerContext } from "../answers/shape.ts";
import { expectedSignature } from "../call-signature.ts";
import { bodyKind } from "../parameters.ts";
import { people } from "../people.ts";
import { Rejection } from "../rejection.ts";
import { respond } from "../wire.ts";
import type { Call } from "../world.ts";
import { answerContext, rejected } from "../world.ts";
import { accessToken } from "./access.ts";

/** Headers that tell the client's taste and not the provider's wish. */
const FREE_HEADERS = ["accept", "accept-encoding", "content-type", "user-agent"];

function allowedMethods({ match }: Call, extra: string | null): readonly string[] {
  const { provider, shape } = match.emulation;
  if (extra !== null) {
    const { method, body } = provider.extra?.[extra] ?? {};
    return [method ?? (body === undefined ? "GET" : "POST")];
  }
  if (shape.profileMethods) return shape.profileMethods;
  const { profileMethod, profileBody } = provider.quirks ?? {};
  return provider.protocol === "oidc"
    ? ["GET", "POST"]
    : [profileMethod ?? (profileBody === undefined ? "GET" : "POST")];
}

function checkRequest(call: Call, extra: string | null): void {
  const { request, query, match } = call;
  const { provider, shape } = match.emulation;
  const methods = allowedMethods(call, extra);
  if (!methods.includes(request.method)) {
    throw new Rejection("method_not_allowed", `This call takes ${methods.join(" or ")}.`);
  }
  if (shape.userAgentRequired && !request.headers.get("user-agent")) {
    throw new Rejection("user_agent_missing", `${provider.name} refuses calls without a User-Agent header.`);
  }
  const headers = extra === null ? provider.quirks?.profileHeaders : provider.extra?.[extra]?.headers;
  for (const name of settled(headers, match.settings)) {
    if (!FREE_HEADERS.includes(name.toLowerCase()) && !request.headers.get(name)) {
      throw new Rejection("invalid_request", `The header ${name} is missing.`, name);
    }
  }
  const wanted = extra === null ? provider.quirks?.profileQuery : provider.extra?.[extra]?.query;
  for (const name of settled(wanted, match.settings)) {
    if (!query.has(name)) throw new Rejection("invalid_request", `The query parameter ${name} is missing.`, name);
  }
  checkBody(call, extra === null ? provider.quirks?.profileBody : provider.extra?.[extra]?.body);
}

/** The names of parameters or headers that must be there: those whose placeholders are no setting that is left empty. */
function settled(parameters: Readonly<Record<string, string>> = {}, settings: SettingValues): readonly string[] {
  return Object.entries(parameters)
    .filter(([, value]) => placeholders(value).every((name) => settings[name] !== ""))
    .map(([name]) => name);
}

function checkBody(call: Call, wanted: CallBody | undefined): void {
  if (wanted === undefined) return;
  const kind = "form" in wanted ? "form" : "json";
  if (bodyKind(call.request) !== kind || call.body === null) {
    throw new Rejection("unsupported_media_type", `This call takes a ${kind} body.`);
  }
  const text = Buffer.from(call.body).toString();
  if (kind === "json" && !isJson(text)) throw new Rejection("invalid_request", "The body is not JSON.");
  if (!("form" in wanted)) return;
  const form = new URLSearchParams(text);
  for (const name of settled(wanted.form, call.match.settings)) {
    if (!form.has(name)) throw new Rejection("invalid_request", `The parameter ${name} is missing.`, name);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The call's own signature, made again with the application's secret. */
function checkSignature(call: Call, clientId: string, token: string): void {
  const { provider } = call.match.emulation;
  const signature = provider.quirks?.callSignature;
  if (signature === undefined) return;
  const secrets = { accessToken: token, clientSecret: call.world.apps.find(provider.id, clientId)?.clientSecret ?? "" };
  const sent = call.query.get(signature.parameter) ?? "";
  if (!sameSecret(expectedSignature(signature, call.query, secrets), sent)) {
    throw new Rejection(
      "signature_mismatch",
      `${signature.parameter} is not the call's signature.`,
      signature.parameter,
    );
  }
}

function somebodyElse(context: AnswerContext): AnswerContext["person"] {
  return people.find((person) => person.subject !== context.person.subject) ?? context.person;
}

async function describe(call: Call, extra: string | null): Promise<Json> {
  const { world, match } = call;
  const { emulation } = match;
  checkRequest(call, extra);
  const { grant, scope, value } = accessToken(call, emulation.shape.needs?.[extra ?? "profile"]);
  checkSignature(call, grant.clientId, value);
  const settings = emulation.settings({ ...match.captured, ...grant.captured }) ?? match.settings;
  const context = answerContext(call, { ...grant, scope }, settings);
  if (grant.fault !== "other_subject") return answer(call, context, extra);
  call.remark("The fault other_subject was chosen.");
  return answer(
    call,
    answerContext({ world, match }, { ...grant, scope, person: somebodyElse(context) }, settings),
    extra,
  );
}

function answer({ match }: Call, context: AnswerContext, extra: string | null): Json {
  const { shape } = match.emulation;
  return (extra === null ? shape.profile?.(context) : shape.extra?.[extra]?.(context)) ?? {};
}

/** @param extra The name of one of the entry's further calls; `null`: the profile. */
export async function profile(call: Call, extra: string | null): Promise<Response> {
  const { quirks, extra: calls } = call.match.emulation.provider;
  const format = extra === null ? quirks?.profileFormat : calls?.[extra]?.format;
  try {
    return respond({ status: 200, json: await describe(call, extra) }, format);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    const refused = rejected(call, error, "api", "");
    const allow = refused.status === 405 ? { Allow: allowedMethods(call, extra).join(", ") } : {};
    return respond({ ...refused, headers: { ...refused.headers, ...allow } });
  }
}
