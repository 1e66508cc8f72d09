/**
 * The settings of an application as options: one table for `application create` and `application update`. What is not said
 * is left as it is (the template's, or the application's own); what is allowed is decided by `readClientSettings` alone.
 */
import { readFileSync } from "node:fs";
import {
  type AUTH_METHODS,
  type ClientSettings,
  DANGERS,
  type Danger,
  GRANT_TYPES,
  RESPONSE_TYPES,
  SIGNING_ALGS,
  STANDARD_SCOPES,
  TOKEN_FORMATS,
} from "../hub/clients/settings.ts";
import { responseTypesWith } from "../hub/clients/template.ts";
import { type FlagOption, type ListOption, type OptionValues, optionFlag, type TextOption } from "./command.ts";
import { usage } from "./failure.ts";

type Wish = { readonly [name in keyof ClientSettings]?: unknown };

const list = (value: string, help: string, choices?: readonly string[]) =>
  ({ kind: "list", value, help, ...(choices ? { choices } : {}) }) as const satisfies ListOption;
const text = (value: string, help: string, choices?: readonly string[]) =>
  ({ kind: "text", value, help, ...(choices ? { choices } : {}) }) as const satisfies TextOption;
const flag = (help: string) => ({ kind: "flag", help }) as const satisfies FlagOption;

/** The options besides `--name`, `--type` and `--template`. */
export const applicationOptions = {
  homepage: text("URL", "Its own page."),
  redirectUri: list("URI", "Where people may be sent back to: https, http on localhost, or a reverse-domain scheme."),
  postLogoutRedirectUri: list("URI", "Where people may be sent after signing out."),
  grant: list("GRANT", "What it may get tokens for. Default: authorization_code and refresh_token.", GRANT_TYPES),
  responseType: list(
    "TYPE",
    `What the authorization endpoint may answer with: one of ${RESPONSE_TYPES.join(", ")}. Default: code.`,
  ),
  scope: list("SCOPE", "What it may ask for. Default: openid, profile, email and offline_access.", STANDARD_SCOPES),
  customScope: list("NAME=TEXT", "A scope of its own, with what the consent page says of it."),
  resource: list("URI", "A resource that it may name (RFC 8707); * stands for any."),
  consent: text(
    "WHEN",
    "Whether people are asked: never (an application of your own), once, or each time. Default: once.",
    ["first-party", "once", "always"],
  ),
  allowSignUp: flag("People without an account may make one here."),
  allowEmail: flag("A code by e-mail signs people in, where the hub sends mail."),
  withoutPassword: flag("Sign-in by provider only: the sign-in page asks for no password."),
  auth: text(
    "METHOD",
    "How a confidential application proves itself: by its secret, by a JWT that it signs with it, or by a key of its own. Default: secret.",
    ["secret", "client_secret_jwt", "private_key_jwt"] satisfies (typeof AUTH_METHODS)[number][],
  ),
  jwksUri: text("URL", "Where its public keys are, for private_key_jwt."),
  jwksFile: text("FILE", "Its public keys as a JWK Set (RFC 7517), instead of an address."),
  requirePushedRequests: flag("Authorization requests must be pushed beforehand (RFC 9126)."),
  requireDpop: flag("Tokens must be bound to a key (DPoP, RFC 9449)."),
  maxAge: text("SECONDS", "The oldest sign-in that it takes where it does not say so itself."),
  alg: text("ALG", "Signature of its tokens. Default: ES256.", SIGNING_ALGS),
  userinfoAlg: text("ALG", "Userinfo answers are JWTs signed so.", SIGNING_ALGS),
  accessTokenSeconds: text("SECONDS", "How long an access token lives, 60 to 900. Default: 600."),
  refreshTokenSeconds: text("SECONDS", "How long a refresh token lives without use. Default: 2592000."),
  tokenFormat: text("FORMAT", "What tokens say of a person; all but standard are Casdoor's.", TOKEN_FORMATS),
  tokenField: list("FIELD", "A field of the person in tokens of the format JWT-Custom."),
  subject: text("KIND", "Whether people have one identifier everywhere, or one for each sector.", [
    "public",
    "pairwise",
  ]),
  sector: text("HOST", "The host that pairwise identifiers are made for. Default: the redirect addresses'."),
  exchangeFrom: list("CLIENT_ID", "An application whose tokens it may exchange (RFC 8693), besides its own."),
  exchangeAudience: list("AUDIENCE", "An audience that it may exchange for."),
  backchannelLogoutUri: text("URL", "Where a signed message is posted when a session ends."),
  backchannelLogoutSession: flag("That message must name the session."),
  frontchannelLogoutUri: text("URL", "What browsers load in a hidden frame at sign-out."),
  frontchannelLogoutSession: flag("That address must be given issuer and session."),
  initiateLoginUri: text("URL", "Where its sign-in begins (https)."),
  requireGroup: list("NAME", "A group whose people may use it; with others of these: whoever has one of them."),
  requireRole: list("NAME", "A role whose people may use it."),
  dangerouslyAllowCodeWithoutPkce: flag(DANGERS.dangerouslyAllowCodeWithoutPkce),
  dangerouslyAllowMissingRedirectUri: flag(DANGERS.dangerouslyAllowMissingRedirectUri),
  dangerouslyAllowImplicit: flag(DANGERS.dangerouslyAllowImplicit),
  dangerouslyAllowPasswordGrant: flag(DANGERS.dangerouslyAllowPasswordGrant),
  dangerouslyAllowTokenInQuery: flag(DANGERS.dangerouslyAllowTokenInQuery),
  dangerouslyAllowMissingSecretWithPkce: flag(DANGERS.dangerouslyAllowMissingSecretWithPkce),
  dangerouslyExposeUpstreamTokens: flag(DANGERS.dangerouslyExposeUpstreamTokens),
} as const;

