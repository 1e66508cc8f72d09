/**
 * A request to an emulated provider: who is meant, which endpoint, what the answer is, and a line in the log.
 */
import { placeholders } from "../../providers/template.ts";
import type { Match } from "../directory.ts";
import { page } from "../pages/layout.tsx";
import { LostPage } from "../pages/refused.tsx";
import { readBody } from "../parameters.ts";
import { spoil } from "../wire.ts";
import type { Call, World } from "../world.ts";
import { authorize } from "./authorize.tsx";
import { discovery, jwks } from "./discovery.ts";
import { accessTokenForRequest } from "./oauth1/access-token.ts";
import { authorizeRequestToken } from "./oauth1/authorize.tsx";
import { requestToken } from "./oauth1/request-token.ts";
import { personIdentifier, serverIdentifier } from "./openid2/documents.ts";
import { describedById } from "./openid2/profile.ts";
import { openIdServer } from "./openid2/server.tsx";
import { profile } from "./profile.ts";
import { revoke } from "./revoke.ts";
import { inspection, sdk } from "./sdk.tsx";
import { answerSigned } from "./signed/answer.ts";
import { authorizeSigned } from "./signed/authorize.tsx";
import { textsOf } from "./texts.ts";
import { token } from "./token.ts";

async function answer(call: Call): Promise<Response> {
  const { endpoint, emulation } = call.match;
  const isOAuth1 = emulation.provider.protocol === "oauth1";
  switch (endpoint) {
    case "requestToken":
      // Some have one address for both; the second call shows the first one's token.
      return /oauth_token="/.test(call.request.headers.get("authorization") ?? "")
        ? accessTokenForRequest(call)
        : requestToken(call);
    case "authorize":
      if (emulation.provider.protocol === "signed") return authorizeSigned(call);
      return isOAuth1 ? authorizeRequestToken(call) : authorize(call);
    case "token":
      return isOAuth1 ? accessTokenForRequest(call) : token(call);
    case "exchange":
    case "verifier":
      return answerSigned(call);
    case "openid":
      return openIdServer(call);
    case "identity":
      return serverIdentifier(call);
    case "person":
      return personIdentifier(call);
    case "profile":
      return emulation.provider.protocol === "openid2" ? describedById(call) : profile(call, null);
    case "revoke":
      return revoke(call);
    case "discovery":
      return discovery(call);
    case "jwks":
      return jwks(call);
    case "sdk":
      return sdk(call);
    case "inspection":
      return inspection(call);
    default:
      return profile(call, endpoint.slice("extra:".length));
  }
}

/** An endpoint's answer, with the fault that was armed for it. */
async function emulated(call: Call): Promise<Response> {
  const { world, match, request } = call;
  const response = await answer(call);
  const fault = match.endpoint === "authorize" ? null : world.armed.strike(match.emulation.provider.id, match.endpoint);
  if (fault === null) return response;
  call.remark(`The fault ${fault} was armed.`);
  const signal = AbortSignal.any([request.signal, world.closing]);
  return spoil(response, fault, { slowMs: world.slowMs, signal, elsewhere: `${world.origin}/_sandbox/elsewhere` });
}

/** Whether the query has what the entry writes out for this call: two calls of one provider may share an address. */
function isAsked({ emulation: { provider }, endpoint, address }: Match, query: URLSearchParams): boolean {
  const extra = endpoint.startsWith("extra:") ? provider.extra?.[endpoint.slice("extra:".length)] : undefined;
  const fixed = new URLSearchParams(address.template.split("?")[1] ?? "");
  const further = endpoint === "profile" ? provider.quirks?.profileQuery : extra?.query;
  for (const [name, value] of Object.entries(further ?? {})) fixed.set(name, value);
  return [...fixed].every(([name, value]) => placeholders(value).length > 0 || query.get(name) === value);
}

/** The match whose application or token the request shows, else the best one. */
function choose(
  world: World,
  matches: readonly Match[],
  request: Request,
  query: URLSearchParams,
  body: Uint8Array | null,
): Match | undefined {
  if (matches.length < 2) return matches[0];
  const texts = textsOf(request, query, body);
  const owner = ({ emulation: { provider } }: Match): boolean => {
    if (world.apps.of(provider.id).some((app) => texts.has(app.clientId))) return true;
    return [...texts].some(
      (text) =>
        world.grants.findToken(text)?.grant.providerId === provider.id ||
        world.oauth1.find(text)?.app.providerId === provider.id,
    );
  };
  const exact = ({ emulation: { provider }, captured: { variant } }: Match): boolean => {
    if (variant === undefined) return false;
    const apps = world.apps.of(provider.id).filter((app) => texts.has(app.clientId));
    if (apps.some((app) => (app.settings?.variant ?? "current") === variant)) return true;
    return [...texts].some((text) => world.grants.findToken(text)?.grant.captured.variant === variant);
  };
  const owned = matches.filter(owner);
  const mine = owned.filter((match) => isAsked(match, query));
  return mine.find(exact) ?? mine[0] ?? owned[0] ?? matches[0];
}

/** The path as it came; the entry's template where the path could carry a token. */
function loggedAddress({ emulation: { provider }, address }: Match, path: string): string {
  const open = placeholders(address.template).some(
    (name) => provider.settings?.[name] === undefined && provider.derived?.[name] === undefined,
  );
  return open ? address.template : path;
}

export async function providerRequest(world: World, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const matches = world.directory.find(url.pathname, world.apps);
  const body = await readBody(request);
  const match = choose(world, matches, request, url.searchParams, body);
  const remarks: string[] = [];
  let response: Response;
  if (match) {
    response = await emulated({
      world,
      match,
      request,
      query: url.searchParams,
      body,
      remark: (text) => remarks.push(text),
    });
  } else {
    remarks.push("No provider of the sandbox is at this address.");
    const detail =
      "No provider that the sandbox emulates answers here. Paths are the provider's host, then its own path.";
    response = await page(<LostPage title="Nothing is here" detail={detail} />, { status: 404 });
  }
  world.log.add({
    at: world.clock(),
    providerId: match?.emulation.provider.id ?? null,
    endpoint: match?.endpoint ?? null,
    method: request.method,
    address: match ? loggedAddress(match, url.pathname) : url.pathname,
    parameters: [...url.searchParams.keys()],
    status: response.status,
    remark: remarks.length === 0 ? null : remarks.join(" "),
  });
  return response;
}
