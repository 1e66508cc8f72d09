/**
 * The calls that an application makes with an access token: the profile (userinfo, OpenID Connect Core, 5.3) and the
 * entry's further ones. Method, fixed headers and fixed query are checked as the entry says, since the provider would.
 */
import type { Json } from "../../providers/provider.ts";
import type { AnswerContext } from "../answers/shape.ts";
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
  if (extra !== null) return [provider.extra?.[extra]?.method ?? "GET"];
  if (shape.profileMethods) return shape.profileMethods;
  return provider.protocol === "oidc" ? ["GET", "POST"] : [provider.quirks?.profileMethod ?? "GET"];
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
  for (const name of Object.keys(headers ?? {})) {
    if (!FREE_HEADERS.includes(name.toLowerCase()) && !request.headers.get(name)) {
      throw new Rejection("invalid_request", `The header ${name} is missing.`, name);
    }
  }
  for (const name of Object.keys((extra === null ? provider.quirks?.profileQuery : undefined) ?? {})) {
    if (!query.has(name)) throw new Rejection("invalid_request", `The query parameter ${name} is missing.`, name);
  }
}

function somebodyElse(context: AnswerContext): AnswerContext["person"] {
  return people.find((person) => person.subject !== context.person.subject) ?? context.person;
}

function describe(call: Call, extra: string | null): Json {
  const { world, match } = call;
  const { emulation } = match;
  checkRequest(call, extra);
  const { grant, scope } = accessToken(call, emulation.shape.needs?.[extra ?? "profile"]);
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
export function profile(call: Call, extra: string | null): Response {
  try {
    return respond({ status: 200, json: describe(call, extra) });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    const refused = rejected(call, error, "api", "");
    const allow = refused.status === 405 ? { Allow: allowedMethods(call, extra).join(", ") } : {};
    return respond({ ...refused, headers: { ...refused.headers, ...allow } });
  }
}
