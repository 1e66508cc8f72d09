/**
 * Who a call with an access token is made for (RFC 6750, 2): the token where the entry places it, alive, of this
 * provider and tenant, and wide enough.
 */
import type { TokenPlacement } from "../../providers/provider.ts";
import type { Token } from "../grants.ts";
import { isSamePlace } from "../grants.ts";
import { uniqueParameters } from "../parameters.ts";
import { Rejection } from "../rejection.ts";
import type { Call } from "../world.ts";
import { readSigned } from "./oauth1/signed-request.ts";
import { textsOf } from "./texts.ts";

/** The token of an `Authorization`-like header that begins with one of the given words. */
function schemed(header: string | null, schemes: readonly string[]): string | undefined {
  const space = header?.indexOf(" ") ?? -1;
  if (header === null || space === -1) return undefined;
  const word = header.slice(0, space).toLowerCase();
  return schemes.some((scheme) => scheme.toLowerCase() === word) ? header.slice(space + 1).trim() : undefined;
}

/** The entry's placement for this call. */
function placementOf({ match }: Call): TokenPlacement {
  const { provider } = match.emulation;
  const extra = match.endpoint.startsWith("extra:")
    ? provider.extra?.[match.endpoint.slice("extra:".length)]
    : undefined;
  return extra?.tokenPlacement ?? provider.quirks?.tokenPlacement ?? "bearer";
}

/** Where an entry puts the token by a placeholder, it may be anywhere: the one text of the call that is a token. */
function placedToken({ world, request, query, body }: Call): string | undefined {
  return [...textsOf(request, query, body)].find((text) => world.grants.findToken(text)?.kind === "access");
}

function presented(call: Call): string | undefined {
  const { match, request, query } = call;
  const { shape } = match.emulation;
  const placement = placementOf(call);
  const { provider } = match.emulation;
  if (provider.protocol === "oauth1" && provider.profileAuth !== "unsigned") {
    return readSigned(call, (token) => call.world.oauth1.secretOf(token)).token;
  }
  if (placement === "none") return placedToken(call);
  if (placement === "bearer") return schemed(request.headers.get("authorization"), shape.schemes ?? ["Bearer"]);
  if ("query" in placement) return uniqueParameters(query).get(placement.query);
  const header = request.headers.get(placement.header);
  return placement.scheme === undefined ? (header ?? undefined) : schemed(header, [placement.scheme]);
}

/**
 * @param needed Scopes of which one must be granted; none: any token will do.
 * @throws Rejection `token_missing`, `token_invalid`, `token_expired`, `insufficient_scope`, `repeated_parameter`
 */
export function accessToken(call: Call, needed: readonly string[] = []): Token & { readonly value: string } {
  const { world, match } = call;
  const value = presented(call);
  if (value === undefined || value === "") {
    throw new Rejection("token_missing", "There is no access token where it belongs.");
  }
  const token = world.grants.findToken(value);
  if (token?.kind !== "access" || token.grant.providerId !== match.emulation.provider.id) {
    throw new Rejection("token_invalid", "No such access token was given out.");
  }
  if (token.spent || token.grant.revoked) throw new Rejection("token_invalid", "The access token is revoked.");
  if (world.grants.isExpired(token)) throw new Rejection("token_expired", "The access token has expired.");
  if (!isSamePlace(token.grant.captured, match.captured)) {
    throw new Rejection("token_invalid", "The token is another tenant's.");
  }
  if (needed.length > 0 && !needed.some((scope) => token.scope.has(scope))) {
    throw new Rejection("insufficient_scope", `This call needs the scope ${needed.join(" or ")}.`);
  }
  return { ...token, value };
}
