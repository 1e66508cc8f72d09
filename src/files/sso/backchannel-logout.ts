/**
 * `POST /api/auth/backchannel_logout` (OpenID Connect Back-Channel Logout 1.0): the hub, or another OpenID Connect platform at
 * `…/backchannel_logout/<platform>`, says that somebody is signed out there, and the sessions that they began here through it end.
 * The Logout Token is verified before anything is believed (2.6), and counts once.
 */
import { compactVerify } from "jose/jws/compact/verify";
import { z } from "zod";
import { type Answer, json } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import type { Context as SignInContext } from "../../providers/engines/engine.ts";
import { acceptedIssuer } from "../../providers/engines/issuer.ts";
import { keysAt } from "../../providers/engines/jwks.ts";
import { idTokenAlgs } from "../../providers/entry.ts";
import { isJsonObject, parseJson } from "../../providers/json.ts";
import type { Json } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { contextOf, engineOf } from "../../providers/registration.ts";
import { isFirst, reserveAttempt } from "../attempts/attempts.ts";
import { HUB_PLATFORM } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { findPlatform } from "../platforms/store.ts";
import { endSessionsFrom } from "../sessions/store.ts";
import type { Context, Route } from "../web/route.ts";
import { appOf, callsOf } from "./app-of.ts";
import { endHandoversFrom } from "./handover.ts";

export const BACKCHANNEL_LOGOUT_PATH = "/api/auth/backchannel_logout";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Seconds that two clocks may differ by, and that a token may be old (2.6 recommends two minutes at most). */
const SKEW = 60;
const OLDEST = 120;
const LONGEST = 65_536;
/** What one network may send: each token costs a signature's verification. */
const CALLS = { most: 600, window: 60 };

const claims = z
  .object({
    iss: z.string(),
    aud: z.union([z.string(), z.array(z.string())]),
    iat: z.number(),
    exp: z.number().optional(),
    jti: z.string().min(1).max(500),
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    events: z.looseObject({ [EVENT]: z.looseObject({}) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

type Claims = z.infer<typeof claims>;

const invalid = (why: string, cause?: unknown): ProviderError => new ProviderError("id_token_invalid", why, cause);

const claimsIn = (payload: Json): { readonly [claim: string]: Json } => (isJsonObject(payload) ? payload : {});

/** Signed by the platform, for us, for this moment. @throws ProviderError */
async function verify(
  files: Context["files"],
  platform: Platform,
  token: string,
): Promise<Claims & { issuer: string }> {
  const app = appOf(files, platform, files.address);
  const context: SignInContext = contextOf(app, callsOf(files, platform));
  const { provider } = context;
  if (provider.protocol !== "oidc") throw invalid("the platform has no such tokens");
  const { jwks } = await engineOf(provider).endpoints(context);
  if (jwks === undefined) throw invalid("the platform has no keys");
  const algorithms = [...(provider.idTokenAlgs ?? idTokenAlgs)];
  const keys = await keysAt(context, jwks);
  const verified = await compactVerify(token, keys.find, { algorithms }).catch(async () => {
    const renewed = await keysAt(context, jwks, true);
    return compactVerify(token, renewed.find, { algorithms });
  });
  const { typ, crit } = verified.protectedHeader;
  // An ID Token is no Logout Token, nor the other way round. Servers that give no type are told apart by the claims.
  if (crit !== undefined || (typ !== undefined && !/^(?:application\/)?(?:logout\+)?jwt$/i.test(typ)))
    throw invalid("the header is not a Logout Token's");
  const payload = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(verified.payload));
  const read = claims.safeParse(payload);
  if (!read.success) throw invalid("the claims are not a Logout Token's", read.error);
  const { aud, iat, exp } = read.data;
  const now = context.now();
  if (!(Array.isArray(aud) ? aud : [aud]).includes(app.clientId)) throw invalid("aud does not name this client");
  if (iat > now + SKEW || iat < now - OLDEST - SKEW || (exp !== undefined && exp <= now - SKEW))
    throw invalid("not of this moment");
  return { ...read.data, issuer: acceptedIssuer({ ...context, provider }, claimsIn(payload)) };
}

async function tokenIn({ http }: Context): Promise<string> {
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded") return "";
  const tokens = new URLSearchParams(bodyText(await http.body())).getAll("logout_token");
  const [token = ""] = tokens;
  return tokens.length === 1 && token.length <= LONGEST ? token : "";
}

const refused = (): Answer =>
  json({ error: "invalid_request", error_description: "This is not a Logout Token for us." }, 400, {
    "cache-control": "no-store",
  });

async function logout(context: Context): Promise<Answer> {
  const { files, http, occasion } = context;
  await reserveAttempt(files, [{ key: `logout-calls:${networkOf(occasion.address)}`, ...CALLS }]);
  const id = http.path === BACKCHANNEL_LOGOUT_PATH ? HUB_PLATFORM : http.path.slice(BACKCHANNEL_LOGOUT_PATH.length + 1);
  const platform = await findPlatform(files.db, id);
  const token = await tokenIn(context);
  if (!platform || token === "") return refused();
  let told: Claims & { issuer: string };
  try {
    told = await verify(files, platform, token);
  } catch (error) {
    const isOurs = error instanceof ProviderError && (error.code === "unreachable" || error.code === "bad_answer");
    files.log.warn("backchannel-logout.refused", { request: http.id, platform: id, error });
    // The keys could not be had: worth another try.
    if (isOurs) throw new Refusal("provider_unreachable", undefined, { cause: error });
    return refused();
  }
  const { sub, sid, issuer, jti } = told;
  const meant = { platform: platform.id, issuer, ...(sub === undefined ? {} : { subject: sub }), sid: sid ?? null };
  // A token counts once, and not where the sessions could not be ended: then it is sent again.
  const once = { key: `logout:${platform.id}:${jti}`, window: OLDEST + 2 * SKEW };
  const ended = await files.db.write(async (tx) => {
    if (!(await isFirst(tx, files, once))) return null;
    await endHandoversFrom(tx, files, meant);
    return endSessionsFrom(tx, meant);
  });
  if (ended === null) return refused();
  files.log.info("backchannel-logout.completed", { request: http.id, platform: platform.id, ended });
  return { status: 200, headers: { "cache-control": "no-store" } };
}

export const backchannelRoutes: readonly Route[] = [
  { methods: ["POST"], path: `${BACKCHANNEL_LOGOUT_PATH}/*`, access: "public", errors: "status", answer: logout },
];
