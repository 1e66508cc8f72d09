/**
 * What an emulated provider insists on, in plain sentences, drawn from its entry and its shape: the same data that the
 * endpoints check by.
 */
import type { Emulation } from "./emulation.ts";
import { CODE_LIFETIME } from "./grants.ts";

function authorization({ provider, shape }: Emulation): readonly string[] {
  const names = provider.quirks?.authorizeNames ?? {};
  const renamed = Object.entries(names).map(([name, own]) => `${own} in place of ${name}`);
  const required = Object.entries(shape.authorizeRequires ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    "The client id is registered, and the redirect address is registered byte for byte.",
    ...(renamed.length > 0 ? [`Parameters have names of their own: ${renamed.join(", ")}.`] : []),
    ...(required.length > 0 ? [`The request carries ${required.join(" and ")}.`] : []),
    shape.pkceRequired
      ? "PKCE with S256 is required."
      : "A PKCE challenge, where there is one, is S256 and of the right length.",
    ...(shape.scopes && shape.unknownScope !== "drop" ? ["Scopes are ones that the provider knows."] : []),
    ...(shape.scopes && shape.unknownScope === "drop" ? ["Scopes that the provider does not know are dropped."] : []),
    "No parameter is there twice.",
    ...(shape.faultsAsPages ? ["A faulty request ends on a page and is not sent back."] : []),
  ];
}

function tokenRequest({ provider, shape }: Emulation): readonly string[] {
  const quirks = provider.quirks ?? {};
  const bodies = shape.tokenBodies ?? [quirks.tokenBody ?? "form"];
  const auth = shape.tokenAuth ?? [provider.tokenAuth ?? "post"];
  const where = auth.map((method) => (method === "post" ? "in the body" : "by HTTP Basic")).join(" or ");
  const names = Object.entries(quirks.tokenNames ?? {}).map(([name, own]) => `${own} in place of ${name}`);
  const mayBeMissing = shape.tokenRedirectUri === "optional" || quirks.tokenOmit?.includes("redirect_uri");
  return [
    quirks.tokenMethod === "GET"
      ? "The token request is a GET."
      : `The token request is a POST with a ${bodies.join(" or ")} body.`,
    ...(names.length > 0 ? [`Parameters have names of their own: ${names.join(", ")}.`] : []),
    `The client id and secret come ${where}.`,
    `The code is ${CODE_LIFETIME} seconds good for one use; a second use revokes what the first one bought.`,
    `The redirect address${mayBeMissing ? ", where there is one," : ""} is the one of the authorization request.`,
    "The PKCE verifier fits the challenge.",
    ...(shape.tokenFormat === "accept" ? ["The answer is form-encoded unless JSON is accepted."] : []),
  ];
}

function api({ provider, shape }: Emulation): readonly string[] {
  const placement = provider.quirks?.tokenPlacement ?? "bearer";
  const schemes = (shape.schemes ?? ["Bearer"]).join(" or ");
  let where = `in Authorization after ${schemes}`;
  if (placement !== "bearer") {
    if (placement === "none") where = "where the entry puts it";
    else where = "query" in placement ? `in the query as ${placement.query}` : `in the header ${placement.header}`;
  }
  const needs = Object.entries(shape.needs ?? {});
  return [
    `The access token stands ${where}, is alive and of the same tenant.`,
    ...needs.map(([call, scopes]) => `The ${call} call needs the scope ${scopes.join(" or ")}.`),
    ...(shape.userAgentRequired ? ["Calls carry a User-Agent header."] : []),
  ];
}

export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly string[];
}

const oauth1 = (signature: string): readonly CheckGroup[] => [
  {
    title: "At every call",
    checks: [
      `The request is signed with ${signature}, over its address, its query and its form.`,
      "The timestamp is of now, and the nonce was never used.",
    ],
  },
  {
    title: "At the request token",
    checks: ["oauth_callback is registered byte for byte; a state may stand behind it."],
  },
  {
    title: "At the access token",
    checks: ["The verifier is the one that went back with the browser.", "A request token is good once."],
  },
];

const openId2: readonly CheckGroup[] = [
  {
    title: "At the server, by the browser",
    checks: ["return_to is registered byte for byte, a state may stand behind it, and the realm holds it."],
  },
  {
    title: "At the server, by the application",
    checks: [
      "Associations are HMAC-SHA256 or HMAC-SHA1 over Diffie-Hellman.",
      "An assertion under a secret of the server's own is confirmed once, and under a shared one never.",
    ],
  },
];

function signed(emulation: Emulation): readonly CheckGroup[] {
  const { provider } = emulation;
  const further: Readonly<Record<string, readonly string[]>> = {
    lines: ["The callback is signed, line by line, with the hash of the client secret."],
    payload: ["The payload is signed with the client secret, both ways, and its nonce comes back."],
    exchange: ["The code is redeemed once, with the client's own parameters."],
    assertion: ["The assertion is looked at once, for the audience of the application."],
  };
  return [
    {
      title: "On the way there and back",
      checks: [
        "The callback is registered byte for byte; a state may stand behind it.",
        "Each parameter is what the application must send, hashes made again.",
        ...(provider.protocol === "signed" ? (further[provider.proof.kind] ?? []) : []),
      ],
    },
  ];
}

export function checksOf(emulation: Emulation): readonly CheckGroup[] {
  const { provider } = emulation;
  if (provider.protocol === "oauth1") return oauth1(provider.signature ?? "HMAC-SHA1");
  if (provider.protocol === "openid2") return openId2;
  if (provider.protocol === "signed") return signed(emulation);
  return [
    { title: "At the authorization endpoint", checks: authorization(emulation) },
    { title: "At the token endpoint", checks: tokenRequest(emulation) },
    { title: "At the profile", checks: api(emulation) },
  ];
}
