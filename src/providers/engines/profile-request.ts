/**
 * The calls made with the access token (RFC 6750): the profile, and what an entry asks for besides. The token goes where
 * the entry says and nowhere else.
 */
import { readPath } from "../path.ts";
import type { Json, TokenPlacement, UpstreamTokens } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { fillAddress } from "../template.ts";
import { call, describeFailure, requireJson, succeeded, toldFailure, withoutSecrets } from "./answer.ts";
import type { Context } from "./engine.ts";

interface ProfileCall {
  readonly name: string;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

function tokenHeader(placement: TokenPlacement, token: string): Readonly<Record<string, string>> {
  if (placement === "bearer") return { authorization: `Bearer ${token}` };
  if ("query" in placement) return {};
  return { [placement.header]: placement.scheme === undefined ? token : `${placement.scheme} ${token}` };
}

async function callWithToken(context: Context, tokens: UpstreamTokens, wanted: ProfileCall): Promise<Json> {
  const placement = context.provider.quirks?.tokenPlacement ?? "bearer";
  const url = new URL(wanted.url);
  for (const [name, value] of Object.entries(wanted.query ?? {})) url.searchParams.set(name, value);
  if (typeof placement === "object" && "query" in placement) {
    url.searchParams.set(placement.query, tokens.accessToken);
  }
  const answer = await call(context.fetch, url.href, {
    method: wanted.method,
    headers: { accept: "application/json", ...wanted.headers, ...tokenHeader(placement, tokens.accessToken) },
  });
  const secrets = [tokens.accessToken, tokens.refreshToken];
  if (!succeeded(answer)) {
    throw new ProviderError("provider_error", `${wanted.name}: ${describeFailure(answer, secrets)}`);
  }
  const body = requireJson(answer);
  const told = toldFailure(body, context.provider.quirks?.errorField);
  if (told !== undefined) throw new ProviderError("provider_error", `${wanted.name}: ${withoutSecrets(told, secrets)}`);
  return body;
}

/**
 * The profile (`quirks.unwrap` applied).
 * @throws ProviderError `provider_error`, `bad_answer` or `unreachable`.
 */
export async function requestProfile(context: Context, userinfo: string, tokens: UpstreamTokens): Promise<Json> {
  const { profileMethod, profileHeaders, profileQuery, unwrap } = context.provider.quirks ?? {};
  const body = await callWithToken(context, tokens, {
    name: "profile",
    url: userinfo,
    method: profileMethod ?? "GET",
    ...(profileHeaders === undefined ? {} : { headers: profileHeaders }),
    ...(profileQuery === undefined ? {} : { query: profileQuery }),
  });
  const profile = unwrap === undefined ? body : readPath(body, unwrap);
  if (profile === undefined) throw new ProviderError("bad_answer", `profile: nothing at ${unwrap}`);
  return profile;
}

/**
 * The answers of the entry's further calls. One that may fail and did is `null`.
 * @throws ProviderError where a required one failed.
 */
export async function requestExtra(context: Context, tokens: UpstreamTokens): Promise<Readonly<Record<string, Json>>> {
  const { extra = {}, quirks } = context.provider;
  const answers = await Promise.all(
    Object.entries(extra).map(async ([name, { url, method, headers, required }]): Promise<readonly [string, Json]> => {
      const wanted: ProfileCall = {
        name,
        url: fillAddress(url, context.parts),
        method: method ?? "GET",
        headers: { ...quirks?.profileHeaders, ...headers },
      };
      try {
        return [name, await callWithToken(context, tokens, wanted)];
      } catch (error) {
        if (required === true || !(error instanceof ProviderError)) throw error;
        return [name, null];
      }
    }),
  );
  return Object.fromEntries(answers);
}
