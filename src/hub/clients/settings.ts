/**
 * What can be said of a client, and what of that is allowed. The one reading of such settings: the console's form, the
 * command line and the API all come through `readClientSettings`.
 */
import { z } from "zod";
import { type FieldFault, fieldFaults, fieldRefusal } from "../../lib/errors.ts";
import { redirectUriFault } from "../../lib/redirect-uri.ts";

export const GRANT_TYPES = ["authorization_code", "refresh_token", "client_credentials"] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

export const SIGNING_ALGS = ["ES256", "RS256", "EdDSA"] as const;
export type SigningAlg = (typeof SIGNING_ALGS)[number];

/** The scopes of OpenID Connect Core, 5.4 and 11; the first is what a request without scope gets. */
export const STANDARD_SCOPES = ["openid", "profile", "email", "offline_access"] as const;

/** Compatibility switches. Each is named for its danger, is off unless chosen, and is audited when it is used. */
export const DANGERS = {
  dangerouslyAllowCodeWithoutPkce: "A confidential client may leave PKCE out: a stolen code can be injected (RFC 9700, 2.1.1).",
} as const;
export type Danger = keyof typeof DANGERS;

/** Seconds that tokens may live: of access tokens from issue on, of refresh tokens without use. */
export const LIFETIMES = {
  accessToken: { least: 60, most: 900, usual: 600 },
  refreshToken: { least: 300, most: 31_536_000, usual: 2_592_000 },
} as const;

export interface ClientSettings {
  readonly name: string;
  readonly homepage: string | null;
  readonly type: "confidential" | "public" | "native";
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly grantTypes: readonly GrantType[];
  readonly scopes: readonly string[];
  readonly signingAlg: SigningAlg;
  /** Seconds, at most 900. */
  readonly accessTokenSeconds: number;
  /** Seconds without use after which a refresh token ends. */
  readonly refreshTokenSeconds: number;
  readonly consent: "first-party" | "once" | "always";
  readonly allowSignUp: boolean;
  readonly allowPassword: boolean;
  readonly dangers: readonly Danger[];
}

const uris = z
  .array(z.string().trim())
  .max(50)
  .check((context) => {
    for (const uri of context.value) {
      const fault = redirectUriFault(uri);
      if (fault) context.issues.push({ code: "custom", input: uri, message: fault });
    }
  });

const lifetime = ({ least, most, usual }: (typeof LIFETIMES)[keyof typeof LIFETIMES]) =>
  z.number().int().min(least).max(most).default(usual);

const shape = z
  .strictObject({
    name: z.string().trim().min(1, "required").max(100),
    homepage: z.url({ protocol: /^https?$/ }).max(2000).nullable().default(null),
    type: z.enum(["confidential", "public", "native"]).default("confidential"),
    redirectUris: uris.default([]),
    postLogoutRedirectUris: uris.default([]),
    grantTypes: z.array(z.enum(GRANT_TYPES)).default(["authorization_code", "refresh_token"]),
    scopes: z.array(z.enum(STANDARD_SCOPES)).default([...STANDARD_SCOPES]),
    signingAlg: z.enum(SIGNING_ALGS).default("ES256"),
    accessTokenSeconds: lifetime(LIFETIMES.accessToken),
    refreshTokenSeconds: lifetime(LIFETIMES.refreshToken),
    consent: z.enum(["first-party", "once", "always"]).default("once"),
    allowSignUp: z.boolean().default(false),
    allowPassword: z.boolean().default(true),
    dangers: z.array(z.enum(Object.keys(DANGERS) as [Danger, ...Danger[]])).default([]),
  })
  .check((context) => {
    const { type, grantTypes, redirectUris, dangers } = context.value;
    const refuse = (path: string, message: FieldFault) => context.issues.push({ code: "custom", input: context.value, path: [path], message });
    if (grantTypes.length === 0) refuse("grantTypes", "required");
    if (grantTypes.includes("authorization_code") && redirectUris.length === 0) {
      refuse("redirectUris", "required");
    }
    if (type !== "confidential" && grantTypes.includes("client_credentials")) {
      refuse("grantTypes", "invalid_choice");
    }
    if (type !== "confidential" && dangers.includes("dangerouslyAllowCodeWithoutPkce")) {
      refuse("dangers", "invalid_choice");
    }
    if (grantTypes.includes("refresh_token") && !grantTypes.includes("authorization_code")) {
      refuse("grantTypes", "invalid_choice");
    }
  });

const isFault = (text: string): text is FieldFault => Object.hasOwn(fieldFaults, text);

/** The checks above say what is wrong by its code; zod's own are told by their kind. */
function faultOf(issue: z.core.$ZodIssue): FieldFault {
  if (isFault(issue.message)) return issue.message;
  if (issue.code === "too_small") return issue.origin === "string" ? "too_short" : "out_of_range";
  if (issue.code === "too_big") return issue.origin === "string" ? "too_long" : "out_of_range";
  if (issue.code === "invalid_value") return "invalid_choice";
  if (issue.code === "invalid_format") return "invalid_url";
  return issue.code === "invalid_type" && issue.expected === "number" ? "invalid_number" : "invalid";
}

export type ClientSettingsInput = z.input<typeof shape>;

/**
 * @param input What somebody wishes, of whatever form it is; what is left out is as usual.
 * @throws Refusal `field_invalid` with `fields` by setting name
 */
export function readClientSettings(input: { readonly [name in keyof ClientSettings]?: unknown }): ClientSettings {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldFault> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? "name")] ??= faultOf(issue);
  throw fieldRefusal(fields);
}
