/**
 * Proves, before anything is measured, that a server does the work that it is measured for: the tokens are signed by
 * the algorithm in question and verify with the published keys, refresh tokens rotate, and what is
 * said about a token is more than a refusal. A fast wrong answer ends the run here.
 */
import { createPublicKey, verify, type webcrypto } from "node:crypto";
import { summary } from "../driver/answer.ts";
import type { Connection } from "../driver/connection.ts";
import { basic, bearer } from "../driver/request.ts";
import { type Algorithm, REDIRECT_URI, type Target } from "../driver/target.ts";
import { flowOfPerson, tokensIn } from "./code-flow.ts";
import { expectStatus, expectText } from "./operation.ts";

/** Bytes of what a server gives out: the longer, the more there was to write and to sign. */
export interface TokenSizes {
  readonly accessToken: number;
  readonly idToken: number;
  readonly refreshToken: number;
}

type Jwks = readonly (webcrypto.JsonWebKey & { readonly kid?: string })[];

/** @throws Error naming what the server does otherwise */
export async function prove(target: Target, connection: Connection): Promise<TokenSizes> {
  const { requests, endpoints, clients, signed } = target;
  const keys: Jwks = JSON.parse(expectStatus(await connection.send(requests.get(endpoints.jwks)), 200).body).keys;
  for (const algorithm of ["ES256", "RS256"] as const) {
    const form = { grant_type: "client_credentials", ...signed[algorithm] };
    const answer = await connection.send(requests.post(endpoints.token, form, basic(clients[algorithm])));
    checkJwt(JSON.parse(expectStatus(answer, 200).body).access_token, algorithm, "at+jwt", keys);
  }
  const tokens = await (await flowOfPerson(target, connection, signed.ES256))();
  checkJwt(tokens.access_token, "ES256", "at+jwt", keys);
  checkJwt(tokens.id_token, "ES256", "JWT", keys);
  const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token, ...signed.ES256 };
  const refreshed = await connection.send(requests.post(endpoints.token, form, basic(clients.ES256)));
  const next = tokensIn(expectStatus(refreshed, 200).body);
  if (next.refresh_token === tokens.refresh_token) throw new Error("refresh tokens do not rotate");
  checkJwt(next.access_token, "ES256", "at+jwt", keys);
  checkJwt(next.id_token, "ES256", "JWT", keys);
  await proveRefusals(target, connection);
  await proveAnswers(target, connection);
  return {
    accessToken: tokens.access_token.length,
    idToken: tokens.id_token.length,
    refreshToken: tokens.refresh_token.length,
  };
}

function checkJwt(token: string, algorithm: Algorithm, type: string, keys: Jwks): void {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  // RFC 7519, 5.1: an ID Token may leave `typ` out.
  if (header.alg !== algorithm || (header.typ ?? "JWT") !== type) {
    throw new Error(`expected ${type} by ${algorithm}, got ${header.typ} by ${header.alg}`);
  }
  const jwk = keys.find((each) => each.kid === header.kid);
  if (!jwk) throw new Error(`a token is signed by ${header.kid}, which is not published`);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const verifier = algorithm === "ES256" ? ({ key, dsaEncoding: "ieee-p1363" } as const) : key;
  const data = Buffer.from(`${head}.${payload}`);
  if (!verify("sha256", data, verifier, Buffer.from(signature, "base64url"))) throw new Error("a signature is wrong");
}

/** A wrong secret and a made-up code get nothing. */
async function proveRefusals({ requests, endpoints, clients }: Target, connection: Connection): Promise<void> {
  const code = { grant_type: "authorization_code", redirect_uri: REDIRECT_URI, code: "A".repeat(43) };
  const unknown = await connection.send(requests.post(endpoints.token, code, basic(clients.ES256)));
  if (unknown.status !== 400) throw new Error(`an unknown code got ${summary(unknown)}`);
  const wrong = basic({ ...clients.ES256, clientSecret: "wrong" });
  const form = { grant_type: "client_credentials" };
  const refused = await connection.send(requests.post(endpoints.token, form, wrong));
  if (refused.status !== 401) throw new Error(`a wrong secret got ${summary(refused)}`);
}

async function proveAnswers(target: Target, connection: Connection): Promise<void> {
  const { requests, endpoints, clients } = target;
  const token = (await (await flowOfPerson(target, connection, {}))()).access_token;
  const about = (value: string) => requests.post(endpoints.introspection, { token: value }, basic(clients.ES256));
  const found = JSON.parse(expectText(await connection.send(about(token)), '"active":true').body);
  expectText(await connection.send(about("B".repeat(43))), '"active":false');
  const said = expectText(await connection.send(requests.get(endpoints.userinfo, bearer(token))), '"email":');
  if (!found.sub || JSON.parse(said.body).sub !== found.sub) throw new Error("introspection and userinfo disagree");
}
