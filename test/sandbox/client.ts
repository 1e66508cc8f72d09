/**
 * A sandbox with the whole catalogue and applications registered, and the requests that an application and a browser
 * make of it, written out by hand: the checks are tested with what is on the wire and not through the library that the
 * hub uses.
 */
import { createHash } from "node:crypto";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import { catalogue, type ProviderFetch } from "../../src/providers/index.ts";
import {
  createSandbox,
  type FaultId,
  type Sandbox,
  type SandboxApp,
  type SandboxOptions,
} from "../../src/sandbox/index.ts";

export const ORIGIN = "http://localhost:9000";

/** RFC 7636, appendix B. */
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

export const s256 = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** Where each provider's endpoints are at the sandbox's demonstration settings, as its documentation gives them. */
export const endpoints = {
  github: {
    authorize: "https://github.com/login/oauth/authorize",
    token: "https://github.com/login/oauth/access_token",
    profile: "https://api.github.com/user",
    scope: "read:user user:email",
  },
  google: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    profile: "https://openidconnect.googleapis.com/v1/userinfo",
    scope: "openid profile email",
  },
  microsoft: {
    authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    token: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    profile: "https://graph.microsoft.com/oidc/userinfo",
    scope: "openid profile email",
  },
  dingtalk: {
    authorize: "https://login.dingtalk.com/oauth2/auth",
    token: "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
    profile: "https://api.dingtalk.com/v1.0/contact/users/me",
    scope: "openid corpid",
  },
  discord: {
    authorize: "https://discord.com/oauth2/authorize",
    token: "https://discord.com/api/oauth2/token",
    profile: "https://discord.com/api/users/@me",
    scope: "identify email",
  },
  keycloak: {
    authorize: "https://keycloak.sandbox.test/realms/demo/protocol/openid-connect/auth",
    token: "https://keycloak.sandbox.test/realms/demo/protocol/openid-connect/token",
    profile: "https://keycloak.sandbox.test/realms/demo/protocol/openid-connect/userinfo",
    scope: "openid profile email",
  },
  casdoor: {
    authorize: "https://casdoor.sandbox.test/login/oauth/authorize",
    token: "https://casdoor.sandbox.test/api/login/oauth/access_token",
    profile: "https://casdoor.sandbox.test/api/userinfo",
    scope: "openid profile email",
  },
} as const;

export type ProviderId = keyof typeof endpoints;

export const providerIds = Object.keys(endpoints) as ProviderId[];

export type JsonBody = Record<string, unknown>;

/** Parameters to change; `null` leaves one out. */
type Changes = Readonly<Record<string, string | null>>;

export interface Ground {
  readonly sandbox: Sandbox;
  /** Sends a request to a provider's real address. */
  send(url: string, init?: RequestInit): Promise<Response>;
  /** The same with the signature that the library's engines take. */
  readonly providerFetch: ProviderFetch;
  app(id: ProviderId): SandboxApp;
  authorizeUrl(id: ProviderId, changes?: Changes): string;
  /** A code from the consent page. */
  code(id: ProviderId, options?: { person?: string; fault?: FaultId; changes?: Changes }): Promise<string>;
  /** The token request, in the form that the provider's documentation asks for. */
  redeem(id: ProviderId, code: string, changes?: Changes, headers?: Record<string, string>): Promise<Response>;
  /** A whole sign-in; the token endpoint's answer. */
  tokens(id: ProviderId, options?: { person?: string; changes?: Changes }): Promise<JsonBody>;
  /** A call with an access token placed as the provider wants it. */
  api(id: ProviderId, url: string, accessToken: string, init?: RequestInit): Promise<Response>;
}

export const redirectUriOf = (id: string): string => `http://localhost:8000/callback/${id}`;

function changed(base: Readonly<Record<string, string>>, changes: Changes): Record<string, string> {
  const all = { ...base, ...changes };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

export function createGround(options: Partial<SandboxOptions> = {}): Ground {
  const sandbox = createSandbox({ origin: ORIGIN, providers: catalogue, slowMs: 20, ...options });
  for (const id of providerIds) sandbox.registerApp({ ...sandbox.app(id), redirectUris: [redirectUriOf(id)] });
  const rewrite = sandboxRewrite(ORIGIN);
  const send = (url: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(new Request(rewrite(new URL(url)), { redirect: "manual", ...init }));
  const app = (id: ProviderId): SandboxApp => sandbox.app(id);

  function authorizeUrl(id: ProviderId, changes: Changes = {}): string {
    const base = {
      response_type: "code",
      client_id: app(id).clientId,
      redirect_uri: redirectUriOf(id),
      scope: endpoints[id].scope,
      state: "the-state",
      ...(id === "dingtalk" ? { prompt: "consent" } : { code_challenge: CHALLENGE, code_challenge_method: "S256" }),
    };
    return `${endpoints[id].authorize}?${new URLSearchParams(changed(base, changes))}`;
  }

  async function code(id: ProviderId, { person = "mira", fault, changes = {} }: Parameters<Ground["code"]>[1] = {}) {
    const back = await sandbox.signInAs(authorizeUrl(id, changes), person, fault);
    const value = back.searchParams.get(id === "dingtalk" ? "authCode" : "code");
    if (value === null) throw new Error(`no code: ${back}`);
    return value;
  }

  function redeem(
    id: ProviderId,
    value: string,
    changes: Changes = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { clientId, clientSecret } = app(id);
    if (id === "dingtalk") {
      const base = { clientId, clientSecret, code: value, grantType: "authorization_code" };
      const body = JSON.stringify(changed(base, changes));
      return send(endpoints[id].token, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
    }
    const base = {
      grant_type: "authorization_code",
      client_id: clientId,
      client_secret: clientSecret,
      code: value,
      redirect_uri: redirectUriOf(id),
      code_verifier: VERIFIER,
    };
    const body = new URLSearchParams(changed(base, changes));
    return send(endpoints[id].token, { method: "POST", headers: { accept: "application/json", ...headers }, body });
  }

  return {
    sandbox,
    send,
    providerFetch: (url, init) => send(url, init),
    app,
    authorizeUrl,
    code,
    redeem,
    async tokens(id, wanted = {}) {
      const response = await redeem(id, await code(id, wanted));
      return (await response.json()) as JsonBody;
    },
    api(id, url, accessToken, init = {}) {
      const headers = new Headers(init.headers);
      if (id === "dingtalk") headers.set("x-acs-dingtalk-access-token", accessToken);
      else headers.set("authorization", `Bearer ${accessToken}`);
      if (!headers.has("user-agent")) headers.set("user-agent", "test");
      return send(url, { ...init, headers });
    },
  };
}

/** The access token of a token answer, under either name. */
export const accessTokenOf = (answer: JsonBody): string => String(answer.access_token ?? answer.accessToken);

export const json = async (response: Response): Promise<JsonBody> => (await response.json()) as JsonBody;

/** The claims of a JWT, unverified. */
export const claimsOf = (token: unknown): JsonBody =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as JsonBody;