type Values = OptionValues<typeof applicationOptions>;
type Named = Exclude<keyof Values, Danger>;

const DANGER_NAMES = Object.keys(DANGERS) as Danger[];

/** The setting that each option stands for. */
const SETTINGS: Readonly<Record<Named, keyof ClientSettings>> = {
  homepage: "homepage",
  redirectUri: "redirectUris",
  postLogoutRedirectUri: "postLogoutRedirectUris",
  grant: "grantTypes",
  responseType: "responseTypes",
  scope: "scopes",
  customScope: "customScopes",
  resource: "resources",
  consent: "consent",
  allowSignUp: "allowSignUp",
  allowEmail: "allowEmail",
  withoutPassword: "allowPassword",
  auth: "authMethod",
  jwksUri: "jwksUri",
  jwksFile: "jwks",
  requirePushedRequests: "requirePushedRequests",
  requireDpop: "requireDpop",
  maxAge: "defaultMaxAge",
  alg: "signingAlg",
  userinfoAlg: "userinfoSigningAlg",
  accessTokenSeconds: "accessTokenSeconds",
  refreshTokenSeconds: "refreshTokenSeconds",
  tokenFormat: "tokenFormat",
  tokenField: "tokenFields",
  subject: "subjectType",
  sector: "sectorIdentifier",
  exchangeFrom: "exchangeFrom",
  exchangeAudience: "exchangeAudiences",
  backchannelLogoutUri: "backchannelLogoutUri",
  backchannelLogoutSession: "backchannelLogoutSessionRequired",
  frontchannelLogoutUri: "frontchannelLogoutUri",
  frontchannelLogoutSession: "frontchannelLogoutSessionRequired",
  initiateLoginUri: "initiateLoginUri",
  requireGroup: "requiredGroups",
  requireRole: "requiredRoles",
};

