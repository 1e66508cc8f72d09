/**
 * How well-known clients are set up for an application: text to be copied, made of its client id, its first redirect address and
 * its scopes. Never with a secret: that is read from the environment or stands as a word to be replaced. Every value is written
 * as the language of the text writes it, so that none can break out of its place.
 */
import type { SnippetName } from "../../../pages/hub/admin/applications/application-snippets.tsx";
import type { Client } from "../../clients/store.ts";

export interface Snippet {
  readonly name: SnippetName;
  readonly code: string;
}

interface Facts {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly hasSecret: boolean;
}

/** A string of JavaScript, and of JSON. */
const js = (text: string): string => JSON.stringify(text);
/** A word of a POSIX shell. */
const sh = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** A value of Grafana's configuration file: between backquotes nothing but a backquote means anything. */
const ini = (text: string): string => `\`${text.replaceAll("`", "")}\``;

const SECRET_WORD = "PUT-THE-CLIENT-SECRET-HERE";

/** What `issuer` answers at: a client of http is told that this is meant. */
const isPlain = (issuer: string): boolean => issuer.startsWith("http:");

const openidClient = ({ issuer, clientId, redirectUri, scope, hasSecret }: Facts): string =>
  `import * as client from "openid-client";

const config = await client.discovery(
  new URL(${js(issuer)}),
  ${js(clientId)},
  ${hasSecret ? "process.env.CLIENT_SECRET" : "undefined"},
  ${hasSecret ? "undefined" : "client.None()"},${isPlain(issuer) ? "\n  { execute: [client.allowInsecureRequests] }," : ""}
);

/** Keep verifier and state in the person's session, and send the browser to the address. */
export async function begin() {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: ${js(redirectUri)},
    scope: ${js(scope)},
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
  });
  return { address, verifier, state };
}

/** With the address that the browser came back to. */
export const finish = (callback, { verifier, state }) =>
  client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, expectedState: state });
`;

const authJs = ({ issuer, clientId, scope, hasSecret }: Facts): string =>
  `import NextAuth from "next-auth";

// Its redirect address ends in /api/auth/callback/alldoor.
export const { handlers, auth, signIn, signOut } = NextAuth({
  providers: [
    {
      id: "alldoor",
      name: "Alldoor",
      type: "oidc",
      issuer: ${js(issuer)},
      clientId: ${js(clientId)},
${hasSecret ? "      clientSecret: process.env.CLIENT_SECRET,\n" : '      client: { token_endpoint_auth_method: "none" },\n'}      authorization: { params: { scope: ${js(scope)} } },
      checks: ["pkce", "state"],
    },
  ],
});
`;

const oauth2Proxy = ({ issuer, clientId, redirectUri, scope }: Facts): string =>
  `# Its redirect address ends in /oauth2/callback.
provider = "oidc"
oidc_issuer_url = ${js(issuer)}
client_id = ${js(clientId)}
client_secret = ${js(SECRET_WORD)}
redirect_url = ${js(redirectUri)}
scope = ${js(scope)}
code_challenge_method = "S256"
email_domains = ["*"]
`;

const grafana = ({ issuer, clientId, scope }: Facts): string =>
  `# Its redirect address ends in /login/generic_oauth.
[auth.generic_oauth]
enabled = true
name = Alldoor
client_id = ${ini(clientId)}
client_secret = ${SECRET_WORD}
scopes = ${ini(scope)}
auth_url = ${ini(`${issuer}/login/oauth/authorize`)}
token_url = ${ini(`${issuer}/api/login/oauth/access_token`)}
api_url = ${ini(`${issuer}/api/userinfo`)}
login_attribute_path = preferred_username
use_pkce = true
`;

const nextcloud = ({ issuer, clientId, scope }: Facts): string =>
  `# App user_oidc; its redirect address ends in /apps/user_oidc/code.
php occ user_oidc:provider Alldoor \\
  --clientid=${sh(clientId)} \\
  --clientsecret=${SECRET_WORD} \\
  --discoveryuri=${sh(`${issuer}/.well-known/openid-configuration`)} \\
  --scope=${sh(scope)}
`;

const curlOf = ({ issuer, clientId, redirectUri, hasSecret }: Facts, grants: Client["grantTypes"]): string => {
  const who = hasSecret
    ? `-u ${sh(`${encodeURIComponent(clientId)}:`)}"$CLIENT_SECRET"`
    : `-d client_id=${sh(encodeURIComponent(clientId))}`;
  const token = sh(`${issuer}/api/login/oauth/access_token`);
  const alone = `# As itself, with nobody present.
curl -sS ${who} -d grant_type=client_credentials ${token}
`;
  const code = `# $CODE came back in the address, $VERIFIER is the one that the request's code_challenge was made of.
curl -sS ${who} -d grant_type=authorization_code \\
  --data-urlencode redirect_uri=${sh(redirectUri)} \\
  -d code="$CODE" -d code_verifier="$VERIFIER" ${token}

curl -sS -H "Authorization: Bearer $ACCESS_TOKEN" ${sh(`${issuer}/api/userinfo`)}
`;
  return [
    ...(grants.includes("client_credentials") && hasSecret ? [alone] : []),
    ...(grants.includes("authorization_code") ? [code] : []),
  ].join("\n");
};

/**
 * The snippets that fit an application: clients that know no pushed requests, no DPoP or no key of their own are left out where
 * the application asks for these.
 */
export function snippetsOf(issuer: string, client: Client): Snippet[] {
  const { authMethod, requireDpop, requirePushedRequests, grantTypes, scopes, type } = client;
  if (requireDpop || requirePushedRequests || (authMethod !== "secret" && authMethod !== "none")) return [];
  const facts: Facts = {
    issuer,
    clientId: client.clientId,
    redirectUri: client.redirectUris[0] ?? "https://app.example.com/callback",
    scope: scopes.filter((scope) => scope !== "offline_access").join(" "),
    hasSecret: type === "confidential",
  };
  const signsIn =
    grantTypes.includes("authorization_code") && client.responseTypes.includes("code") && scopes.includes("openid");
  const curl = curlOf(facts, grantTypes);
  return [
    ...(signsIn
      ? [{ name: "openidClient", code: openidClient(facts) } as const, { name: "authJs", code: authJs(facts) } as const]
      : []),
    ...(signsIn && facts.hasSecret
      ? [
          { name: "oauth2Proxy", code: oauth2Proxy(facts) } as const,
          { name: "grafana", code: grafana(facts) } as const,
          { name: "nextcloud", code: nextcloud(facts) } as const,
        ]
      : []),
    ...(curl === "" ? [] : [{ name: "curl", code: curl } as const]),
  ];
}
