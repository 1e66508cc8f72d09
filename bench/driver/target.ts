/**
 * What the driver knows of a server: where its endpoints are (read from its own discovery document), which clients it
 * has, and how a person gets a session there. Operations are written against this and know no server by name.
 */

import { summary } from "./answer.ts";
import { Connection } from "./connection.ts";
import { type Credentials, type Fields, type RequestWriter, requestsTo } from "./request.ts";

export const DISCOVERY = "/.well-known/openid-configuration";

/** Where codes are sent; nobody ever calls it. */
export const REDIRECT_URI = "https://application.example/callback";
/** What each code flow asks for. */
export const SCOPE = "openid profile email";

export type Algorithm = "ES256" | "RS256";

export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly introspection: string;
  readonly jwks: string;
}

/** What differs from server to server. */
export interface Ways {
  /** The client whose tokens are signed by each algorithm. */
  readonly clients: Readonly<Record<Algorithm, Credentials>>;
  /** What is asked for besides, so that the access token is a JWT signed by that algorithm. */
  readonly signed: Readonly<Record<Algorithm, Fields>>;
  /** Signs another person in, who has consented. @returns the `Cookie` header of their browser */
  signIn(connection: Connection, target: Target): Promise<string>;
}

export interface Target extends Ways {
  readonly port: number;
  readonly issuer: string;
  readonly endpoints: Endpoints;
  readonly requests: RequestWriter;
}

const MEMBERS = {
  authorization: "authorization_endpoint",
  token: "token_endpoint",
  userinfo: "userinfo_endpoint",
  introspection: "introspection_endpoint",
  jwks: "jwks_uri",
} as const satisfies Record<keyof Endpoints, string>;

/** @throws Error when the server does not describe itself, or an endpoint is not its own */
export async function openTarget(port: number, ways: Ways): Promise<Target> {
  const requests = requestsTo(port);
  const connection = await Connection.open(port);
  const answer = await connection.send(requests.get(DISCOVERY));
  connection.close();
  if (answer.status !== 200) throw new Error(`discovery answered ${summary(answer)}`);
  const document: Readonly<Record<string, unknown>> = JSON.parse(answer.body);
  const member = (name: string): string => {
    const value = document[name];
    if (typeof value !== "string") throw new Error(`discovery does not name ${name}`);
    return value;
  };
  const pathOf = (name: string): string => {
    const { host, pathname } = new URL(member(name));
    if (host !== `127.0.0.1:${port}`) throw new Error(`${name} is not at 127.0.0.1:${port}, but at ${host}`);
    return pathname;
  };
  const endpoints: Endpoints = {
    authorization: pathOf(MEMBERS.authorization),
    token: pathOf(MEMBERS.token),
    userinfo: pathOf(MEMBERS.userinfo),
    introspection: pathOf(MEMBERS.introspection),
    jwks: pathOf(MEMBERS.jwks),
  };
  return { ...ways, port, requests, endpoints, issuer: member("issuer") };
}