const NAMED = Object.keys(SETTINGS) as Named[];
const NUMBERS: readonly Named[] = ["maxAge", "accessTokenSeconds", "refreshTokenSeconds"];

/** The option at which a refusal of each setting is said. */
export const applicationFlags = ({ jwksFile }: Pick<Values, "jwksFile">): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(NAMED.map((option) => [SETTINGS[option], optionFlag(option)])),
  name: "--name",
  type: "--type",
  // The one that not every type of application can have.
  dangers: optionFlag("dangerouslyAllowCodeWithoutPkce"),
  jwks: optionFlag(jwksFile === undefined ? "jwksUri" : "jwksFile"),
});

/** What `--reset` takes: every option by its word. */
export const RESETTABLE: readonly string[] = [...NAMED, ...DANGER_NAMES].map((name) => optionFlag(name).slice(2));

/** @throws Failure `usage` */
function scopeOf(typed: string): { name: string; description: string } {
  const equals = typed.indexOf("=");
  if (equals < 1) throw usage(`--custom-scope is written --custom-scope NAME=TEXT, not "${typed}".`);
  return { name: typed.slice(0, equals), description: typed.slice(equals + 1) };
}

/** @throws Failure `usage`; Node's error where the file can't be read */
function readKeys(file: string): unknown {
  const json = readFileSync(file, "utf8");
  try {
    return JSON.parse(json);
  } catch {
    throw usage(`${file} holds no JSON.`);
  }
}

/** Digits as their number; what is none is refused by `readClientSettings`. */
const numberOf = (typed: string): number => (/^\d{1,12}$/.test(typed) ? Number(typed) : Number.NaN);

/** What an option says of its setting; `undefined` where it is not there. */
function saidBy(option: Named, value: Values[Named]): unknown {
  if (typeof value === "boolean") return value ? option !== "withoutPassword" : undefined;
  if (value === undefined || value.length === 0) return undefined;
  if (option === "customScope" && typeof value !== "string") return value.map(scopeOf);
  if (option === "jwksFile" && typeof value === "string") return readKeys(value);
  if (typeof value === "string" && NUMBERS.includes(option)) return numberOf(value);
  return typeof value === "string" ? value : [...value];
}

/**
 * The settings that are wished for, unread: those that are known with what the options say laid over them.
 * @param known What stands where nothing is said.
 * @param reset Options whose settings go back to what is usual, by their words.
 * @throws Failure `usage`; Node's error where a file can't be read
 */
export function applicationWish(known: Partial<ClientSettings>, options: Values, reset: readonly string[] = []): Wish {
  const isReset = (name: string) => reset.includes(optionFlag(name).slice(2));
  const wish: Record<string, unknown> = { ...known };
  for (const option of NAMED) {
    const said = saidBy(option, options[option]);
    if (said !== undefined && isReset(option)) throw usage(`${optionFlag(option)} is both said and reset.`);
    if (said !== undefined) wish[SETTINGS[option]] = said;
    else if (isReset(option)) delete wish[SETTINGS[option]];
  }
  if (options.jwksUri !== undefined && options.jwksFile === undefined) delete wish.jwks;
  if (options.jwksFile !== undefined && options.jwksUri === undefined) delete wish.jwksUri;
  const before = known.dangers ?? [];
  for (const name of DANGER_NAMES)
    if (options[name] && isReset(name)) throw usage(`${optionFlag(name)} is both said and reset.`);
  const dangers = DANGER_NAMES.filter((name) => options[name] || (before.includes(name) && !isReset(name)));
  const implicit = "dangerouslyAllowImplicit";
  const types = known.responseTypes ?? ["code"];
  // Response types that nobody named go with the switch that they hang on.
  if (
    options.responseType.length === 0 &&
    !isReset("responseType") &&
    before.includes(implicit) !== dangers.includes(implicit)
  )
    wish.responseTypes = responseTypesWith(types, dangers);
  return { ...wish, dangers };
}
