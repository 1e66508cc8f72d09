/**
 * The client's half of OAuth for flow tests, written out so that a test can leave out or bend any of it. Real client
 * libraries have their own tests in test/clients.
 */
import { createHash, randomBytes } from "node:crypto";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { BrowserClient, type Shown } from "./browser-client.ts";
import type { TestHub } from "./hub.ts";

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function pkce(): Pkce {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const readJson = async (response: Response): Promise<JsonAnswer> => {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
};

export const basic = ({ client, clientSecret }: MadeClient): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${client.clientId}:${clientSecret ?? ""}`).toString("base64")}`,
});

/** A form post to one of the hub's protocol endpoints. */
export async function post(
  hub: TestHub,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  const body = new URLSearchParams(fields).toString();
  return readJson(
    await fetch(`${hub.url}${path}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    }),
  );
}

export const TOKEN = "/api/login/oauth/access_token";
export const INTROSPECT = "/api/login/oauth/introspect";
export const REVOKE = "/api/login/oauth/revoke";
export const USERINFO = "/api/userinfo";

export const userinfo = async (hub: TestHub, token: string): Promise<JsonAnswer> =>
  readJson(await fetch(`${hub.url}${USERINFO}`, { headers: { authorization: `Bearer ${token}` } }));

/** The authorization request's address. Parameters given as `undefined` are left out. */
export function authorizeUrl(
  hub: TestHub,
  made: MadeClient,
  challenge: string | undefined,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters: Record<string, string | undefined> = {
    client_id: made.client.clientId,
    redirect_uri: made.client.redirectUris[0],
    response_type: "code",
    scope: "openid profile email",
    state: "the-state",
    nonce: "the-nonce",
    code_challenge: challenge,
    code_challenge_method: challenge === undefined ? undefined : "S256",
    ...more,
  };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, value);
  return `${hub.url}/login/oauth/authorize?${search}`;
}

/** Signs the person in at whatever sign-in page the browser is shown. */
export const signInWith = (
  browser: BrowserClient,
  page: Shown,
  person: { readonly name: string; readonly password: string },
): Promise<Shown> => browser.submit(page, { username: person.name, password: person.password });

/** A browser in which the person is signed in to the hub. */
export async function signedInBrowser(
  hub: TestHub,
  person: { readonly name: string; readonly password: string },
): Promise<BrowserClient> {
  const browser = new BrowserClient(hub.url);
  const page = await browser.open(`${hub.url}/sign-in`);
  await signInWith(browser, page, person);
  if (browser.cookie(hub.url, "alldoor_session") === undefined) throw new Error("the sign-in did not give a session");
  return browser;
}

/** Runs an authorization request in a signed-in browser to the end, consenting if asked. @returns the callback's address */
export async function authorize(browser: BrowserClient, url: string): Promise<URL> {
  let page = await browser.open(url);
  if (page.leftTo === null && page.html.includes('name="consent"'))
    page = await browser.submit(page, { consent: "allow" });
  if (page.leftTo === null)
    throw new Error(`not redirected but shown ${page.status} ${page.url}: ${page.html.slice(0, 600)}`);
  return page.leftTo;
}

/** The whole code flow. @returns the token endpoint's answer */
export async function codeFlow(
  hub: TestHub,
  browser: BrowserClient,
  made: MadeClient,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<JsonAnswer> {
  const { verifier, challenge } = pkce();
  const callback = await authorize(browser, authorizeUrl(hub, made, challenge, more));
  const code = callback.searchParams.get("code");
  if (code === null) throw new Error(`no code came back: ${callback}`);
  return redeem(hub, made, { code, code_verifier: verifier, redirect_uri: made.client.redirectUris[0] ?? "" });
}

/** Redeems a code with the client's own way of authenticating. */
export const redeem = (hub: TestHub, made: MadeClient, fields: Readonly<Record<string, string>>): Promise<JsonAnswer> =>
  post(
    hub,
    TOKEN,
    {
      grant_type: "authorization_code",
      ...fields,
      ...(made.clientSecret === null ? { client_id: made.client.clientId } : {}),
    },
    made.clientSecret === null ? {} : basic(made),
  );

export const refresh = (
  hub: TestHub,
  made: MadeClient,
  token: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> =>
  post(
    hub,
    TOKEN,
    {
      grant_type: "refresh_token",
      refresh_token: token,
      ...fields,
      ...(made.clientSecret === null ? { client_id: made.client.clientId } : {}),
    },
    made.clientSecret === null ? {} : basic(made),
  );
