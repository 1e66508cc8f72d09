/**
 * One provider's page in the reference: `docs/providers/<id>.md`, drawn from its entry alone, so that it can't say
 * anything else than the program does.
 */
import type { ClaimSource, EmailTrust, Provider, Setting } from "../../providers/provider.ts";

export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
export const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => "---")), ...rows.map(row)].join("\n");

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

export const protocolNames: Readonly<Record<Provider["protocol"], string>> = {
  oauth2: "OAuth 2.0",
  oidc: "OpenID Connect",
  oauth1: "OAuth 1.0a",
  openid2: "OpenID 2.0",
  signed: "signed parameters",
};

const statusNames = {
  live: "live",
  renamed: "renamed",
  moved: "moved",
  closed: "closed; works in the sandbox, not offered for new sign-ins",
} as const;

/** Where it stands, and when that was looked at. */
const statusInWords = ({ status = "live", known }: Provider): string =>
  status === "live" || known === undefined ? statusNames[status] : `${statusNames[status]} (as of ${known.date})`;

/** How well the entry is known, in words. */
export function knownInWords({ known }: Provider): string {
  if (known === undefined) return "from the provider's own documentation";
  const sources =
    known.sources === 0
      ? "one source, unverified: the provider's own documentation"
      : `${known.sources} independent ${known.sources === 1 ? "source" : "sources agree"}`;
  return `${sources} (${known.date})`;
}

const trustInWords: Readonly<Record<EmailTrust, string>> = {
  never: "An e-mail address is recorded as unverified, whatever the provider says.",
  claim: "An e-mail address is verified exactly when the provider's own flag says so.",
  always: "The provider proves every e-mail address before it shows it.",
};

/** Where an application registered with the provider has to send people back to, below the hub's address. */
export const callbackPath = ({ id, callbackPath: own }: Provider): string =>
  `/accounts${own ?? `/${id}/login/callback/`}`;

function settingRow([key, setting]: readonly [string, Setting]): readonly string[] {
  const choices = setting.choices === undefined ? "" : ` One of ${setting.choices.map(code).join(", ")}.`;
  const standard = setting.default === undefined ? "" : ` Default: ${code(setting.default)}.`;
  const needed = setting.required && setting.default === undefined ? " Required." : "";
  const help = setting.help === undefined ? "" : ` ${cell(setting.help)}`;
  const page = setting.allauth === undefined ? "" : code(setting.allauth);
  return [code(key), page, `${cell(setting.label)}.${help}${choices}${standard}${needed}`];
}

function sourceInWords(source: ClaimSource): string {
  if (typeof source === "function") return "worked out from the answers";
  return (typeof source === "string" ? [source] : source).map(code).join(", else ");
}

function askedFor(provider: Provider): readonly string[] {
  const scopes = provider.scope.length === 0 ? "none" : provider.scope.map(code).join(", ");
  const parameters = Object.entries(provider.authorizeParams ?? {}).map(([name, value]) => code(`${name}=${value}`));
  const byCode = provider.protocol === "oauth2" || provider.protocol === "oidc";
  const client = { post: "in the form", basic: "by HTTP Basic", none: "not sent" }[provider.tokenAuth ?? "post"];
  return [
    `- Scopes: ${scopes}.`,
    ...(parameters.length === 0 ? [] : [`- Fixed parameters: ${parameters.join(", ")}.`]),
    ...(byCode ? [`- PKCE: ${provider.pkce ? "yes" : "no"}. Client secret: ${client}.`] : []),
  ];
}

function addresses(provider: Provider): readonly (readonly string[])[] {
  const names = ["issuer", "server", "requestToken", "authorize", "token", "userinfo", "jwks", "revoke"] as const;
  const found: Readonly<Partial<Record<(typeof names)[number], unknown>>> = provider;
  return names.flatMap((name) => {
    const address = found[name];
    return typeof address === "string" ? [[name, code(address)]] : [];
  });
}

/** The page of one entry. */
export function entryPage(provider: Provider): string {
  const settings = Object.entries(provider.settings ?? {});
  const claims = Object.entries(provider.claims).map(([name, source]) => [
    code(name),
    sourceInWords(source as ClaimSource),
  ]);
  const facts = [
    ["Id", code(provider.id)],
    ["Protocol", protocolNames[provider.protocol]],
    ["Status", statusInWords(provider)],
    ["Known", knownInWords(provider)],
  ];
  const where = provider.register === undefined ? "with the provider" : `at <${provider.register}>`;
  const secret =
    provider.tokenAuth === "none" ? "It gives a client id; there is no secret." : "It gives a client id and a secret.";
  const variants = Object.keys(provider.variants ?? {});
  return [
    `# ${cell(provider.name)}`,
    "This page is written by `npm run docs` from the entry in the code.",
    tableOf(["", ""], facts),
    ...(provider.note === undefined ? [] : [cell(provider.note)]),
    "## Registering",
    `Register an application ${where}. ${secret} The callback address is your hub's address and then`,
    `    ${callbackPath(provider)}`,
    ...(provider.docs === undefined ? [] : [`The provider's own documentation: <${provider.docs}>`]),
    "## Settings",
    settings.length === 0
      ? "None of its own. [What every provider has](../providers.md#what-every-provider-has) applies."
      : `${tableOf(["Setting", "On the allauth page", "What it is"], settings.map(settingRow))}

[What every provider has](../providers.md#what-every-provider-has) applies, too.`,
    ...(variants.length === 0
      ? []
      : [`Other ways of this provider (setting \`variant\`): ${variants.map(code).join(", ")}.`]),
    "## What is asked",
    askedFor(provider).join("\n"),
    ...(addresses(provider).length === 0 ? [] : [tableOf(["Endpoint", "Address"], addresses(provider))]),
    "## What is returned",
    tableOf(["Claim", "Read from"], claims),
    provider.claims.email === undefined ? "There is no e-mail address." : trustInWords[provider.emailTrust],
  ].join("\n\n");
}
