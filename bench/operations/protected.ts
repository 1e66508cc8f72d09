/**
 * What is asked about an access token: introspection by the client (RFC 7662) and userinfo (OpenID Connect Core, 5.3).
 * The tokens are those of a code flow that named no resource: the kind that each server can answer for.
 */

import type { Connection } from "../driver/connection.ts";
import { basic, bearer } from "../driver/request.ts";
import type { Target } from "../driver/target.ts";
import { flowOfPerson } from "./code-flow.ts";
import { expectText, inTurn, type Operation, type Step, times } from "./operation.ts";

const accessTokens = (target: Target, connection: Connection, people: number): Promise<string[]> =>
  times(people, async () => (await (await flowOfPerson(target, connection, {}))()).access_token);

const asking =
  (connection: Connection, request: string, sign: string): Step =>
  async () => {
    expectText(await connection.send(request), sign);
  };

export const introspection: Operation = {
  id: "introspection",
  title: "introspection",
  aim: { memory: 2.3, sqlite: 2.8 },
  async prepare(target, connection, people) {
    const { requests, endpoints, clients } = target;
    const tokens = await accessTokens(target, connection, people);
    const fields = basic(clients.ES256);
    const about = (token: string) => requests.post(endpoints.introspection, { token }, fields);
    return inTurn(tokens.map((token) => asking(connection, about(token), '"active":true')));
  },
};

export const userinfo: Operation = {
  id: "userinfo",
  title: "userinfo",
  aim: { memory: 3.2, sqlite: 4.3 },
  async prepare(target, connection, people) {
    const { requests, endpoints } = target;
    const tokens = await accessTokens(target, connection, people);
    const showing = (token: string) => requests.get(endpoints.userinfo, bearer(token));
    return inTurn(tokens.map((token) => asking(connection, showing(token), '"email":')));
  },
};
