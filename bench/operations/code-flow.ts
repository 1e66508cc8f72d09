/**
 * The authorization code flow of a person who has a session and has consented (RFC 6749, 4.1, with PKCE; OpenID Connect
 * Core, 3.1): two requests, the browser's to the authorization endpoint and the client's to the token endpoint, for an
 * ES256 access token, an ID Token and a refresh token.
 */
import { hash, randomBytes } from "node:crypto";
import { location } from "../driver/answer.ts";
import type { Connection } from "../driver/connection.ts";
import { basic, type Fields } from "../driver/request.ts";
import { REDIRECT_URI, SCOPE, type Target } from "../driver/target.ts";
import { expectStatus, inTurn, type Operation, times } from "./operation.ts";

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
}

/** One whole flow. @throws Error when it does not end with three tokens */
export type Flow = () => Promise<Tokens>;

const CODE = /[?&]code=([A-Za-z0-9._~-]+)/;

export const authorizationQuery = (clientId: string, codeChallenge: string, more: Fields): string =>
  `${new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state: randomBytes(16).toString("base64url"),
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
    ...more,
  })}`;

/** Signs a person in. @returns their flow, to be run as often as one likes */
export async function flowOfPerson(target: Target, connection: Connection, more: Fields): Promise<Flow> {
  const { requests, endpoints, clients } = target;
  const client = clients.ES256;
  const verifier = randomBytes(32).toString("base64url");
  const query = authorizationQuery(client.clientId, hash("sha256", verifier, "base64url"), more);
  const authorize = requests.get(`${endpoints.authorization}?${query}`, {
    cookie: await target.signIn(connection, target),
    accept: "text/html",
  });
  const form = { grant_type: "authorization_code", redirect_uri: REDIRECT_URI, code_verifier: verifier, ...more };
  const redeem = requests.postLater(endpoints.token, form, "code", basic(client));
  return async () => {
    const redirect = location(expectStatus(await connection.send(authorize), 303));
    const code = CODE.exec(redirect)?.[1];
    if (code === undefined || !redirect.startsWith(REDIRECT_URI)) throw new Error(`no code in ${redirect}`);
    return tokensIn(expectStatus(await connection.send(redeem(code)), 200).body);
  };
}

export function tokensIn(body: string): Tokens {
  const tokens: Partial<Tokens> = JSON.parse(body);
  const { access_token, id_token, refresh_token } = tokens;
  if (!access_token || !id_token || !refresh_token) throw new Error(`only ${Object.keys(tokens).join(", ")} came`);
  return { access_token, id_token, refresh_token };
}

export const codeFlow: Operation = {
  id: "code-flow",
  title: "code flow, ES256",
  aim: { memory: 3.2, sqlite: 5.7 },
  async prepare(target, connection, people) {
    const flows = await times(people, () => flowOfPerson(target, connection, target.signed.ES256));
    return inTurn(
      flows.map((flow) => async () => {
        await flow();
      }),
    );
  },
};
